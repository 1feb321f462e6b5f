"""Words for tickets that pass from hand to hand."""

from markupsafe import Markup

from crm.tickets.handover import (
    Absence,
    ColleagueLine,
    GivenHere,
    HandOverOutcome,
    HandOverPage,
    HandOverPressed,
    TicketGiven,
    TicketsGiven,
    TicketsMovedOn,
    TicketTaken,
)
from crm.tickets.rules import ICONS, cut
from views.actions import ChooseTaker, GiveTo, TakeOver, encode
from views.categories import category_name
from views.layout import mention
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.ticket_menu import back_to_menu
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
NAME = 40
"""How much of a name goes on a button, in UTF-16 units."""


@view(HandOverPage)
def hand_over_page(payload: HandOverPage, words: Words, _reader: Reader) -> EditText | Text:
    """Ask whom to give a ticket to, each with how much they have to do."""
    holder = (
        words("🙋 Claimed by <b>{name}</b>", name=payload.holder)
        if payload.holder
        else words("🆕 Waits for somebody to claim it")
    )
    legend = (
        words(
            "The number is how many open reports each has; 🗣 speaks the seller's language, "
            "📍 knows the seller's region."
        )
        if payload.lines
        else words("There is no colleague at work.")
    )
    question = words("🤝 <b>#{number}</b> · Who shall have it?", number=payload.ticket_id)
    html = Markup("\n").join((question, holder, Markup(), legend))
    if payload.message_id is None:
        return Text(html, buttons=_buttons(payload, words))
    return EditText(payload.message_id, html, buttons=_buttons(payload, words))


@view(TicketGiven)
def ticket_given(payload: TicketGiven, words: Words, _reader: Reader) -> Text:
    """Tell somebody in private that a ticket is theirs."""
    what = _what(payload, words)
    if payload.by:
        told = words("🤝 <b>{name}</b> gave you a report:", name=payload.by)
    else:
        told = words("🤝 It is your turn, a new report is yours:")
    return Text(Markup("{}\n{}\n\n{}").format(told, what, words("/tugas shows all of yours.")))


@view(TicketsGiven)
def tickets_given(payload: TicketsGiven, words: Words, _reader: Reader) -> Text:
    """Tell somebody in private that several tickets are theirs."""
    told = (
        words.ngettext(
            "🤝 {n} report of {name} is yours now.",
            "🤝 {n} reports of {name} are yours now.",
            payload.count,
            name=payload.of,
        )
        if payload.of
        else words.ngettext(
            "🤝 It is your turn: {n} new report is yours.",
            "🤝 It is your turn: {n} new reports are yours.",
            payload.count,
        )
    )
    return Text(Markup("{}\n{}").format(told, words("/tugas shows all of yours.")))


@view(TicketTaken)
def ticket_taken(payload: TicketTaken, words: Words, _reader: Reader) -> Text:
    """Tell somebody in private that a ticket is no longer theirs."""
    if not payload.to:
        told = words("↩️ <b>{name}</b> put a report of yours back for everybody:", name=payload.by)
    elif payload.to == payload.by:
        told = words("↪️ <b>{name}</b> took over a report of yours:", name=payload.by)
    else:
        told = words(
            "↪️ <b>{name}</b> gave a report of yours to <b>{colleague}</b>:",
            name=payload.by,
            colleague=payload.to,
        )
    return Text(Markup("{}\n{}").format(told, _what(payload, words)))


@view(GivenHere)
def given_here(payload: GivenHere, words: Words, _reader: Reader) -> Text:
    """Call the person who has the ticket now into its topic."""
    who = mention(payload.telegram_id, payload.name)
    return Text(
        words("🤝 {who}, this is yours now. {name} gave it to you.", who=who, name=payload.by)
    )


@view(TicketsMovedOn)
def tickets_moved_on(payload: TicketsMovedOn, words: Words, _reader: Reader) -> Text:
    """Tell the desk what became of an absent colleague's tickets."""
    lines = [_absence(payload, words)]
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
    return Text(Markup("\n").join(lines))


@view(HandOverPressed)
def hand_over_pressed(payload: HandOverPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        HandOverOutcome.GIVEN: words.pgettext("toast", "{name} has it now and is told."),
        HandOverOutcome.TAKEN: words.pgettext("toast", "It is yours now."),
        HandOverOutcome.RELEASED: words.pgettext("toast", "It waits for somebody again."),
        HandOverOutcome.CHANGED: words.pgettext(
            "toast", "Somebody else has it meanwhile: {name}. Please look again."
        ),
        HandOverOutcome.NOT_YOURS: words.pgettext(
            "toast", "You can pass on what is yours. A supervisor can pass on the rest."
        ),
        HandOverOutcome.AWAY: words.pgettext("toast", "{name} is not at work at present."),
        HandOverOutcome.ON_LEAVE: words.pgettext(
            "toast", "You are on leave. Send /cuti and say that you are back, then claim it."
        ),
    }[payload.outcome]
    alert = payload.outcome in {HandOverOutcome.NOT_YOURS, HandOverOutcome.ON_LEAVE}
    return Toast(text.format(name=name(payload.name) or "–"), alert=alert)


def _absence(payload: TicketsMovedOn, words: Words) -> Markup:
    if payload.why is Absence.LEFT:
        return words("👋 <b>{name}</b> is no longer on the team.", name=payload.name)
    if payload.until is None:
        return words("🌴 <b>{name}</b> is on leave.", name=payload.name)
    return words(
        "🌴 <b>{name}</b> is on leave until {day}.",
        name=payload.name,
        day=words.day(payload.until),
    )


def _what(payload: TicketGiven | TicketTaken, words: Words) -> Markup:
    number = Markup("#{}").format(payload.ticket_id)
    if payload.link:
        number = Markup('<a href="{}">{}</a>').format(payload.link, number)
    return Markup("{} {} · {} · {}").format(
        ICONS[payload.category],
        number,
        name(payload.store) or words("Name unknown"),
        category_name(payload.category, words),
    )


def _buttons(page: HandOverPage, words: Words) -> Rows:
    rows = [(_colleague(page, line),) for line in page.lines]
    turning = [
        Button(label, encode(ChooseTaker(page.ticket_id, number)))
        for label, number, leads in (
            (words.pgettext("button", "⬅️ Before"), page.page - 1, page.page > 0),
            (words.pgettext("button", "👥 Others ➡️"), page.page + 1, page.page + 1 < page.pages),
        )
        if leads
    ]
    return tuple(row for row in (*rows, tuple(turning), _ways(page, words)) if row)


def _ways(page: HandOverPage, words: Words) -> tuple[Button, ...]:
    back = back_to_menu(page.ticket_id, words)
    if not page.holder_id:
        return (back,)
    over = TakeOver(page.ticket_id, page.holder_id)
    queue = GiveTo(page.ticket_id, 0, page.holder_id)
    return (
        Button(words.pgettext("button", "🙋 Take over"), encode(over)),
        Button(words.pgettext("button", "↩️ For everybody"), encode(queue)),
        back,
    )


def _colleague(page: HandOverPage, line: ColleagueLine) -> Button:
    signs = ("🗣" if line.speaks else "") + ("📍" if line.near else "")
    label = f"{cut(line.name, NAME)} · {line.load} {signs}".rstrip()
    return Button(label, encode(GiveTo(page.ticket_id, line.staff_id, page.holder_id)))
