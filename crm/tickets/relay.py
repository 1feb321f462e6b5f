"""Copy messages between a seller and staff: what to copy, where, and albums in one piece."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post, post_once
from crm.tickets import crowds
from crm.tickets.copies import counterpart
from crm.tickets.crowds import Turn
from crm.tickets.messages import Said, bundles
from crm.tickets.relayed import NotRelayed, Relay, RelayTogether, RelayToSeller
from models import Outbox, Seller, StaffGroup, Ticket
from models.mail import OutboxState

ALBUM_QUIET = timedelta(seconds=1.5)
"""An album is complete once no part of it came for this long; Telegram marks no end."""


def report_to_staff(
    session: AsyncSession,
    *,
    group: StaffGroup,
    ticket: Ticket,
    messages: Sequence[Said],
    now: datetime,
) -> None:
    """Copy messages that are all there to the group, in their order."""
    for bundle in bundles(messages):
        first = bundle[0]
        payload = (
            Relay(
                from_chat_id=first.chat_id,
                message_ids=tuple(said.message_id for said in bundle),
                text="\n".join(said.text for said in bundle if said.text),
                words=first.kind == "text",
            )
            if first.copyable
            else NotRelayed(kind=first.kind)
        )
        post(
            session,
            payload,
            chat_id=group.chat_id,
            seller_id=ticket.seller_id,
            ticket_id=ticket.id,
            now=now,
        )


async def to_staff(
    session: AsyncSession, *, group: StaffGroup, ticket: Ticket, said: Said, now: datetime
) -> None:
    """Copy what the seller has just said to the group."""
    if not said.copyable:
        report_to_staff(session, group=group, ticket=ticket, messages=[said], now=now)
        return
    turn = await crowds.turn_of(session, ticket=ticket, chat_id=group.chat_id, now=now)
    await _copy(session, Relay, said, ticket=ticket, chat_id=group.chat_id, turn=turn, now=now)


async def to_seller(
    session: AsyncSession, *, seller: Seller, ticket: Ticket, said: Said, now: datetime
) -> None:
    """Copy what staff have just said to the seller, who has a chat."""
    if seller.chat_id is None:
        message = "a seller without a chat cannot be answered there"
        raise ValueError(message)
    turn = Turn(RelayToSeller.priority, now)
    await _copy(
        session, RelayToSeller, said, ticket=ticket, chat_id=seller.chat_id, turn=turn, now=now
    )


async def _copy(
    session: AsyncSession,
    kind: type[Relay],
    said: Said,
    *,
    ticket: Ticket,
    chat_id: int,
    turn: Turn,
    now: datetime,
) -> None:
    if said.album and await _joined(session, kind, said, chat_id=chat_id, now=now):
        return
    payload = kind(
        from_chat_id=said.chat_id,
        message_ids=(said.message_id,),
        reply_to=await _quoted(session, ticket, said, chat_id),
        text=said.text,
        words=said.kind == "text",
    )
    if said.album and await post_once(
        session,
        payload,
        dedupe_key=_album_key(chat_id, said),
        chat_id=chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        due=turn.due + ALBUM_QUIET,
        now=now,
    ):
        await _fall_in(session, _album_key(chat_id, said), turn)
        return
    post(
        session,
        payload,
        chat_id=chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        due=turn.due,
        priority=turn.priority,
        now=now,
    )


def together(relays: Sequence[Relay]) -> RelayTogether:
    """Return texts of one ticket, in their order, as one message."""
    first = relays[0]
    return RelayTogether(
        from_chat_id=first.from_chat_id,
        message_ids=tuple(one.message_ids[0] for one in relays),
        texts=tuple(one.text for one in relays),
        reply_to=first.reply_to,
    )


async def correct(session: AsyncSession, *, ticket: Ticket, said: Said, chat_id: int) -> None:
    """Let a text that still waits say what it says now: with others it is not copied but sent."""
    waiting = await session.scalars(
        select(Outbox)
        .where(
            col(Outbox.ticket_id) == ticket.id,
            col(Outbox.chat_id) == chat_id,
            col(Outbox.template) == Relay.template,
            col(Outbox.state) == OutboxState.WAITING,
        )
        .with_for_update(skip_locked=True)
    )
    for row in waiting:
        if row.params["message_ids"] == [said.message_id]:
            row.params = {**row.params, "text": said.text}


async def _fall_in(session: AsyncSession, key: str, turn: Turn) -> None:
    if turn.priority > crowds.FRESH:
        await session.execute(
            update(Outbox).where(col(Outbox.dedupe_key) == key).values(priority=int(turn.priority))
        )


async def _quoted(session: AsyncSession, ticket: Ticket, said: Said, chat_id: int) -> int | None:
    if said.reply_to is None:
        return None
    return await counterpart(
        session,
        ticket=ticket,
        chat_id=said.chat_id,
        message_id=said.reply_to,
        other_chat_id=chat_id,
    )


async def _joined(
    session: AsyncSession, kind: type[Relay], said: Said, *, chat_id: int, now: datetime
) -> bool:
    """Add a part to its album that still waits; False where there is none, or it is leaving."""
    row = await session.scalar(
        select(Outbox)
        .where(
            col(Outbox.dedupe_key) == _album_key(chat_id, said),
            col(Outbox.state) == OutboxState.WAITING,
        )
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return False
    album = kind.load(row.params)
    whole = kind(
        from_chat_id=album.from_chat_id,
        message_ids=tuple(sorted({*album.message_ids, said.message_id})),
        reply_to=album.reply_to,
        text="\n".join(text for text in (album.text, said.text) if text),
    )
    row.params, row.parts = whole.params(), whole.parts
    row.due = max(row.due, now + ALBUM_QUIET)
    return True


def _album_key(chat_id: int, said: Said) -> str:
    return f"album:{chat_id}:{said.album}"
