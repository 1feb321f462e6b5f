"""Words for the lists that staff work through."""

from markupsafe import Markup

from crm.tickets.payloads import TicketLine, TicketList
from crm.tickets.rules import ICONS, cut
from models.tickets import TicketState
from views.actions import ListTickets, encode
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words

STORE = 60
"""How much of a store's name a list shows, in UTF-16 units."""


@view(TicketList)
def ticket_list(payload: TicketList, words: Words, reader: Reader) -> EditText | Text:
    """List tickets shortly, the most urgent first, each with the way to its topic."""
    html = _listed(payload, words, reader)
    if payload.message_id is None:
        return Text(html, buttons=_turning(payload, words))
    return EditText(payload.message_id, html, buttons=_turning(payload, words))


def _listed(payload: TicketList, words: Words, reader: Reader) -> Markup:
    if not payload.lines:
        return (
            words("🎉 You have nothing open. /antrean shows what waits for somebody.")
            if payload.mine
            else words("🎉 Nothing waits. Everything is claimed.")
        )
    heading = (
        words.ngettext("<b>You have {n} report</b>", "<b>You have {n} reports</b>", payload.total)
        if payload.mine
        else words.ngettext(
            "<b>{n} report waits for somebody</b>",
            "<b>{n} reports wait for somebody</b>",
            payload.total,
        )
    )
    lines = [_line(line, words, reader) for line in payload.lines]
    return Markup("\n").join([heading, "", *lines])


def _line(line: TicketLine, words: Words, reader: Reader) -> Markup:
    told = Markup("{} {} {} · {} · {}").format(
        ICONS[line.category],
        linked_number(line),
        cut(line.store, STORE) or words("Name unknown"),
        state_name(line.state, words),
        words.moment(line.created_at, reader.zone),
    )
    if line.due_at is None:
        return Markup("🔴 {}").format(told) if line.late else told
    due = words.moment(line.due_at, reader.zone)
    if line.late:
        return Markup("🔴 {} · {}").format(told, words("was due {moment}", moment=due))
    return Markup("{} · ⏰ {}").format(told, due)


def _turning(payload: TicketList, words: Words) -> tuple[tuple[Button, ...], ...]:
    here = payload.page
    ways = (
        (words.pgettext("button", "⬅️ Before"), here - 1, here > 0),
        (words.pgettext("button", "Further ➡️"), here + 1, here + 1 < payload.pages),
    )
    row = tuple(
        Button(label, encode(ListTickets(payload.staff_id, page)))
        for label, page, leads in ways
        if leads
    )
    return (row,) if row else ()


def linked_number(line: TicketLine) -> Markup:
    """Show a ticket's number, which opens its topic where it has one."""
    if not line.link:
        return Markup("#{}").format(line.ticket_id)
    return Markup('<a href="{}">#{}</a>').format(line.link, line.ticket_id)


def state_name(state: TicketState, words: Words) -> Markup:
    """Say who has the word in a ticket."""
    return {
        TicketState.NEW: words("new"),
        TicketState.OPEN: words("waits for us"),
        TicketState.WAITING: words("waits for the seller"),
        TicketState.RESOLVED: words("resolved"),
        TicketState.CLOSED: words("closed"),
    }[state]
