"""A call's card: what is on it, and in which messages it is rewritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.payloads import CallCard, CallEnded, CallPutOff, CallUpdated
from crm.calls.rules import CallReason
from crm.followups.letters import Letter
from crm.outbox.operations import post
from crm.sellers.facts import facts_of
from crm.sellers.invitations import Invitations
from crm.staff.queries import group
from models import CallTask, Seller, Staff

Card = TypeVar("Card", bound=CallCard)
Rewritten = CallUpdated | CallPutOff | CallEnded


@dataclass(frozen=True, slots=True)
class Place:
    """The message that shows a card."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who works on a call, and in which message."""

    staff: Staff
    place: Place | None = None
    invitations: Invitations | None = None
    """With it the card of a store that has no chat invites its owner."""

    @property
    def name(self) -> str:
        """Who it is."""
        return self.staff.name


async def card_of(
    session: AsyncSession,
    kind: type[Card],
    *,
    task: CallTask,
    seller: Seller,
    now: datetime,
    invitations: Invitations | None = None,
) -> Card:
    """Return a call's card as it is at `now`."""
    held = is_held(task, now)
    holder = await session.get(Staff, task.held_by) if held else None
    return kind(
        task_id=task.id or 0,
        reason=CallReason(task.reason),
        asked_at=task.created_at,
        seller=await facts_of(session, seller=seller, now=now),
        letter=letter_of(task.letter),
        tries=task.tries,
        holder=holder.name if holder else "",
        held_until=task.held_until if held else None,
        link=_link(seller, invitations, now),
    )


async def rewrite(
    session: AsyncSession,
    kind: type[Rewritten],
    *,
    task: CallTask,
    seller: Seller,
    by: Caller,
    now: datetime,
    **facts: Any,  # noqa: ANN401 - the fields of `kind`
) -> None:
    """Let a call be seen as it is now in its card in the group, and in the caller's message."""
    card = await card_of(
        session, CallCard, task=task, seller=seller, now=now, invitations=by.invitations
    )
    places = [by.place] if by.place else []
    staff_group = await group(session)
    if staff_group is not None and task.card_message_id is not None:
        places.append(Place(staff_group.chat_id, task.card_message_id))
    for place in dict.fromkeys(places):
        payload = kind(message_id=place.message_id, card=card, **facts)
        post(session, payload, chat_id=place.chat_id, seller_id=seller.id, now=now)


def is_held(task: CallTask, now: datetime) -> bool:
    """Tell whether somebody calls just now."""
    return task.held_by is not None and task.held_until is not None and task.held_until > now


def letter_of(name: str | None) -> Letter | None:
    """Return the letter that a call names; None for one that another version of Sapa knows."""
    return Letter(name) if name in set(Letter) else None


def _link(seller: Seller, invitations: Invitations | None, now: datetime) -> str:
    if invitations is None or seller.chat_id is not None:
        return ""
    return invitations.link(seller.id or 0, now=now)
