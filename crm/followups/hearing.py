"""Take what a seller does of their own accord as the answer to a word that we said unasked."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.learning import learn
from crm.followups.payloads import FollowUpMessage
from crm.sellers.invitations import LIFETIME
from models import Interaction, Outbox, Seller, Touch
from models.followups import TouchState
from models.interactions import Channel

WITHIN = timedelta(days=7)
"""What a seller writes later is not taken for an answer."""
TEXT = "text"
"""The answer of a touch that was answered in the seller's own words, or by a photo or a voice."""
JOINED = "joined"
"""The answer of a letter whose invitation was followed."""
SHOWN = 100
"""How much of what was said a ticket repeats."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a ticket remembers of the word that it came of, as its data has it."""

    touch_id: int
    letter: str = ""
    """The letter's name, as in `crm.followups.letters`."""
    said: str = ""
    """Of anything else, such as a broadcast, the first line."""


async def hear(session: AsyncSession, *, seller: Seller, now: datetime) -> Touch | None:
    """Take a message of the seller as the answer to our last word; None where it is none.

    It is one where that word was said on Telegram within `WITHIN`, and had no answer yet.
    """
    touch = await unanswered(session, seller=seller, now=now)
    if touch is not None:
        _answered(touch, TEXT, now)
        await learn(session, seller=seller)
    return touch


async def unanswered(session: AsyncSession, *, seller: Seller, now: datetime) -> Touch | None:
    """Return the last word that was said to the seller on Telegram, if it waits for an answer."""
    last = await _last(session, seller.id or 0, Channel.TELEGRAM, since=now - WITHIN)
    return last if last is not None and last.state is TouchState.SENT else None


async def join(session: AsyncSession, *, store_id: int, now: datetime) -> Touch | None:
    """Take an invitation that was followed as the answer to the last letter to that store."""
    store = await session.get(Seller, store_id)
    if store is None:
        return None
    seller_id = store.merged_into or store_id
    letter = await _last(session, seller_id, Channel.EMAIL, since=now - LIFETIME)
    if letter is None or letter.state is not TouchState.SENT:
        return None
    _answered(letter, JOINED, now)
    return letter


async def tied(session: AsyncSession, *, touch_id: int, seller: Seller) -> dict[str, Any]:
    """Return what the data of a ticket says that came of an answer to this touch.

    Empty where it was not said to `seller`.
    """
    touch = await session.get(Touch, touch_id)
    if touch is None or touch.seller_id != seller.id:
        return {}
    row = await session.scalar(
        select(Outbox)
        .where(col(Outbox.touch_id) == touch_id)
        .order_by(col(Outbox.id).desc())
        .limit(1)
    )
    if row is None:
        return _data(Question(touch_id))
    if row.template == FollowUpMessage.template:
        return _data(Question(touch_id, letter=row.params.get("letter", "")))
    text = await session.scalar(
        select(col(Interaction.text)).where(col(Interaction.outbox_id) == row.id)
    )
    first = next(iter((text or "").strip().splitlines()), "")
    return _data(Question(touch_id, said=first[:SHOWN]))


def _data(question: Question) -> dict[str, Any]:
    return {name: value for name, value in asdict(question).items() if value}


def _answered(touch: Touch, answer: str, now: datetime) -> None:
    touch.state, touch.answer, touch.answered_at = TouchState.ANSWERED, answer, now


async def _last(
    session: AsyncSession, seller_id: int, channel: Channel, *, since: datetime
) -> Touch | None:
    return await session.scalar(
        select(Touch)
        .where(
            col(Touch.seller_id) == seller_id,
            col(Touch.channel) == channel,
            col(Touch.sent_at) > since,
            col(Touch.state).in_((TouchState.SENT, TouchState.ANSWERED)),
        )
        .order_by(col(Touch.sent_at).desc(), col(Touch.id).desc())
        .limit(1)
    )
