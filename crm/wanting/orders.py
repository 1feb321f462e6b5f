"""The list of what to mend: asked for in a chat, made beside, handed to whoever waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sql import insert_into
from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.wanting import queries
from crm.wanting.payloads import (
    Want,
    WantCount,
    WantingCounted,
    WantingSheet,
    WantingSought,
    WantingStores,
    WantLine,
)
from crm.wanting.queries import Wanting
from models import WantingOrder

NAMED = 20
"""How many stores of each kind are named in the chat."""
LISTED = 5_000
"""How many of each kind a workbook lists: a team mends no more in a week."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Material:
    """What the list is made of."""

    counts: tuple[WantCount, ...]
    stores: dict[Want, list[Wanting]]

    @property
    def total(self) -> int:
        """How many there are; a store that wants two things counts twice."""
        return sum(count.stores for count in self.counts)

    @property
    def listed(self) -> int:
        """How many of them are in `stores`."""
        return sum(map(len, self.stores.values()))


async def ask(
    session: AsyncSession, *, chat_id: int, ticket_id: int | None, now: datetime
) -> WantingSought:
    """Remember a chat that wants the list; `hand_out` posts it there."""
    order = {"chat_id": chat_id, "ticket_id": ticket_id, "asked_at": now}
    await session.execute(
        insert_into(session, WantingOrder).values(order).on_conflict_do_nothing()
    )
    return WantingSought()


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits for the list."""
    return bool(await session.scalar(select(exists().select_from(WantingOrder))))


async def material(session: AsyncSession, *, listed: int = LISTED) -> Material:
    """Return what the list is made of, at most `listed` stores of each kind."""
    counts = await queries.counts(session)
    return Material(
        counts=counts,
        stores={
            count.want: await queries.stores(session, want=count.want, limit=listed)
            for count in counts
        },
    )


async def hand_out(
    session: AsyncSession, *, of: Material, sheet: bytes | None, now: datetime
) -> int:
    """Post the list to every chat that waits, with its workbook if there is one; count them."""
    payloads: list[Payload] = [WantingCounted(of.counts)]
    payloads += [_named(count, of.stores[count.want]) for count in of.counts]
    if sheet is not None:
        name = f"perbaiki-{now:%Y-%m-%d}.xlsx"
        number = await attach(session, name=name, media_type=XLSX, content=sheet, now=now)
        payloads.append(WantingSheet(number, stores=of.total, listed=of.listed))
    orders = list(await session.scalars(delete(WantingOrder).returning(WantingOrder)))
    for order in orders:
        for payload in payloads:
            post(session, payload, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)
    return len(orders)


def _named(count: WantCount, stores: list[Wanting]) -> WantingStores:
    lines = (
        WantLine(
            seller_id=one.seller_id,
            store=one.store,
            regency=one.regency or one.province,
            address=_address(count.want, one),
        )
        for one in stores[:NAMED]
    )
    return WantingStores(count.want, total=count.stores, lines=tuple(lines))


def _address(want: Want, one: Wanting) -> str:
    match want:
        case Want.WRONG_PHONE:
            return one.phone or ""
        case Want.BOUNCED_EMAIL:
            return one.email or ""
        case Want.NO_ADDRESS | Want.CUT_OFF:
            return ""
