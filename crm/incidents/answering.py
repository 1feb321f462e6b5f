"""One answer for all sellers of an incident: written, looked at once more, sent to each once."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import json_of
from crm.incidents import rules, showing
from crm.incidents.holding import hold_open, opened, reports_of
from crm.incidents.payloads import IncidentAnswer, IncidentDraft, IncidentPrompt
from crm.incidents.refusals import AnsweredMeanwhile, AnswerNeedsWords, AnswerTooLong
from crm.tickets import together
from crm.tickets.rules import units
from models import Staff, Ticket
from models.tickets import unfinished


async def ask(session: AsyncSession, *, incident_id: int, staff: Staff) -> IncidentPrompt:
    """Return the request for what all are to be told.

    Raises:
        IncidentGone: it is not open.
    """
    await opened(session, incident_id)
    return IncidentPrompt(
        incident_id, staff.telegram_id, staff.name, await _readers(session, incident_id)
    )


async def draft(
    session: AsyncSession, *, incident_id: int, text: str, reply_to: int
) -> IncidentDraft:
    """Return what all would be told, to be looked at once more.

    Raises:
        IncidentGone: it is not open.
        AnswerNeedsWords: there is nothing to say.
        AnswerTooLong: there is no room for it.
    """
    incident = await opened(session, incident_id)
    words = text.strip()
    if not words:
        raise AnswerNeedsWords
    if units(words) > rules.LONGEST_ANSWER:
        raise AnswerTooLong(length=units(words), limit=rules.LONGEST_ANSWER)
    return IncidentDraft(
        incident_id=incident_id,
        number=incident.answers + 1,
        text=words,
        sellers=await _readers(session, incident_id),
        reply_to=reply_to,
    )


async def answer(
    session: AsyncSession, *, incident_id: int, number: int, text: str, staff: Staff, now: datetime
) -> int:
    """Tell all sellers of an open incident, each once, as its answer `number`; return how many.

    It is an answer to what each of them reported, and so the first response to it.

    Raises:
        IncidentGone: it is not open.
        AnsweredMeanwhile: they were told something since it was written, perhaps this.
    """
    incident = await hold_open(session, incident_id)
    if number != incident.answers + 1:
        raise AnsweredMeanwhile(incident_id=incident_id)
    incident.answers, incident.answer = number, text
    informed = await together.inform_all(
        session, reports_of(incident_id), staff=staff, now=now, incident=incident_id, text=text
    )
    latest = {one.seller_id: one.id or 0 for one in sorted(informed, key=lambda one: one.id or 0)}
    told = await together.tell(
        session,
        latest.values(),
        template=IncidentAnswer.template,
        params=_params(text),
        key=f"incident:{incident_id}:answer:{number}",
        now=now,
    )
    await showing.show(session, incident, now=now)
    return told


async def _readers(session: AsyncSession, incident_id: int) -> int:
    """Count the sellers whom an answer would reach."""
    found = await session.scalar(
        select(func.count(col(Ticket.seller_id).distinct())).where(
            reports_of(incident_id), unfinished()
        )
    )
    return found or 0


def _params(text: str) -> ColumnElement[Any]:
    words = json.dumps(text, ensure_ascii=False)
    return json_of('{"ticket_id": ', cast(col(Ticket.id), String), f', "text": {words}}}')
