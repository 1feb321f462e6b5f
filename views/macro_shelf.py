"""Words for writing macros: the shelf, its lists, one macro, and what is asked about it."""

from markupsafe import Markup

from crm.macros.payloads import (
    Declined,
    MacroCard,
    MacroCategories,
    MacroCount,
    MacroDeclined,
    MacroList,
    MacroNamePrompt,
    MacroShelf,
    MacroTextPrompt,
)
from crm.macros.rules import Blank
from locales.languages import INDONESIAN, LANGUAGES
from models.tickets import Category
from views.actions import ChangeMacro, FileMacro, ListMacros, NewMacro, ShowMacro, encode
from views.categories import category_label
from views.languages import own_name
from views.layout import in_twos, mention
from views.macro_words import macro_source
from views.macros import label, quote, title
from views.message import Button, EditText, Keyboard, Text
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
ANY, ALL = "any", "all"
"""In callback data: the macros for any report, and all shelves."""


@view(MacroShelf)
def macro_shelf(payload: MacroShelf, words: Words, _reader: Reader) -> EditText | Text:
    """Show how many answers there are for each subject."""
    html = words(
        "📚 <b>Our canned answers</b>\n"
        "They go to sellers in their own language. Press 💬 Answers on a report's card to use one."
    )
    buttons = [
        Button(
            f"{_category(one.category, words)} ({_count(one, words)})",
            encode(ListMacros(_code(one.category))),
        )
        for one in payload.counts
    ]
    new = Button(words.pgettext("button", "🆕 Write a new one"), encode(NewMacro()))
    rows = (*in_twos(buttons), (new,)) if payload.supervisor else in_twos(buttons)
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(MacroList)
def macro_list(payload: MacroList, words: Words, _reader: Reader) -> EditText:
    """List one subject's answers."""
    heading = words("📚 <b>{category}</b>", category=_category(payload.category, words))
    rows = tuple(
        (
            Button(
                f"{label(one, words)} · {words.number(one.uses)}×",
                encode(ShowMacro(one.macro_id, INDONESIAN)),
            ),
        )
        for one in payload.lines
    )
    html = heading if rows else heading + Markup("\n") + words("There is none yet.")
    back = Button(words.pgettext("button", "⬅️ Back"), encode(ListMacros(ALL)))
    return EditText(payload.message_id, html, buttons=(*rows, (back,)))


@view(MacroCard)
def macro_card(payload: MacroCard, words: Words, _reader: Reader) -> EditText | Text:
    """Show one answer in one language, and what can be done about it."""
    heading = words(
        "💬 <b>{name}</b>\n{category} · used {count} times",
        name=title(payload.line, words),
        category=_category(payload.category, words),
        count=words.number(payload.line.uses),
    )
    off = Markup() if payload.line.active else words("🔕 Switched off: it is not offered.")
    text = (
        words(
            "{language}:\n{text}",
            language=own_name(payload.language),
            text=_source(payload, words),
        )
        if payload.said and payload.said.language == payload.language
        else words(
            "Nothing is written in {language} yet; sellers who read it get the Indonesian words.",
            language=own_name(payload.language),
        )
    )
    html = Markup("\n\n").join(part for part in (heading, off, text) if part)
    rows = (*_languages(payload), *_changes(payload, words), (_back(payload, words),))
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(MacroCategories)
def macro_categories(payload: MacroCategories, words: Words, _reader: Reader) -> Text:
    """Ask with which reports it shall be offered."""
    html = words(
        "🗂 With which reports shall <b>{name}</b> be offered?", name=title(payload.line, words)
    )
    buttons = [
        Button(_category(one, words), encode(FileMacro(payload.line.macro_id, _code(one))))
        for one in (None, *Category)
    ]
    return Text(html, buttons=in_twos(buttons))


@view(MacroNamePrompt)
def macro_name_prompt(payload: MacroNamePrompt, words: Words, _reader: Reader) -> Text:
    """Ask what staff shall know it by."""
    html = words(
        "✍️ {person}, what shall the new answer be called? Reply to this message with a short "
        "name, such as “Promotion is full”. Only our team sees it.",
        person=mention(payload.telegram_id, payload.name),
    )
    return Text(html, keyboard=Keyboard(reply=True, hint=words.pgettext("hint", "A short name")))


@view(MacroTextPrompt)
def macro_text_prompt(payload: MacroTextPrompt, words: Words, reader: Reader) -> Text:
    """Ask for the words, and tell which words are filled in."""
    html = words(
        "✍️ {person}, reply to this message with the words of <b>{name}</b> in "
        "<b>{language}</b>.\n\n"
        "What stands in braces is filled in: {blanks} become the owner, the store, the report's "
        "number, your name and {marketplace}.",
        person=mention(payload.telegram_id, payload.name),
        name=title(payload.line, words),
        language=own_name(payload.language),
        blanks=_blanks(),
        marketplace=reader.marketplace,
    )
    hint = words.pgettext("hint", "The words for the seller")
    return Text(html, keyboard=Keyboard(reply=True, hint=hint))


@view(MacroDeclined)
def macro_declined(payload: MacroDeclined, words: Words, _reader: Reader) -> Text:
    """Say why it was not taken, and what to do instead."""
    html = {
        Declined.NOT_SUPERVISOR: words(
            "🙏 Supervisors write these answers. Please ask one of them."
        ),
        Declined.GONE: words("⌛ This answer is not there any more. /balasan shows them all."),
        Declined.NO_WORDS: words("✍️ Please reply once more, with words."),
        Declined.TOO_LONG: words(
            "📏 That is too long: {limit} characters fit, names included. Please shorten it and "
            "reply once more.",
            limit=words.number(payload.limit),
        ),
        Declined.UNKNOWN_BLANK: words(
            "✍️ I do not know what to fill in for “{blank}”. I know {blanks}. Please put it right "
            "and reply once more.",
            blank=payload.blank,
            blanks=_blanks(),
        ),
        Declined.UNBALANCED: words(
            "✍️ A brace has no partner. I fill in {blanks}; other braces cannot stand in an "
            "answer. Please put it right and reply once more.",
            blanks=_blanks(),
        ),
    }[payload.why]
    return Text(html, reply_to=payload.reply_to)


def _count(one: MacroCount, words: Words) -> str:
    """Return how many are offered, and how many are not."""
    offered = words.compact(one.macros - one.off)
    return f"{offered} + 🔕 {words.compact(one.off)}" if one.off else offered


def _source(payload: MacroCard, words: Words) -> Markup:
    return quote(macro_source(payload.said, words)) if payload.said else Markup()


def _languages(payload: MacroCard) -> Rows:
    """Return a button for each language that is not shown, marked where staff wrote in it."""
    return in_twos(
        [
            Button(
                f"{'✅' if one in payload.written else '🗣'} {own_name(one)}",
                encode(ShowMacro(payload.line.macro_id, one)),
            )
            for one in LANGUAGES
            if one != payload.language
        ]
    )


def _changes(payload: MacroCard, words: Words) -> Rows:
    if not payload.supervisor:
        return ()
    line, language = payload.line, payload.language

    def change(text: str, move: str) -> Button:
        return Button(text, encode(ChangeMacro(line.macro_id, language, move)))

    write = change(words.pgettext("button", "✏️ Change the words"), "write")
    drop = change(words.pgettext("button", "🧹 Take these back"), "drop")
    own = language in payload.written and (language != INDONESIAN or line.starter is not None)
    off = change(words.pgettext("button", "🔕 Switch off"), "off")
    on = change(words.pgettext("button", "🔔 Switch on"), "on")
    file = change(words.pgettext("button", "🗂 Category"), "file")
    return ((write, drop) if own else (write,)), (off if line.active else on, file)


def _back(payload: MacroCard, words: Words) -> Button:
    return Button(words.pgettext("button", "⬅️ Back"), encode(ListMacros(_code(payload.category))))


def _category(category: Category | None, words: Words) -> str:
    if category is None:
        return words.pgettext("button", "⭐ Any report")
    return category_label(category, words)


def _code(category: Category | None) -> str:
    return ANY if category is None else category.value


def _blanks() -> Markup:
    return Markup(" ").join(Markup("<code>{{{}}}</code>").format(one) for one in Blank)
