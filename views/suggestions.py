"""Words for what sellers wish of the app: listed, and one by one."""

from markupsafe import Markup

from crm.suggestions.payloads import (
    SuggestionCard,
    SuggestionLine,
    SuggestionList,
    SuggestionMissing,
    SuggestionOutcome,
    SuggestionPressed,
    Voter,
)
from crm.tickets.rules import cut
from models.suggestions import SuggestionState
from views.actions import (
    ExportSuggestions,
    ListSuggestions,
    MergeSuggestions,
    SetSuggestion,
    ShowSuggestion,
    encode,
)
from views.layout import in_twos, quoted
from views.message import Button, EditText, Text, Toast, unmarked
from views.rendering import Reader, view
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
ALL = "all"
SHOWN = 1_200
"""How much of a wish its card shows."""
ICONS = {
    SuggestionState.NEW: "🆕",
    SuggestionState.PASSED_ON: "📮",
    SuggestionState.DONE: "✅",
    SuggestionState.DECLINED: "🚫",
}


@view(SuggestionList)
def suggestion_list(payload: SuggestionList, words: Words, _reader: Reader) -> EditText | Text:
    """List wishes, those of most sellers first, with the way to each and to other pages."""
    heading = words("💡 <b>What sellers wish</b> · {what}", what=_which(payload.state, words))
    lines = [_line(line, words) for line in payload.lines] or [words("Nothing yet.")]
    html = Markup("\n").join((heading, "", *lines))
    buttons = _list_buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(SuggestionCard)
def suggestion_card(payload: SuggestionCard, words: Words, _reader: Reader) -> EditText | Text:
    """Show one wish, who has it, and what can be made of it."""
    heading = words(
        "💡 <b>Suggestion {number}</b> · {state}",
        number=payload.suggestion_id,
        state=state_name(payload.state, words),
    )
    decided = words("Decided by {name}", name=payload.decided_by)
    blocks = (
        heading,
        quoted(cut(payload.text, SHOWN)) or words("(no words: see the report)"),
        _wished(payload, words),
        decided if payload.decided_by else Markup(),
        _alike(payload, words),
    )
    html = Markup("\n\n").join(block for block in blocks if block)
    buttons = _card_buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(SuggestionMissing)
def suggestion_missing(payload: SuggestionMissing, words: Words, _reader: Reader) -> Text:
    """Say that there is none, and where they are."""
    return Text(
        words(
            "🔎 There is no suggestion {number}; it may have been united with another. /saran "
            "lists them.",
            number=payload.number,
        )
    )


@view(SuggestionPressed)
def suggestion_pressed(payload: SuggestionPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    return Toast(
        {
            SuggestionOutcome.SET: words.pgettext("toast", "Noted."),
            SuggestionOutcome.MERGED: words.pgettext("toast", "They are one now."),
            SuggestionOutcome.SUPERVISORS_ONLY: words.pgettext(
                "toast", "Supervisors unite suggestions. Please ask one of them."
            ),
            SuggestionOutcome.ASKED: words.pgettext("toast", "The workbook follows."),
            SuggestionOutcome.GONE: words.pgettext("toast", "This is not there any more."),
        }[payload.outcome]
    )


def state_name(state: SuggestionState, words: Words) -> Markup:
    """Say what became of a suggestion."""
    return {
        SuggestionState.NEW: words("new suggestion"),
        SuggestionState.PASSED_ON: words("passed on"),
        SuggestionState.DONE: words("done"),
        SuggestionState.DECLINED: words("declined"),
    }[state]


def _which(state: SuggestionState | None, words: Words) -> Markup:
    return words("all") if state is None else state_name(state, words)


def _line(line: SuggestionLine, words: Words) -> Markup:
    text = " ".join(line.text.split())
    return Markup("{} <b>{}</b> · {} · {}").format(
        ICONS[line.state],
        line.suggestion_id,
        words.ngettext("{n} seller", "{n} sellers", line.votes),
        name(text) or words("(no words: see the report)"),
    )


def _wished(card: SuggestionCard, words: Words) -> Markup:
    count = words.ngettext(
        "🙋 {n} seller wishes it, since {day}",
        "🙋 {n} sellers wish it, since {day}",
        card.votes,
        day=words.day(card.created_at),
    )
    rest = card.votes - len(card.voters)
    more = [words.ngettext("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return Markup("\n").join((count, *(_voter(one, words) for one in card.voters), *more))


def _voter(voter: Voter, words: Words) -> Markup:
    store = name(voter.store) or words("Name unknown")
    if voter.ticket_id is None:
        return Markup("• {}").format(store)
    number = Markup("#{}").format(voter.ticket_id)
    if voter.link:
        number = Markup('<a href="{}">{}</a>').format(voter.link, number)
    return Markup("• {} {}").format(store, number)


def _alike(card: SuggestionCard, words: Words) -> Markup:
    if not card.alike:
        return Markup()
    return Markup("\n").join((words("Similar:"), *(_line(one, words) for one in card.alike)))


def _list_buttons(payload: SuggestionList, words: Words) -> Rows:
    def page(label: str, number: int) -> Button:
        return Button(label, encode(ListSuggestions(payload.state or ALL, number)))

    numbers = tuple(
        Button(str(line.suggestion_id), encode(ShowSuggestion(line.suggestion_id)))
        for line in payload.lines
    )
    shown = tuple(numbers[first : first + 4] for first in range(0, len(numbers), 4))
    turns = [page("◀️", payload.page - 1)] if payload.page > 1 else []
    turns += [page("▶️", payload.page + 1)] if payload.page < payload.pages else []
    states = tuple(
        Button(
            f"{ICONS[state]} {unmarked(state_name(state, words))}",
            encode(ListSuggestions(state, 1)),
        )
        for state in SuggestionState
        if state is not payload.state
    )
    everything = Button(words.pgettext("button", "💡 All"), encode(ListSuggestions(ALL, 1)))
    filters = states if payload.state is None else (*states, everything)
    sheet = Button(words.pgettext("button", "📄 As a workbook"), encode(ExportSuggestions()))
    return (*shown, *([tuple(turns)] if turns else []), *in_twos(filters), (sheet,))


def _card_buttons(card: SuggestionCard, words: Words) -> Rows:
    number = card.suggestion_id
    labels = {
        SuggestionState.PASSED_ON: words.pgettext("button", "📮 Passed on"),
        SuggestionState.DONE: words.pgettext("button", "✅ Done"),
        SuggestionState.DECLINED: words.pgettext("button", "🚫 Declined"),
        SuggestionState.NEW: words.pgettext("button", "🆕 New again"),
    }
    states = [
        Button(label, encode(SetSuggestion(number, state)))
        for state, label in labels.items()
        if state is not card.state
    ]
    unite = tuple(
        (
            Button(
                words.pgettext("button", "🔗 Unite with {number}", number=one.suggestion_id),
                encode(MergeSuggestions(number, one.suggestion_id)),
            ),
        )
        for one in card.alike
        if card.may_merge
    )
    everything = Button(words.pgettext("button", "💡 All"), encode(ListSuggestions(ALL, 1)))
    return (*in_twos(states), *unite, (everything,))
