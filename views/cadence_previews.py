"""Words for who would enter a cadence, and what they would read."""

from dataclasses import replace

from markupsafe import Markup

from crm.followups.cadences.payloads import (
    CadenceLetter,
    CadenceNotPreviewed,
    CadencePreview,
)
from models.followups import CadenceState
from models.interactions import Channel
from views.actions import DecideCadence, ReadCadence, ShowCadence, encode
from views.cadence_words import channel_name, day_name, title, ways
from views.call_guides import why
from views.followup_words import letter_words
from views.followups import answer_name
from views.languages import own_name
from views.message import Button, Text
from views.rendering import Reader, view
from views.seller_facts import language_name
from views.words import LANGUAGES, Words

Rows = tuple[tuple[Button, ...], ...]


@view(CadencePreview)
def cadence_preview(payload: CadencePreview, words: Words, reader: Reader) -> Text:
    """Say how many would enter now, who they are, and when they hear from us."""
    heading = words(
        "🔎 <b>{title}</b>: who would enter now, counted on {moment}",
        title=title(payload.cadence, words),
        moment=words.moment(payload.at, reader.zone),
    )
    counts = (
        _entering(payload, words),
        _watched(payload, words),
        _languages(payload, words),
        _channels(payload, words),
        _days(payload, words),
    )
    blocks = (
        heading,
        Markup("\n").join(line for line in counts if line),
        words("📖 Read what they will read, in:"),
    )
    return Text(Markup("\n\n").join(blocks), buttons=_buttons(payload, words))


@view(CadenceNotPreviewed)
def cadence_not_previewed(payload: CadenceNotPreviewed, words: Words, _reader: Reader) -> Text:
    """Say what comes first."""
    name = title(payload.cadence, words)
    if payload.gone:
        return Text(words("🗄 There is no follow-up <b>{title}</b> any more.", title=name))
    return Text(
        words(
            "🔎 Nobody can say yet who would enter <b>{title}</b>: no store has been counted.\n\n"
            "Take in the week's pull first: a supervisor sends /impor here and then the file.",
            title=name,
        )
    )


@view(CadenceLetter)
def cadence_letter(payload: CadenceLetter, words: Words, reader: Reader) -> Text:
    """Show a step's words as sellers of a language read them, beside the staff's own."""
    sample = replace(
        reader,
        name=words.pgettext("sample", "Sari"),
        store=words.pgettext("sample", "Melati's Kitchen"),
    )
    theirs = words.of(payload.language)
    letter = payload.step.letter
    if set(payload.step.channels) == {Channel.PHONE}:
        said = [words("📞 The team calls: {why}", why=why(letter, words))]
    else:
        said = [_quoted(letter_words(letter, theirs, sample).html)]
    if theirs.language != words.language and payload.step.channels != (Channel.PHONE,):
        own = language_name(words.language, words)
        said += [words("In our words ({language}):", language=own)]
        said += [_quoted(letter_words(letter, words, sample).html)]
    blocks = (_step(payload, words), *said, _answers(payload, theirs, words))
    return Text(Markup("\n\n").join(block for block in blocks if block))


def _entering(payload: CadencePreview, words: Words) -> Markup:
    count = words.ngettext(
        "👥 <b>{n} store</b> would enter.", "👥 <b>{n} stores</b> would enter.", payload.stores
    )
    if payload.cap is None:
        return count
    return Markup("{} {}").format(
        count,
        words(
            "{fitting} fit; at most {cap} enter in a day.",
            fitting=words.number(payload.fitting),
            cap=words.number(payload.cap),
        ),
    )


def _watched(payload: CadencePreview, words: Words) -> Markup:
    if not payload.watched:
        return Markup()
    return words.ngettext(
        "🧪 {n} of them is only watched, to compare with.",
        "🧪 {n} of them are only watched, to compare with.",
        payload.watched,
    )


def _languages(payload: CadencePreview, words: Words) -> Markup:
    counts = (
        Markup("{} {}").format(
            own_name(one.language) if one.language else words("not known, reads Indonesian"),
            words.number(one.stores),
        )
        for one in payload.languages
    )
    line = Markup(" · ").join(counts)
    return Markup("🗣 {}").format(line) if line else Markup()


def _channels(payload: CadencePreview, words: Words) -> Markup:
    counts = (
        Markup("{} {}").format(
            words("only a later step reaches")
            if one.channel is None
            else channel_name(one.channel, words),
            words.number(one.stores),
        )
        for one in payload.channels
    )
    line = Markup(" · ").join(counts)
    return words("First word by: {channels}", channels=line) if line else Markup()


def _days(payload: CadencePreview, words: Words) -> Markup:
    counts = (
        Markup("{}: {}").format(words.day(one.day), words.number(one.stores))
        for one in payload.days
    )
    line = Markup(" · ").join(counts)
    return words("📅 First step: {days}", days=line) if line else Markup()


def _buttons(payload: CadencePreview, words: Words) -> Rows:
    languages = [
        Button(own_name(tag), encode(ReadCadence(payload.cadence, tag))) for tag in LANGUAGES
    ]
    card = Button(words.pgettext("button", "🧭 Its card"), encode(ShowCadence(payload.cadence)))
    approve = Button(
        words.pgettext("button", "✅ Approve"),
        encode(DecideCadence(payload.cadence, payload.edition, "approve")),
    )
    last = (approve, card) if payload.state is CadenceState.WAITING else (card,)
    return (*(tuple(languages[at : at + 2]) for at in range(0, len(languages), 2)), last)


def _step(payload: CadenceLetter, words: Words) -> Markup:
    return words(
        "📖 <b>{title}</b>, step {number} of {all}: {day} · {ways} · {language}",
        title=title(payload.cadence, words),
        number=payload.number,
        all=payload.of,
        day=day_name(payload.step, payload.anchor, words),
        ways=ways(payload.step, words),
        language=own_name(payload.language),
    )


def _answers(payload: CadenceLetter, theirs: Words, words: Words) -> Markup:
    """Name the buttons, and in the staff's words what they say."""
    lines: list[Markup] = []
    for answer in payload.step.answers:
        label, own = answer_name(answer, theirs), answer_name(answer, words)
        meaning = Markup(" = {}").format(own) if own != label else Markup()
        lines.append(Markup("[{}]{}").format(label, meaning))
    if not lines:
        return Markup()
    return Markup("\n").join((words("<b>Buttons</b>"), *lines))


def _quoted(html: Markup) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(html)
