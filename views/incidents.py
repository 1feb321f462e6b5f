"""Words for incidents as staff see them: proposed, open, over; listed; and what is pressed."""

from markupsafe import Markup

from crm.incidents.payloads import (
    IncidentCard,
    IncidentLine,
    IncidentList,
    IncidentOutcome,
    IncidentPressed,
    IncidentReport,
    IncidentShown,
    TicketIncident,
)
from crm.tickets.rules import ICONS, cut
from models.incidents import IncidentState
from views.actions import IncidentStep, LinkIncident, encode
from views.categories import category_name
from views.layout import quoted
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.ticket_menu import back_to_menu
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
LABEL = 30
"""How much of an incident's words goes on a button."""


@view(IncidentShown)
@view(IncidentCard)
def incident_card(payload: IncidentCard, words: Words, reader: Reader) -> EditText | Text:
    """Show what is alike, how many report it, and what can be done."""
    html = _card(payload, words, reader)
    buttons = _buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(IncidentList)
def incident_list(payload: IncidentList, words: Words, reader: Reader) -> Text:
    """List what is not over, each with the way to it."""
    if not payload.lines:
        return Text(words("🎉 There is no incident. I propose one when many report the same."))
    heading = words.ngettext("🧯 <b>{n} incident</b>", "🧯 <b>{n} incidents</b>", payload.total)
    lines = (_line(line, words, reader) for line in payload.lines)
    buttons = tuple(
        Button(f"#{line.incident_id}", encode(IncidentStep(line.incident_id, "show")))
        for line in payload.lines
    )
    rows = tuple(buttons[first : first + 5] for first in range(0, len(buttons), 5))
    return Text(Markup("\n").join((heading, "", *lines)), buttons=rows)


@view(TicketIncident)
def ticket_incident(payload: TicketIncident, words: Words, _reader: Reader) -> EditText | Text:
    """Show which incident a ticket is part of, and offer others."""
    html = (
        words(
            "🧯 <b>#{ticket}</b> is part of incident {number}: {words}",
            ticket=payload.ticket_id,
            number=payload.linked.incident_id,
            words=payload.linked.title,
        )
        if payload.linked
        else words("🧯 <b>#{ticket}</b> is part of no incident.", ticket=payload.ticket_id)
    )
    if not payload.choices and payload.linked is None:
        html += Markup("\n") + words("No incident is open that it could be part of.")
    rows = [
        (_link(payload.ticket_id, one.incident_id, f"🧯 {one.incident_id} · {one.title}"),)
        for one in payload.choices
    ]
    if payload.linked is not None:
        rows.append((_link(payload.ticket_id, 0, words.pgettext("button", "✂️ Take it out")),))
    buttons = (*rows, (back_to_menu(payload.ticket_id, words),))
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(IncidentPressed)
def incident_pressed(payload: IncidentPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        IncidentOutcome.CONFIRMED: words.pgettext(
            "toast", "One incident. Reports about it are linked and told that we know."
        ),
        IncidentOutcome.DISMISSED: words.pgettext(
            "toast", "Not one. I do not propose the same again for a day."
        ),
        IncidentOutcome.DECIDED_BEFORE: words.pgettext("toast", "Somebody has decided already."),
        IncidentOutcome.ASKED: words.pgettext("toast", "Please see the message below."),
        IncidentOutcome.ANSWERED: words.pgettext("toast", "On its way to {n} sellers."),
        IncidentOutcome.ANSWERED_MEANWHILE: words.pgettext(
            "toast", "They were told something meanwhile. Look at the incident before you write."
        ),
        IncidentOutcome.RESOLVED: words.pgettext("toast", "Resolved: {n} reports."),
        IncidentOutcome.LINKED: words.pgettext("toast", "Linked."),
        IncidentOutcome.UNLINKED: words.pgettext("toast", "Taken out."),
        IncidentOutcome.NOT_POSSIBLE: words.pgettext(
            "toast", "Only a seller's unfinished report can be part of an incident."
        ),
        IncidentOutcome.GONE: words.pgettext("toast", "This incident is not open."),
    }[payload.outcome]
    alert = payload.outcome in {IncidentOutcome.ANSWERED_MEANWHILE, IncidentOutcome.NOT_POSSIBLE}
    return Toast(text.format(n=words.number(payload.count)), alert=alert)


def _card(card: IncidentCard, words: Words, reader: Reader) -> Markup:
    about = words(
        "{icon} {category}, since {moment}\nIn common: <b>{words}</b>",
        icon=ICONS[card.category],
        category=category_name(card.category, words),
        moment=words.moment(card.proposed_at, reader.zone),
        words=card.title,
    )
    blocks = (
        Markup("{}\n{}").format(_heading(card, words), about),
        _reports(card, words),
        _told(card, words),
        _hint(card, words),
    )
    return Markup("\n\n").join(block for block in blocks if block)


def _heading(card: IncidentCard, words: Words) -> Markup:
    number = card.incident_id
    match card.state:
        case IncidentState.PROPOSED:
            return words(
                "🧯 <b>One incident?</b> {count} sellers report something alike.",
                count=words.number(card.sellers),
            )
        case IncidentState.OPEN:
            return words("🧯 <b>Incident {number}</b>, open", number=number)
        case IncidentState.DISMISSED:
            if not card.decided_by:
                return words("🚫 <b>No incident</b>: nobody has decided for a day.")
            return words("🚫 <b>No incident</b>, says {name}.", name=card.decided_by)
        case IncidentState.RESOLVED:
            return words("✅ <b>Incident {number} is over</b>", number=number)


def _reports(card: IncidentCard, words: Words) -> Markup:
    count = words(
        "📨 Reports: {tickets}, of {sellers} sellers; not finished: {unfinished}",
        tickets=words.number(card.tickets),
        sellers=words.number(card.sellers),
        unfinished=words.number(card.unfinished),
    )
    rest = card.tickets - len(card.reports)
    more = [words.ngettext("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return Markup("\n").join((count, *(_report(one) for one in card.reports), *more))


def _report(report: IncidentReport) -> Markup:
    number = Markup("#{}").format(report.ticket_id)
    if report.link:
        number = Markup('<a href="{}">{}</a>').format(report.link, number)
    return Markup("{} {}").format(number, name(" ".join(report.text.split())))


def _told(card: IncidentCard, words: Words) -> Markup:
    if not card.answers:
        return Markup()
    told = words.ngettext(
        "📣 All were told once:", "📣 All were told {n} times, last:", card.answers
    )
    return Markup("{}\n{}").format(told, quoted(cut(card.answer, 600)))


def _hint(card: IncidentCard, words: Words) -> Markup:
    match card.state:
        case IncidentState.PROPOSED:
            return words("Is it one and the same trouble?")
        case IncidentState.OPEN:
            return words(
                "New reports of it are linked by themselves and told that we are working on it. "
                "Reply to this message to answer all of them at once; // stays among us."
            )
        case _:
            return Markup()


def _buttons(card: IncidentCard, words: Words) -> Rows:
    def step(label: str, move: str) -> Button:
        return Button(label, encode(IncidentStep(card.incident_id, move)))

    match card.state:
        case IncidentState.PROPOSED:
            yes = step(words.pgettext("button", "✅ One incident"), "confirm")
            return ((yes, step(words.pgettext("button", "🚫 Not one"), "dismiss")),)
        case IncidentState.OPEN:
            answer = step(words.pgettext("button", "✍️ Answer all"), "answer")
            return ((answer, step(words.pgettext("button", "✅ Resolve all"), "end")),)
        case _:
            return ()


def _line(line: IncidentLine, words: Words, reader: Reader) -> Markup:
    state = words("to be decided") if line.state is IncidentState.PROPOSED else words("open")
    return words(
        "{icon} <b>{number}</b> · {words} · {state} · reports: {count} · since {moment}",
        icon=ICONS[line.category],
        number=line.incident_id,
        words=line.title,
        state=state,
        count=words.number(line.tickets),
        moment=words.moment(line.since, reader.zone),
    )


def _link(ticket_id: int, incident_id: int, label: str) -> Button:
    return Button(cut(label, LABEL), encode(LinkIncident(ticket_id, incident_id)))
