"""Words around the phrasebook: which language, a page of it, what was found."""

from markupsafe import Markup

from crm.phrasebook.files import LANGUAGES, Section
from crm.phrasebook.payloads import PhraseLine, PhrasePage, PhrasesFound, WhichPhrasebook
from crm.tickets.rules import cut
from views.actions import ChoosePhrasebook, ShowPhrases, encode
from views.languages import own_name
from views.layout import in_twos, paragraphs, stacked
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words

SHOWN = 100
"""Letters that are shown of a phrase, as of what was looked up; none of ours is longer."""


@view(WhichPhrasebook)
def which_phrasebook(payload: WhichPhrasebook, words: Words, _reader: Reader) -> EditText | Text:
    """Offer every language, and say how a word is looked up."""
    html = words(
        "📖 <b>Which language?</b>\n"
        "A word is looked up like this: <code>/kamus jawa harga</code>, from Indonesian or "
        "into it."
    )
    buttons = [
        Button(own_name(tag), encode(ShowPhrases(tag, Section.GREETING, 0))) for tag in LANGUAGES
    ]
    if payload.message_id is None:
        return Text(html, buttons=in_twos(buttons))
    return EditText(payload.message_id, html, buttons=in_twos(buttons))


@view(PhrasePage)
def phrase_page(payload: PhrasePage, words: Words, _reader: Reader) -> EditText | Text:
    """Show phrases line by line, and the ways to the others."""
    heading = Markup("📖 <b>{}</b> · {}").format(
        own_name(payload.language), _section(payload.section, words)
    )
    lines = stacked(*(_line(one) for one in payload.lines))
    html = paragraphs(heading, lines, _caution(words))
    ways = [*_sections(payload, words), _others(words)]
    rows = (*_turning(payload, words), *in_twos(ways))
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(PhrasesFound)
def phrases_found(payload: PhrasesFound, words: Words, _reader: Reader) -> Text:
    """Show what was found, with its language where several were searched."""
    typed = cut(payload.typed, SHOWN)
    if not payload.lines:
        where = own_name(payload.language) if payload.language else words("any language")
        nothing = words(
            "📖 I have no “{typed}” for {language}. Try another word for it, or a part of what "
            "you look for.",
            typed=typed,
            language=where,
        )
        return Text(nothing, buttons=((_others(words),),))
    heading = Markup("📖 <b>{}</b>").format(typed)
    if payload.language is not None:
        heading = Markup("{} · {}").format(heading, own_name(payload.language))
        return Text(paragraphs(heading, stacked(*map(_line, payload.lines)), _caution(words)))
    lines = (
        Markup("{}: {}").format(own_name(line.language), _line(line)) for line in payload.lines
    )
    return Text(paragraphs(heading, stacked(*lines), _caution(words)))


def _line(line: PhraseLine) -> Markup:
    said = Markup("{} → <b>{}</b>").format(cut(line.indonesian, SHOWN), cut(line.phrase, SHOWN))
    sound = cut(line.sound, SHOWN)
    return Markup("{} <i>[{}]</i>").format(said, sound) if sound else said


def _caution(words: Words) -> Markup:
    return words("<i>Our own list; native speakers have yet to read it.</i>")


def _section(section: Section, words: Words) -> str:
    return {
        Section.GREETING: words.pgettext("button", "👋 Greetings"),
        Section.COURTESY: words.pgettext("button", "🙏 Courtesies"),
        Section.TALK: words.pgettext("button", "💬 In a talk"),
        Section.WORD: words.pgettext("button", "🔤 Words"),
    }[section]


def _sections(shown: PhrasePage, words: Words) -> list[Button]:
    """Return a button for each section but the one that is shown."""
    return [
        Button(_section(one, words), encode(ShowPhrases(shown.language, one, 0)))
        for one in Section
        if one is not shown.section
    ]


def _turning(shown: PhrasePage, words: Words) -> tuple[tuple[Button, ...], ...]:
    ways = (
        (words.pgettext("button", "⬅️ Before"), shown.page - 1),
        (words.pgettext("button", "Further ➡️"), shown.page + 1),
    )
    row = tuple(
        Button(label, encode(ShowPhrases(shown.language, shown.section, page)))
        for label, page in ways
        if 0 <= page < shown.pages
    )
    return (row,) if row else ()


def _others(words: Words) -> Button:
    return Button(words.pgettext("button", "🌐 Other languages"), encode(ChoosePhrasebook()))
