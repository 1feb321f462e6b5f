"""Words for what happened to a ticket."""

from collections.abc import Callable

from markupsafe import Markup

from crm.tickets.events import EventKind, Party
from crm.tickets.history import HistoryLine, TicketHistory, WhoseHistory
from crm.tickets.rules import BEST_RATING, NORMAL, units
from views.layout import stars
from views.message import Text, unmarked
from views.priorities import priority_name
from views.rendering import Reader, view
from views.words import Words, name

ROOM = 3_600
"""How many UTF-16 units the lines may take, of the 4096 that a message has."""


@view(TicketHistory)
def ticket_history(payload: TicketHistory, words: Words, reader: Reader) -> Text:
    """Show as many of the latest events as fit, oldest first, and count the others."""
    lines = _latest([_line(line, words, reader) for line in payload.lines])
    earlier = payload.earlier + len(payload.lines) - len(lines)
    head = words(
        "🕘 <b>What happened to #{number}</b> · {store}",
        number=payload.ticket_id,
        store=name(payload.store) or words("Name unknown"),
    )
    before = (
        [words.ngettext("… and {n} thing before", "… and {n} things before", earlier)]
        if earlier
        else []
    )
    return Text(Markup("\n").join((head, "", *before, *lines)))


@view(WhoseHistory)
def whose_history(payload: WhoseHistory, words: Words, _reader: Reader) -> Text:
    """Say how to name a report."""
    how = words(
        "Send /riwayat in a report's topic, in answer to its card, or with its number: "
        "<code>/riwayat 12</code>"
    )
    if payload.number is None:
        return Text(how)
    none = words("There is no report #{number}.", number=payload.number)
    return Text(Markup("\n").join((none, how)))


def _latest(lines: list[Markup]) -> list[Markup]:
    """Return the last lines that fit."""
    room = ROOM
    for count, line in enumerate(reversed(lines)):
        room -= units(unmarked(line)) + 1
        if room < 0:
            return lines[len(lines) - count :]
    return lines


def _line(line: HistoryLine, words: Words, reader: Reader) -> Markup:
    return Markup("<b>{}</b> · {} · {}").format(
        words.moment(line.at, reader.zone), _who(line, words), _what(line, words)
    )


def _who(line: HistoryLine, words: Words) -> Markup | str:
    match line.party:
        case Party.STAFF:
            return name(line.who) or words("our team")
        case Party.SELLER:
            return words("the seller")
        case Party.SAPA:
            return "Sapa"


def _what(line: HistoryLine, words: Words) -> Markup:
    word = _WORDS.get(line.kind)
    if word is None:
        return words("did something that I have no word for ({kind})", kind=line.kind)
    said = word(line, words)
    quote = Markup(" “{}”").format(line.quote) if line.quote else Markup()
    return said + quote


def _resolved(line: HistoryLine, words: Words) -> Markup:
    if line.party is Party.SAPA:
        return words("resolved it, for the seller answered no more")
    return words("resolved it")


def _handed(line: HistoryLine, words: Words) -> Markup:
    if line.other:
        return words("gave it to {name}", name=line.other)
    return words("gave it to a colleague")


def _released(line: HistoryLine, words: Words) -> Markup:
    if line.other and line.other != line.who:
        return words("took it from {name}: it waits for somebody", name=line.other)
    return words("gave it back: it waits for somebody")


def _urgency(line: HistoryLine, words: Words) -> Markup:
    return words("set it to {priority}", priority=priority_name(line.number or NORMAL, words))


def _rated(line: HistoryLine, words: Words) -> Markup:
    return words("gave {stars}", stars=stars(min(line.number or 0, BEST_RATING)))


_WORDS: dict[str, Callable[[HistoryLine, Words], Markup]] = {
    EventKind.REPORTED: lambda _line, words: words("reported it"),
    EventKind.BEGUN: lambda _line, words: words("began to talk"),
    EventKind.MESSAGE: lambda _line, words: words("wrote"),
    EventKind.EDITED: lambda _line, words: words("changed a message"),
    EventKind.CLAIMED: lambda _line, words: words("claimed it"),
    EventKind.ASSIGNED: _handed,
    EventKind.TRANSFERRED: _handed,
    EventKind.TAKEN_OVER: lambda _line, words: words("took it over"),
    EventKind.RELEASED: _released,
    EventKind.ANSWERED: lambda _line, words: words("answered"),
    EventKind.NOTED: lambda _line, words: words("noted"),
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: lambda _line, words: words("opened it again"),
    EventKind.CLOSED: lambda _line, words: words("closed it for good, a week after it was done"),
    EventKind.REMINDED: lambda _line, words: words("reminded the seller"),
    EventKind.NOT_SOLVED: lambda _line, words: words("said that it is not solved yet"),
    EventKind.RATED: _rated,
    EventKind.COMMENTED: lambda _line, words: words("said about the answer:"),
    EventKind.PRIORITY_SET: _urgency,
    EventKind.PRIORITY_RAISED: lambda _line, words: words(
        "made it more urgent, for the seller wrote again and again"
    ),
    EventKind.CARD_POSTED: lambda _line, words: words("posted the card"),
    EventKind.TOPIC_OPENED: lambda _line, words: words("opened the topic"),
    EventKind.CHANGE_SUGGESTED: lambda _line, words: words("suggested to change the listing"),
    EventKind.CHANGE_ACCEPTED: lambda _line, words: words("agreed to a change"),
    EventKind.CHANGE_DECLINED: lambda _line, words: words("would rather not change it"),
    EventKind.LISTING_APPROVED: lambda _line, words: words("approved the listing"),
    EventKind.LISTING_UPLOADED: lambda _line, words: words("put the product into the store"),
    EventKind.LINKED: lambda _line, words: words("linked the store"),
    EventKind.REFUSED: lambda _line, words: words("found no store to link"),
    EventKind.INCIDENT_LINKED: lambda line, words: words(
        "put it with incident #{number}", number=line.number or 0
    ),
    EventKind.INCIDENT_UNLINKED: lambda line, words: words(
        "took it out of incident #{number}", number=line.number or 0
    ),
}
