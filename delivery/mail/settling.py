"""Write down what became of a letter: the row, the log, and what it says of the address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups import touches
from crm.letters.operations import ADDRESS, undeliverable
from delivery.dispatch import pacing
from delivery.dispatch.verdicts import Fate, Hold, Verdict
from delivery.mail.letters import Letter
from models import Interaction, Outbox
from models.interactions import Channel, Direction
from models.mail import OutboxState

log = structlog.get_logger()

_STATES = {
    Fate.RETRY: OutboxState.WAITING,
    Fate.UNKNOWN: OutboxState.UNKNOWN,
    Fate.UNREACHABLE: OutboxState.CANCELLED,
}
"""What becomes of the row; any other fate is dead."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter that the mail server has charge of."""

    letter: Letter
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that the mail server did not take, or may have taken."""

    letter: Letter
    verdict: Verdict
    error: str


async def settle(
    session: AsyncSession, result: Delivered | Returned, *, hold: timedelta, now: datetime
) -> None:
    """Settle one letter; `hold` is how long all others wait where its verdict asks for it."""
    if isinstance(result, Delivered):
        await _delivered(session, result)
    else:
        await _returned(session, result, hold=hold, now=now)


async def close(session: AsyncSession, result: Delivered | Returned) -> None:
    """Settle only the row: the last resort where the log refuses what goes with it."""
    sent = isinstance(result, Delivered)
    await _set(
        session,
        result.letter,
        state=OutboxState.SENT if sent else OutboxState.DEAD,
        sent_at=result.at if sent else None,
        error="could not be logged",
    )


async def _delivered(session: AsyncSession, result: Delivered) -> None:
    letter, job = result.letter, result.letter.job
    await _set(session, letter, state=OutboxState.SENT, sent_at=result.at, error=None)
    await session.execute(
        insert(Interaction).values(
            at=result.at,
            direction=Direction.OUT,
            channel=Channel.EMAIL,
            seller_id=letter.seller_id,
            kind=job.payload.template,
            text=result.text,
            locale=job.words.language,
            outbox_id=job.outbox_id,
            data={ADDRESS: letter.address},
        )
    )


async def _returned(
    session: AsyncSession, result: Returned, *, hold: timedelta, now: datetime
) -> None:
    letter, verdict = result.letter, result.verdict
    job = letter.job
    log.info("letter_refused", outbox_id=job.outbox_id, fate=verdict.fate, error=result.error)
    values: dict[str, Any] = {"error": result.error}
    state = _STATES.get(verdict.fate, OutboxState.DEAD)
    if verdict.fate is Fate.RETRY:
        values["due"] = now + verdict.pause
        if verdict.hold is Hold.BOT:
            await pacing.hold(session, pacing.MAIL, seconds=hold.total_seconds(), now=now)
    elif verdict.fate is Fate.UNREACHABLE:
        await undeliverable(session, touch_id=letter.touch_id, address=letter.address, now=now)
    elif state is OutboxState.DEAD:
        await touches.drop(session, touch_ids=[letter.touch_id])
        log.error("letter_dead", outbox_id=job.outbox_id, error=result.error)
    await _set(session, letter, state=state, **values)


async def _set(session: AsyncSession, letter: Letter, **values: object) -> None:
    await session.execute(
        update(Outbox)
        .where(col(Outbox.id) == letter.job.outbox_id)
        .values(lease_until=None, **values)
    )
