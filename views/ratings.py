"""Words for a report that is done: the stars of its answer, a word, and opening it again."""

from crm.tickets.payloads import TicketResolved
from crm.tickets.reporting import (
    RatingKept,
    RatingNoted,
    Reopened,
    StillOpen,
    TooLateToReopen,
    WordQuestion,
)
from crm.tickets.rules import BEST_RATING, REOPEN_WITHIN, is_low
from views.actions import DialogStep, Rate, Reopen, encode
from views.layout import stars
from views.menu import home_row
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.words import Words


@view(TicketResolved)
def ticket_resolved(payload: TicketResolved, words: Words, _reader: Reader) -> Text:
    """Tell the seller that it is done, ask how it was if that was not asked before."""
    again = (not_solved(payload.ticket_id, words),)
    if not payload.asks:
        html = words(
            "✅ Your report <b>#{number}</b> is done.\n\n"
            "If something is still not right, press the button below within {days} days and we "
            "will look at it again.",
            number=payload.ticket_id,
            days=REOPEN_WITHIN.days,
        )
        return Text(html, buttons=(again,))
    html = words(
        "✅ Your report <b>#{number}</b> is done.\n\n"
        "How was our help? Choose 1 to 5 stars. If something is still not right, press the "
        "button below within {days} days and we will look at it again.",
        number=payload.ticket_id,
        days=REOPEN_WITHIN.days,
    )
    return Text(html, buttons=(*star_rows(payload.ticket_id, asks=True), again))


def star_rows(ticket_id: int, *, asks: bool) -> tuple[tuple[Button, ...], ...]:
    """Return a row with a button for each number of stars; none where they were asked for."""
    ratings = tuple(
        Button(f"{number} ⭐", encode(Rate(ticket_id, number)))
        for number in range(1, BEST_RATING + 1)
    )
    return (ratings,) if asks else ()


def not_solved(ticket_id: int, words: Words) -> Button:
    """Return the seller's way back into a report that is done."""
    return Button(words.pgettext("button", "🔁 Not solved yet"), encode(Reopen(ticket_id)))


@view(WordQuestion)
def word_question(payload: WordQuestion, words: Words, _reader: Reader) -> Text:
    """Thank for the stars, and ask for a word; a sad seller is offered more than thanks."""
    skip = Button(words.pgettext("button", "⏭ No comment"), encode(DialogStep("skip")))
    if not is_low(payload.stars):
        html = words(
            "{stars}\nThank you! Would you like to tell us what was good, or what we can do "
            "better? Just write it here.",
            stars=stars(payload.stars),
        )
        return Text(html, buttons=((skip,),))
    label = words.pgettext("button", "🔁 Reopen #{number}", number=payload.ticket_id)
    html = words(
        "{stars}\nThank you for being honest, and sorry that it was not better 🙏\n\n"
        "What went wrong? Just write it here. If the problem is still there, open the report "
        "again.",
        stars=stars(payload.stars),
    )
    return Text(html, buttons=((Button(label, encode(Reopen(payload.ticket_id))),), (skip,)))


@view(RatingKept)
def rating_kept(_payload: RatingKept, words: Words, _reader: Reader) -> Text:
    """Thank once more."""
    return Text(
        words("Thank you, that helps us to do better 🙏 Whenever you need us, just write here."),
        buttons=(home_row(words),),
    )


@view(RatingNoted)
def rating_noted(_payload: RatingNoted, words: Words, _reader: Reader) -> Toast:
    """Confirm the stars."""
    return Toast(words.pgettext("toast", "Thank you!"))


@view(Reopened)
def reopened(payload: Reopened, words: Words, _reader: Reader) -> Text:
    """Say that people look again, and ask for what is missing unless it was just said."""
    if payload.added:
        return Text(
            words(
                "🔁 Your report <b>#{number}</b> is open again, with what you have just written. "
                "Our team looks at it once more and answers here.",
                number=payload.ticket_id,
            )
        )
    return Text(
        words(
            "🔁 Your report <b>#{number}</b> is open again.\n\n"
            "What is still not right? Write it here, our team sees it at once.",
            number=payload.ticket_id,
        )
    )


@view(TooLateToReopen)
def too_late_to_reopen(payload: TooLateToReopen, words: Words, _reader: Reader) -> Text:
    """Say so, and offer a new report."""
    return Text(
        words(
            "Your report #{number} was done more than {days} days ago, so it cannot be opened "
            "again. Please make a new one: our team will find the old one.",
            number=payload.ticket_id,
            days=REOPEN_WITHIN.days,
        ),
        buttons=(home_row(words),),
    )


@view(StillOpen)
def still_open(_payload: StillOpen, words: Words, _reader: Reader) -> Toast:
    """Say that the report is in work."""
    return Toast(words.pgettext("toast", "Our team is still working on this report."))
