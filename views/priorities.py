"""Words for how urgent a ticket is."""

from markupsafe import Markup

from crm.tickets.priorities import (
    PriorityOutcome,
    PriorityPage,
    PriorityPressed,
    PriorityTold,
    WhosePriority,
)
from crm.tickets.rules import LOW, NORMAL, PRIORITIES, URGENT
from views.actions import SetPriority, encode
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.ticket_menu import back_to_menu
from views.words import Words


@view(PriorityPage)
def priority_page(payload: PriorityPage, words: Words, _reader: Reader) -> EditText | Text:
    """Show how urgent a ticket is, and ask for another answer."""
    question = words("🚦 <b>#{number}</b> · How urgent is it?", number=payload.ticket_id)
    now = words("Now: {priority}", priority=priority_name(payload.level, words))
    by = words("Set by <b>{name}</b>; rules leave it alone.", name=payload.set_by)
    html = Markup("\n").join((question, now, by) if payload.set_by else (question, now))
    levels = tuple(
        Button(_label(level, words), encode(SetPriority(payload.ticket_id, level)))
        for level in PRIORITIES
    )
    buttons = (levels, (back_to_menu(payload.ticket_id, words),))
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(PriorityPressed)
def priority_pressed(payload: PriorityPressed, words: Words, _reader: Reader) -> Toast:
    """Say what the press came to."""
    return Toast(
        {
            PriorityOutcome.SET: words.pgettext("toast", "Noted."),
            PriorityOutcome.ALREADY: words.pgettext("toast", "It has this priority already."),
            PriorityOutcome.NOTHING_LEFT: words.pgettext("toast", "It is resolved already."),
            PriorityOutcome.NO_SUCH: words.pgettext("toast", "There is no such priority."),
        }[payload.outcome]
    )


@view(PriorityTold)
def priority_told(payload: PriorityTold, words: Words, _reader: Reader) -> Text:
    """Say what the command came to."""
    number, level = payload.ticket_id, priority_name(payload.level, words)
    match payload.outcome:
        case PriorityOutcome.SET:
            return Text(words("🚦 #{number} is {priority} now.", number=number, priority=level))
        case PriorityOutcome.ALREADY | PriorityOutcome.NO_SUCH:
            return Text(
                words("🚦 #{number} is {priority} already.", number=number, priority=level)
            )
        case PriorityOutcome.NOTHING_LEFT:
            return Text(words("✅ #{number} is resolved: nothing is urgent.", number=number))


@view(WhosePriority)
def whose_priority(payload: WhosePriority, words: Words, _reader: Reader) -> Text:
    """Say how to write the command."""
    how = words(
        "In a report's topic, or in answer to its card, send <code>/prioritas 1</code> (urgent), "
        "<code>2</code> (normal) or <code>3</code> (low); elsewhere name the report too: "
        "<code>/prioritas #12 1</code>"
    )
    if payload.number is None:
        return Text(how)
    none = words("There is no report #{number}.", number=payload.number)
    return Text(Markup("\n").join((none, how)))


def priority_name(level: int, words: Words) -> Markup:
    """Name a priority."""
    return {
        URGENT: words("🔴 urgent"),
        NORMAL: words("🟡 normal"),
        LOW: words("🔵 low"),
    }[min(max(level, URGENT), LOW)]


def _label(level: int, words: Words) -> str:
    return {
        URGENT: words.pgettext("button", "🔴 Urgent"),
        NORMAL: words.pgettext("button", "🟡 Normal"),
        LOW: words.pgettext("button", "🔵 Low"),
    }[level]
