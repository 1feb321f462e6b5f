"""Words for leave of absence."""

from datetime import date

from markupsafe import Markup

from crm.staff.absence import LeaveNoted, LeaveProblem, LeaveQuestion, LeaveRefused, LeaveSet
from crm.staff.members import MemberPart
from views.actions import EndLeave, ShowMember, TakeLeave, encode
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]


@view(LeaveQuestion)
def leave_question(payload: LeaveQuestion, words: Words, _reader: Reader) -> EditText | Text:
    """Say when somebody is on leave, and ask when they shall be."""
    html = Markup("\n\n").join((_present(payload, words), _how(payload, words)))
    if payload.message_id is None:
        return Text(html, buttons=_buttons(payload, words))
    return EditText(payload.message_id, html, buttons=_buttons(payload, words))


@view(LeaveNoted)
def leave_noted(payload: LeaveNoted, words: Words, _reader: Reader) -> Text:
    """Say what was noted, and what became of the tickets."""
    if payload.first is None:
        return Text(
            words("👋 Welcome back! New reports can come to you again.")
            if payload.own
            else words("👋 <b>{name}</b> is back at work.", name=payload.name)
        )
    days = _days(payload.first, payload.last, words)
    noted = (
        words("🌴 Noted: you are on leave {days}.", days=days)
        if payload.own
        else words("🌴 Noted: <b>{name}</b> is on leave {days}.", name=payload.name, days=days)
    )
    return Text(Markup("\n").join((noted, *_tickets(payload, words))))


@view(LeaveSet)
def leave_set(payload: LeaveSet, words: Words, _reader: Reader) -> Text:
    """Tell somebody in private what a supervisor noted for them."""
    if payload.first is None:
        return Text(words("👋 <b>{name}</b> noted that you are back at work.", name=payload.by))
    return Text(
        words(
            "🌴 <b>{name}</b> noted that you are on leave {days}. "
            "Send /cuti once you are back sooner.",
            name=payload.by,
            days=_days(payload.first, payload.last, words),
        )
    )


@view(LeaveRefused)
def leave_refused(payload: LeaveRefused, words: Words, _reader: Reader) -> Text:
    """Say why nothing was noted, and how it is written."""
    return Text(
        {
            LeaveProblem.NOT_UNDERSTOOD: words(
                "I could not read the days. Write them like this:\n<code>/cuti 24-12 31-12</code>"
            ),
            LeaveProblem.NOT_YOURS: words("Only a supervisor can do this for somebody else."),
            LeaveProblem.UNKNOWN: words("Nobody on the team is called so. /staf lists everybody."),
            LeaveProblem.NO_SUCH_LEAVE: words(
                "These days cannot be: the last one is over, or before the first, "
                "or more than a year away."
            ),
        }[payload.problem]
    )


def _present(payload: LeaveQuestion, words: Words) -> Markup:
    if payload.first is None:
        return (
            words("🌴 You are not on leave.")
            if payload.own
            else words("🌴 <b>{name}</b> is not on leave.", name=payload.name)
        )
    days = _days(payload.first, payload.last, words)
    return (
        words("🌴 You are on leave {days}.", days=days)
        if payload.own
        else words("🌴 <b>{name}</b> is on leave {days}.", name=payload.name, days=days)
    )


def _how(payload: LeaveQuestion, words: Words) -> Markup:
    effect = words(
        "During a leave no new reports come, and the open ones move on to colleagues. "
        "It ends by itself."
    )
    way = words(
        "Choose below, from today, or write the first and last day: <code>/cuti 24-12 31-12</code>"
    )
    return effect if payload.listed else Markup("{}\n{}").format(effect, way)


def _days(first: date, last: date | None, words: Words) -> Markup:
    if last is None:
        return words("from {first} until further notice", first=words.day(first))
    if last == first:
        return words("on {day}", day=words.day(first))
    return words("from {first} to {last}", first=words.day(first), last=words.day(last))


def _tickets(payload: LeaveNoted, words: Words) -> list[Markup]:
    if not payload.begun:
        return [words("The open reports move on when it begins.")]
    lines: list[Markup] = []
    if payload.given:
        lines.append(
            words.ngettext(
                "{n} report was given to a colleague.",
                "{n} reports were given to colleagues.",
                payload.given,
            )
        )
    if payload.released:
        lines.append(
            words.ngettext(
                "{n} report waits for somebody: /antrean",
                "{n} reports wait for somebody: /antrean",
                payload.released,
            )
        )
    return lines


def _buttons(payload: LeaveQuestion, words: Words) -> Rows:
    number = payload.staff_id
    ways = (
        (words.pgettext("button", "Today"), 1),
        (words.pgettext("button", "7 days"), 7),
        (words.pgettext("button", "14 days"), 14),
        (words.pgettext("button", "Until they are back"), 0),
    )
    first, second, third, last = (
        Button(label, encode(TakeLeave(number, days))) for label, days in ways
    )
    back = Button(words.pgettext("button", "👋 Back at work"), encode(EndLeave(number)))
    card = ShowMember(number, MemberPart.CARD.value, "")
    rows = (
        (first, second, third),
        (last,),
        (back,) if payload.first is not None else (),
        (Button(words.pgettext("button", "⬅️ Back"), encode(card)),) if payload.listed else (),
    )
    return tuple(row for row in rows if row)
