"""The week's picture and workbook: asked for in a chat, made once, handed to whoever waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sql import insert_into
from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.segments import queries
from crm.segments.payloads import (
    Count,
    NothingCounted,
    Picked,
    SegmentsChart,
    SegmentsSheet,
    SegmentsShown,
)
from crm.segments.picks import Pick
from crm.segments.queries import StoreRow
from crm.segments.summary import Summary
from models import SegmentOrder, SegmentWeek
from models.segments import Lifecycle

LISTED, PICKED = 10_000, 2_000
"""How many stores a workbook lists of all, and of each pick: some seconds' work, not minutes'."""
KEPT = timedelta(days=2)
"""How long files are handed out; attachments are forgotten some days later."""
PNG = "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Material:
    """What a week's files are made of."""

    summary: Summary
    stores: list[StoreRow]
    picked: dict[Pick, list[StoreRow]]


async def ask(
    session: AsyncSession, *, chat_id: int, ticket_id: int | None, now: datetime
) -> list[Payload]:
    """Return what a chat is shown of the last counted week, its files too where they are made.

    Else the chat is remembered, and `hand_out` posts them there. They are made once, however often
    they are asked for.
    """
    week = await queries.latest(session)
    summary = Summary.from_json(week.summary) if week else None
    if week is None or summary is None or not summary.stores:
        return [NothingCounted()]
    files = _files(week, summary, now)
    if not files:
        await _remember(session, chat_id=chat_id, ticket_id=ticket_id, now=now)
    return [await shown(session, summary, files_follow=not files), *files]


async def shown(
    session: AsyncSession, summary: Summary, *, files_follow: bool = False
) -> SegmentsShown:
    """Return a week in words' reach."""
    named = await queries.named(session, summary)
    counts, before = summary.counts, summary.counts_before
    parts = [part for part in Lifecycle if part is not Lifecycle.VISITOR]
    return SegmentsShown(
        week=summary.week,
        at=summary.at,
        since=summary.since,
        stores=summary.stores,
        counts=tuple(
            Count(part, counts[part], before[part] if summary.since else None) for part in parts
        ),
        slipped=Picked(summary.slipped, named[Pick.SLIPPED]),
        come_back=Picked(summary.come_back, named[Pick.COME_BACK]),
        at_risk=Picked(summary.at_risk, named[Pick.AT_RISK]),
        top=Picked(len(named[Pick.TOP]), named[Pick.TOP]),
        files_follow=files_follow,
    )


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits for files."""
    return bool(await session.scalar(select(exists().select_from(SegmentOrder))))


async def material(session: AsyncSession, *, week: str | None = None) -> Material | None:
    """Return what a week's files are made of, the last counted week's where none is named."""
    found = await (queries.week(session, name=week) if week else queries.latest(session))
    if found is None:
        return None
    summary = Summary.from_json(found.summary)
    picks = (Pick.SLIPPED, Pick.COME_BACK, Pick.AT_RISK)
    return Material(
        summary=summary,
        stores=await queries.stores(session, summary, pick=None, limit=LISTED),
        picked={
            pick: await queries.stores(session, summary, pick=pick, limit=PICKED) for pick in picks
        },
    )


async def hand_out(
    session: AsyncSession, *, of: Material, chart: bytes, sheet: bytes, now: datetime
) -> int:
    """Keep a week's files, and post them to every chat that waits; return to how many.

    Where the week was counted again meanwhile, those who waited get what they asked for, and the
    next one who asks gets the new count.
    """
    name = f"segmen-{of.summary.week}"
    chart_id = await attach(session, name=f"{name}.png", media_type=PNG, content=chart, now=now)
    sheet_id = await attach(session, name=f"{name}.xlsx", media_type=XLSX, content=sheet, now=now)
    week = await session.get_one(SegmentWeek, of.summary.week, with_for_update=True)
    if week.at == of.summary.at:
        week.chart_id, week.sheet_id, week.made_at = chart_id, sheet_id, now
    orders = list(await session.scalars(delete(SegmentOrder).returning(SegmentOrder)))
    for order in orders:
        for payload in _payloads(of.summary, chart_id, sheet_id):
            post(session, payload, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)
    return len(orders)


def _files(week: SegmentWeek, summary: Summary, now: datetime) -> list[Payload]:
    made = week.made_at is not None and now - week.made_at < KEPT
    if not made or week.chart_id is None or week.sheet_id is None:
        return []
    return _payloads(summary, week.chart_id, week.sheet_id)


def _payloads(summary: Summary, chart_id: int, sheet_id: int) -> list[Payload]:
    stores = summary.stores
    return [
        SegmentsChart(chart_id, week=summary.week, since=summary.since),
        SegmentsSheet(sheet_id, week=summary.week, stores=stores, listed=min(stores, LISTED)),
    ]


async def _remember(
    session: AsyncSession, *, chat_id: int, ticket_id: int | None, now: datetime
) -> None:
    order = {"chat_id": chat_id, "ticket_id": ticket_id, "asked_at": now}
    await session.execute(
        insert_into(session, SegmentOrder).values(order).on_conflict_do_nothing()
    )
