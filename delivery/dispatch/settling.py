"""Write down what became of messages: the row, the log, and whom it concerns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups import touches
from crm.followups.leaving import lose_chat
from crm.staff import rights
from crm.staff.moving import EDITS
from crm.staff.operations import group_migrated
from crm.tickets import losses
from crm.tickets.relayed import Relay, RelayTogether
from delivery.dispatch import aftermath, pacing
from delivery.dispatch.fates import hold_chat
from delivery.dispatch.outcomes import Refused, Sent, lines_of
from delivery.dispatch.verdicts import Fate, Hold
from models import Interaction, Outbox, Ticket
from models.mail import OutboxState
from views.message import Unseen

log = structlog.get_logger()

_SENT = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row"))
    .values(
        state=OutboxState.SENT,
        sent_at=bindparam("at"),
        message_id=bindparam("message"),
        lease_until=None,
        error=None,
    )
)

_WENT_ALONG = update(Outbox).values(parts=0)

_NEVER = frozenset({OutboxState.CANCELLED, OutboxState.DEAD})
_ENDS = {
    Fate.UNKNOWN: OutboxState.UNKNOWN,
    Fate.MOOT: OutboxState.CANCELLED,
    Fate.UNREACHABLE: OutboxState.CANCELLED,
}


_LOGGED = insert(Interaction).values(
    seller_id=select(func.coalesce(col(Outbox.seller_id), col(Ticket.seller_id)))
    .outerjoin(Ticket, col(Ticket.id) == col(Outbox.ticket_id))
    .where(col(Outbox.id) == bindparam("row"))
    .scalar_subquery()
)
"""The row knows best whom it is about: a visitor may have become a store while it was sent, and
what is said to staff about a ticket is about its seller."""


async def settle_sent(session: AsyncSession, results: Sequence[Sent]) -> None:
    """Settle rows and write their interactions, a statement each for all of them."""
    if not results:
        return
    connection = await session.connection()
    await connection.execute(
        _SENT,
        [
            {"row": row, "at": sent.at, "message": sent.receipt.message_id}
            for sent in results
            for row in sent.job.ids
        ],
    )
    along = [row for sent in results for row in sent.job.along]
    if along:
        await connection.execute(_WENT_ALONG.where(col(Outbox.id).in_(along)))
    log_lines = [
        line
        for sent in results
        if not isinstance(sent.message, Unseen)
        for line in lines_of(sent, sent.message)
    ]
    if log_lines:
        await connection.execute(_LOGGED, log_lines)
    for sent in results:
        if aftermath.concerns(sent.job.payload):
            await _tell(session, sent)
        await _mind_parts(session, sent)


async def _mind_parts(session: AsyncSession, sent: Sent) -> None:
    """Tell where an album has not arrived whole."""
    relay, ticket_id = sent.job.payload, sent.job.ticket_id
    if not isinstance(relay, Relay) or ticket_id is None:
        return
    if len(sent.receipt.message_ids) < len(relay.message_ids):
        await losses.not_copied(session, ticket_id=ticket_id, relay=relay, now=sent.at)


async def close(session: AsyncSession, result: Sent | Refused) -> None:
    """Settle only the row: the last resort where the log refuses what goes with it."""
    sent = isinstance(result, Sent)
    await session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(result.job.ids))
        .values(
            state=OutboxState.SENT if sent else OutboxState.DEAD,
            sent_at=result.at if sent else None,
            lease_until=None,
            error="could not be logged",
        )
    )


async def _tell(session: AsyncSession, sent: Sent) -> None:
    """Let the domain know; its failure must not undo that the message was sent."""
    try:
        async with session.begin_nested():
            await aftermath.sent(session, sent.job.payload, receipt=sent.receipt, now=sent.at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("aftermath_failed", outbox_id=sent.job.outbox_id)


async def settle_refused(session: AsyncSession, refused: Refused, *, now: datetime) -> None:
    """Settle one row that was not sent, and what its refusal tells about the chat."""
    job, verdict = refused.job, refused.verdict
    log.info("message_refused", outbox_id=job.outbox_id, fate=verdict.fate, error=refused.error)
    values: dict[str, Any] = {"lease_until": None, "error": refused.error}
    match verdict.fate:
        case Fate.RETRY | Fate.NO_RIGHTS | Fate.TOPIC_CLOSED:
            values |= {"state": OutboxState.WAITING, "due": now + verdict.pause}
            if verdict.hold is Hold.BOT:
                bucket = pacing.PAID if job.paid else pacing.BOT
                await pacing.hold(session, bucket, seconds=verdict.pause.total_seconds(), now=now)
            elif verdict.hold is Hold.CHAT:
                await hold_chat(session, chat_id=job.chat_id, until=now + verdict.pause)
        case Fate.MIGRATED if verdict.new_chat_id is not None:
            values["chat_id"] = verdict.new_chat_id
            is_edit = job.payload.template in EDITS  # of a message that only the old group has
            values["state"] = OutboxState.CANCELLED if is_edit else OutboxState.WAITING
            await group_migrated(session, old=job.chat_id, new=verdict.new_chat_id)
        case Fate.UNKNOWN | Fate.MOOT | Fate.UNREACHABLE as fate:
            values["state"] = _ENDS[fate]
        case _:
            values["state"] = OutboxState.DEAD
            log.error(
                "message_dead",
                outbox_id=job.outbox_id,
                template=job.payload.template,
                error=refused.error,
            )
    await session.execute(update(Outbox).where(col(Outbox.id).in_(job.ids)).values(**values))
    await _mind(session, refused, values["state"], now)


async def _mind(
    session: AsyncSession, refused: Refused, state: OutboxState, now: datetime
) -> None:
    """Let another way be tried where the chat is lost, and note a word that will not be said."""
    job, verdict = refused.job, refused.verdict
    if verdict.lack is not None:
        await rights.missed(session, chat_id=job.chat_id, lack=verdict.lack, now=now)
    relay = job.payload if isinstance(job.payload, Relay | RelayTogether) else None
    if state is OutboxState.DEAD and relay is not None and job.ticket_id:
        await losses.not_copied(session, ticket_id=job.ticket_id, relay=relay, now=now)
    if verdict.fate is Fate.UNREACHABLE:
        await lose_chat(session, chat_id=job.chat_id, reach=verdict.reach, now=now)
        if job.ticket_id is not None:
            await losses.not_reached(session, ticket_id=job.ticket_id, answer=job.payload, now=now)
    elif job.touch_id is not None and state in _NEVER:
        await touches.drop(session, touch_ids=[job.touch_id])
