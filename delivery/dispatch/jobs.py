"""A claimed row with all that is needed to word it and send it."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

import structlog
from pydantic import ValidationError
from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.broadcasts import queries as broadcasts
from crm.broadcasts.payloads import BroadcastMessage
from crm.broadcasts.rules import FALLBACK, text_for
from crm.outbox.payload import Payload, Priority
from crm.outbox.retelling import Retold
from crm.segments.rules import Thresholds
from crm.tickets.relay import together
from crm.tickets.relayed import Relay
from crm.tickets.rules import topic_name
from delivery.dispatch.claims import Due
from delivery.dispatch.fates import end
from delivery.telegram.gateway import Place
from models import Broadcast, Seller, Staff, StaffGroup, Ticket
from models.mail import OutboxState
from views import rendering
from views.message import Outgoing
from views.rendering import Reader, UnknownTemplate
from views.words import Catalogs, Words

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Addressee:
    """What a message needs to know of the seller it is for, or about."""

    language: str | None
    zone: str
    name: str
    store: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a ticket's messages in a staff group that has topics."""

    ticket_id: int
    name: str
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """One message on its way."""

    outbox_id: int
    chat_id: int
    seller_id: int | None
    ticket_id: int | None
    attempts: int
    """The tries so far, this one included."""
    payload: Payload
    words: Words
    reader: Reader
    topic: Topic | None = None
    touch_id: int | None = None
    card_message_id: int | None = None
    paid: bool = False
    """Sent at the rate of paid broadcasts."""
    along: tuple[int, ...] = ()
    """The rows of further texts, which leave in the same message."""

    @property
    def ids(self) -> tuple[int, ...]:
        """The rows that leave by it."""
        return self.outbox_id, *self.along

    def render(self) -> Outgoing:
        """Word the message."""
        return rendering.render(self.payload, self.words, self.reader)

    def place(self, thread_id: int | None) -> Place:
        """Return where it goes: into `thread_id`, or under the ticket's card without topics."""
        quote = None if thread_id else self.card_message_id
        return Place(self.chat_id, thread_id=thread_id, reply_to=quote, paid=self.paid)


class Desk:
    """Makes jobs of rows: fetches whom and what they are about, a query for each kind."""

    def __init__(self, *, catalogs: Catalogs, settings: Settings) -> None:
        """Word messages from `catalogs`, in the name of the settings' marketplace."""
        self._catalogs = catalogs
        self._settings = settings
        self._thresholds = Thresholds.of(settings)

    async def jobs(
        self, session: AsyncSession, rows: Sequence[Due], *, now: datetime
    ) -> list[Job]:
        """Return the jobs of `rows`, in their order; a row that cannot be read becomes dead."""
        tickets = await _tickets(session, {row.ticket_id for row in rows})
        about = {row.seller_id for row in rows} | {t.seller_id for t in tickets.values()}
        sellers = await _sellers(session, about)
        group = await session.scalar(select(StaffGroup))
        payloads = {row.id: _payload(row) for row in rows}
        staff = await _staff_languages(session, rows, payloads)
        spoken = await _spoken(session, payloads.values())
        broken = [row_id for row_id, payload in payloads.items() if payload is None]
        if broken:
            await end(session, broken, state=OutboxState.DEAD, reason="cannot be read")
        return [
            self._job(
                row,
                payload=_worded(payload, sellers.get(row.seller_id or 0), spoken),
                seller=sellers.get(row.seller_id or 0),
                ticket=tickets.get(row.ticket_id or 0),
                owner=_owner(tickets.get(row.ticket_id or 0), sellers),
                group=group if group and group.chat_id == row.chat_id else None,
                staff_language=staff.get(row.chat_id),
                now=now,
            )
            for row in rows
            if (payload := payloads[row.id]) is not None
        ]

    def _job(
        self,
        row: Due,
        *,
        payload: Payload,
        seller: Addressee | None,
        ticket: Ticket | None,
        owner: Addressee | None,
        group: StaffGroup | None,
        staff_language: str | None,
        now: datetime,
    ) -> Job:
        language = (
            group.language if group else (staff_language or (seller.language if seller else None))
        )
        in_group = ticket if group else None
        for_staff = group is not None or staff_language is not None
        return Job(
            outbox_id=row.id,
            chat_id=row.chat_id,
            seller_id=row.seller_id,
            ticket_id=row.ticket_id,
            attempts=row.attempts + 1,
            payload=payload,
            words=self._catalogs[language],
            reader=Reader(
                now=now,
                marketplace=self._settings.marketplace_name,
                zone=self._settings.timezone.key if for_staff or not seller else seller.zone,
                name=seller.name if seller else "",
                store=seller.store if seller else "",
                card_message_id=ticket.card_message_id if ticket else None,
                thresholds=self._thresholds,
                is_seller=seller is not None and not for_staff,
            ),
            topic=_topic(in_group, owner, group),
            touch_id=row.touch_id,
            paid=is_paid(payload.priority, self._settings),
            along=tuple(one.id for one in row.along),
            card_message_id=in_group.card_message_id if in_group else None,
        )


def is_paid(priority: Priority, settings: Settings) -> bool:
    """Tell whether messages of a priority are sent at the rate of paid broadcasts."""
    return priority is Priority.BROADCAST and settings.paid_broadcast_rate > 0


async def _spoken(
    session: AsyncSession, payloads: Collection[Payload | None]
) -> dict[int, Broadcast]:
    """Return the broadcasts whose words the messages bring."""
    said = (_broadcast(one) for one in payloads)
    return await broadcasts.by_id(session, {one.broadcast_id for one in said if one})


def _broadcast(payload: Payload | None) -> BroadcastMessage | None:
    """Return the broadcast's message that a payload is, or tells once more."""
    if isinstance(payload, Retold) and payload.said == BroadcastMessage.template:
        return BroadcastMessage.load(payload.facts)
    return payload if isinstance(payload, BroadcastMessage) else None


def _worded(
    payload: Payload, seller: Addressee | None, spoken: Mapping[int, Broadcast]
) -> Payload:
    """Return a broadcast's message with its words, in the seller's language and in Indonesian."""
    message = _broadcast(payload)
    if message is None or message.broadcast_id not in spoken:
        return payload
    said = spoken[message.broadcast_id]
    message = replace(
        message,
        text=text_for(said.texts, seller.language if seller else None),
        photo=said.photo,
        indonesian=text_for(said.texts, FALLBACK),
    )
    return replace(payload, facts=message.params()) if isinstance(payload, Retold) else message


def _payload(row: Due) -> Payload | None:
    try:
        if row.along:
            return together([Relay.load(one.params) for one in (row, *row.along)])
        return rendering.template(row.template).load(row.params)
    except (UnknownTemplate, ValidationError):
        log.exception("message_unreadable", outbox_id=row.id, template=row.template)
        return None


async def _staff_languages(
    session: AsyncSession, rows: Sequence[Due], payloads: Mapping[int, Payload | None]
) -> dict[int, str]:
    """Return what is read in private chats of staff by what is for staff, or about nobody."""
    chats = [
        row.chat_id
        for row in rows
        if row.chat_id > 0 and (row.seller_id is None or _is_for_staff(payloads[row.id]))
    ]
    if not chats:
        return {}
    members = await session.scalars(select(Staff).where(col(Staff.telegram_id).in_(chats)))
    return {member.telegram_id: member.language for member in members}


def _is_for_staff(payload: Payload | None) -> bool:
    return payload is not None and payload.priority is Priority.STAFF


async def _tickets(session: AsyncSession, ids: AbstractSet[int | None]) -> dict[int, Ticket]:
    if not ids - {None}:
        return {}
    rows = await session.scalars(select(Ticket).where(col(Ticket.id).in_(ids - {None})))
    return {row.id: row for row in rows if row.id is not None}


async def _sellers(session: AsyncSession, ids: AbstractSet[int | None]) -> dict[int, Addressee]:
    if not ids - {None}:
        return {}
    rows = await session.execute(_addressees(), {"ids": list(ids - {None})})
    return {row[0] or 0: Addressee(*row[1:]) for row in rows}


@cache
def _addressees() -> Select[int | None, str | None, str, str, str]:
    return select(
        col(Seller.id),
        col(Seller.language),
        col(Seller.zone),
        col(Seller.owner_name),
        col(Seller.store_name),
    ).where(col(Seller.id).in_(bindparam("ids", expanding=True)))


def _owner(ticket: Ticket | None, sellers: dict[int, Addressee]) -> Addressee | None:
    return sellers.get(ticket.seller_id) if ticket else None


def _topic(
    ticket: Ticket | None, owner: Addressee | None, group: StaffGroup | None
) -> Topic | None:
    if ticket is None or owner is None or group is None or not group.is_forum:
        return None
    return Topic(ticket.id or 0, topic_name(ticket, owner.store), ticket.topic_id)
