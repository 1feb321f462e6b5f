"""`/insiden`: what many report at once; and what staff reply and press about it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from crm.incidents import answering, deciding, linking, queries, showing
from crm.incidents.payloads import (
    IncidentDeclined,
    IncidentList,
    IncidentOutcome,
    IncidentPressed,
    NoAnswer,
)
from crm.incidents.refusals import (
    AnsweredMeanwhile,
    AnswerNeedsWords,
    AnswerTooLong,
    IncidentDecided,
    IncidentGone,
    NotForIncidents,
)
from crm.tickets import cards
from crm.tickets.holding import hold
from crm.tickets.rules import is_note
from handlers.relay import stay_in_topic
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Incident, Staff
from models.staff import Role
from views.actions import (
    Action,
    IncidentStep,
    LinkIncident,
    SendIncidentAnswer,
    ShowTicketIncident,
)

KIND = "incident_answer_draft"
"""How the log names what staff write for all, before it is sent."""
SHOWN = 20
"""How many incidents a list names before it only counts."""
_COMMAND = re.compile(r"/insiden(?:@\w+)?\s+#?(?P<number>\d{1,12})\b")
Step = Callable[[Turn, Staff, int], Awaitable[IncidentPressed]]


async def show(turn: Turn) -> None:
    """List the incidents, or show the one that is named."""
    await stay_in_topic(turn)
    named = _COMMAND.match(turn.message.text or "")
    incident = await turn.session.get(Incident, int(named["number"])) if named else None
    if incident is not None:
        turn.reply(await showing.shown(turn.session, incident))
        return
    lines = await queries.lines(turn.session)
    turn.reply(IncidentList(total=len(lines), lines=tuple(lines[:SHOWN])))


async def take(turn: Turn) -> bool:
    """Take what is replied to an incident's message; False where the message is about else.

    Nobody is told yet: what was written is shown once more. A note stays among staff.
    """
    message = turn.message
    if turn.staff is None or message.reply_to_message is None:
        return False
    incident_id = await queries.behind(
        turn.session, chat_id=turn.chat_id, message_id=message.reply_to_message.message_id
    )
    if incident_id is None:
        return False
    turn.kind = "note" if is_note(message.text or "") else KIND
    if turn.kind == KIND:
        await _draft(turn, incident_id)
    return True


async def step(turn: Turn, action: IncidentStep) -> None:
    """Do what a button says about an incident."""
    move = _STEPS.get(action.move)
    if move is None or turn.staff is None:
        turn.toast(IncidentPressed(IncidentOutcome.GONE))
        return
    try:
        turn.toast(await move(turn, turn.staff, action.incident_id))
    except IncidentGone:
        turn.toast(IncidentPressed(IncidentOutcome.GONE))
    except IncidentDecided:
        turn.toast(IncidentPressed(IncidentOutcome.DECIDED_BEFORE))


async def send(turn: Turn, action: SendIncidentAnswer) -> None:
    """Tell all sellers of an incident what the message with the button shows."""
    text = await queries.draft_behind(
        turn.session, chat_id=turn.chat_id, message_id=turn.message.message_id
    )
    if text is None or turn.staff is None:
        turn.toast(IncidentPressed(IncidentOutcome.GONE))
        return
    try:
        told = await answering.answer(
            turn.session,
            incident_id=action.incident_id,
            number=action.number,
            text=text,
            staff=turn.staff,
            now=turn.now,
        )
    except IncidentGone:
        turn.toast(IncidentPressed(IncidentOutcome.GONE))
    except AnsweredMeanwhile:
        turn.toast(IncidentPressed(IncidentOutcome.ANSWERED_MEANWHILE))
    else:
        turn.toast(IncidentPressed(IncidentOutcome.ANSWERED, count=told))


async def show_for_ticket(turn: Turn, action: ShowTicketIncident) -> None:
    """Show which incident a ticket is part of, in the place of its menu."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        turn.reply(
            await linking.choices(turn.session, ticket=ticket, message_id=turn.message.message_id)
        )


async def link(turn: Turn, action: LinkIncident) -> None:
    """Link a ticket to an incident by hand, or take it out."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    await hold(turn.session, ticket)
    try:
        await linking.put(
            turn.session,
            ticket=ticket,
            incident_id=action.incident_id,
            staff=staff,
            now=turn.now,
        )
    except IncidentGone:
        turn.toast(IncidentPressed(IncidentOutcome.GONE))
    except NotForIncidents:
        turn.toast(IncidentPressed(IncidentOutcome.NOT_POSSIBLE))
    else:
        done = IncidentOutcome.LINKED if action.incident_id else IncidentOutcome.UNLINKED
        turn.toast(IncidentPressed(done))
        await cards.show(turn.session, ticket=ticket, now=turn.now)
        await show_for_ticket(turn, ShowTicketIncident(action.ticket_id))


async def _draft(turn: Turn, incident_id: int) -> None:
    number = turn.message.message_id
    try:
        draft = await answering.draft(
            turn.session, incident_id=incident_id, text=turn.message.text or "", reply_to=number
        )
    except IncidentGone:
        turn.reply(IncidentDeclined(NoAnswer.OVER, reply_to=number))
    except AnswerNeedsWords:
        turn.reply(IncidentDeclined(NoAnswer.NO_WORDS, reply_to=number))
    except AnswerTooLong as refusal:
        turn.reply(
            IncidentDeclined(
                NoAnswer.TOO_LONG, reply_to=number, length=refusal.length, limit=refusal.limit
            )
        )
    else:
        turn.reply(draft)


async def _show(turn: Turn, _staff: Staff, incident_id: int) -> IncidentPressed:
    incident = await turn.session.get(Incident, incident_id)
    if incident is None:
        raise IncidentGone(incident_id=incident_id)
    await stay_in_topic(turn)
    turn.reply(await showing.shown(turn.session, incident))
    return IncidentPressed(IncidentOutcome.ASKED)


async def _confirm(turn: Turn, staff: Staff, incident_id: int) -> IncidentPressed:
    count = await deciding.confirm(
        turn.session, incident_id=incident_id, staff=staff, now=turn.now
    )
    return IncidentPressed(IncidentOutcome.CONFIRMED, count=count)


async def _dismiss(turn: Turn, staff: Staff, incident_id: int) -> IncidentPressed:
    await deciding.dismiss(turn.session, incident_id=incident_id, staff=staff, now=turn.now)
    return IncidentPressed(IncidentOutcome.DISMISSED)


async def _ask(turn: Turn, staff: Staff, incident_id: int) -> IncidentPressed:
    prompt = await answering.ask(turn.session, incident_id=incident_id, staff=staff)
    await stay_in_topic(turn)
    turn.reply(prompt)
    return IncidentPressed(IncidentOutcome.ASKED)


async def _end(turn: Turn, _staff: Staff, incident_id: int) -> IncidentPressed:
    ending = await deciding.end(turn.session, incident_id=incident_id)
    await stay_in_topic(turn)
    turn.reply(ending)
    return IncidentPressed(IncidentOutcome.ASKED)


async def _resolve(turn: Turn, staff: Staff, incident_id: int) -> IncidentPressed:
    count = await deciding.resolve(
        turn.session, incident_id=incident_id, staff=staff, now=turn.now
    )
    return IncidentPressed(IncidentOutcome.RESOLVED, count=count)


_STEPS: dict[str, Step] = {
    "show": _show,
    "confirm": _confirm,
    "dismiss": _dismiss,
    "answer": _ask,
    "end": _end,
    "resolve": _resolve,
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "insiden": (Role.AGENT, show),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    IncidentStep: (Role.AGENT, step),
    SendIncidentAnswer: (Role.AGENT, send),
    ShowTicketIncident: (Role.AGENT, show_for_ticket),
    LinkIncident: (Role.AGENT, link),
}
