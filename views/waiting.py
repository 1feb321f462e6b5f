"""Words for a seller who has the word in their report: a reminder, and what follows silence."""

from markupsafe import Markup

from crm.tickets.reminding import (
    DoneAlready,
    NotYetHeard,
    SilenceResolved,
    SolvedQuestion,
    StillWaiting,
)
from crm.tickets.rules import REOPEN_WITHIN
from views.actions import SayIfSolved, encode
from views.message import Button, Text, Toast
from views.ratings import not_solved, star_rows
from views.rendering import Reader, view
from views.words import Words


@view(StillWaiting)
def still_waiting(payload: StillWaiting, words: Words, _reader: Reader) -> Text:
    """Ask kindly whether the answer helped, with two buttons that need no words."""
    html = words.ngettext(
        "👋 Our team answered you about your report <b>#{number}</b> {n} day ago. Is everything "
        "all right now?\n\n"
        "If not, or if we asked you something, just write it here. We are glad to help.",
        "👋 Our team answered you about your report <b>#{number}</b> {n} days ago. Is everything "
        "all right now?\n\n"
        "If not, or if we asked you something, just write it here. We are glad to help.",
        payload.days,
        number=payload.ticket_id,
    )
    return Text(html, buttons=(_if_solved(payload.ticket_id, words),))


@view(SolvedQuestion)
def solved_question(payload: SolvedQuestion, words: Words, _reader: Reader) -> Text:
    """Return the thanks, and ask with the same two buttons."""
    if payload.thanked:
        html = words(
            "You are welcome 😊 Is your report <b>#{number}</b> solved now?",
            number=payload.ticket_id,
        )
    else:
        html = words(
            "Glad to hear that 😊 Is your report <b>#{number}</b> solved now?",
            number=payload.ticket_id,
        )
    return Text(html, buttons=(_if_solved(payload.ticket_id, words),))


@view(SilenceResolved)
def silence_resolved(payload: SilenceResolved, words: Words, _reader: Reader) -> Text:
    """Say that we take it for solved, and leave the door open."""
    html = words.ngettext(
        "✅ We have heard nothing from you for {n} day, so we take your report <b>#{number}</b> "
        "for solved.",
        "✅ We have heard nothing from you for {n} days, so we take your report <b>#{number}</b> "
        "for solved.",
        payload.days,
        number=payload.ticket_id,
    )
    parts = (
        html,
        words("How was our help? Choose 1 to 5 stars.") if payload.asks else Markup(),
        words(
            "If something is still not right, press the button below within {days} days and we "
            "will look at it again 🙏",
            days=REOPEN_WITHIN.days,
        ),
    )
    rows = (
        *star_rows(payload.ticket_id, asks=payload.asks),
        (not_solved(payload.ticket_id, words),),
    )
    return Text(Markup("\n\n").join(part for part in parts if part), buttons=rows)


@view(NotYetHeard)
def not_yet_heard(payload: NotYetHeard, words: Words, _reader: Reader) -> Text:
    """Ask for what is missing."""
    return Text(
        words(
            "Thank you for telling us 🙏 What is still not right in your report "
            "<b>#{number}</b>? Just write it here, our team sees it at once.",
            number=payload.ticket_id,
        )
    )


@view(DoneAlready)
def done_already(_payload: DoneAlready, words: Words, _reader: Reader) -> Toast:
    """Say that nothing is left to do."""
    return Toast(words.pgettext("toast", "This report is done already. Thank you!"))


def _if_solved(ticket_id: int, words: Words) -> tuple[Button, ...]:
    yes, no = (encode(SayIfSolved(ticket_id, answer)) for answer in (1, 0))
    return (
        Button(words.pgettext("button", "✅ Solved"), yes),
        Button(words.pgettext("button", "💬 Not yet"), no),
    )
