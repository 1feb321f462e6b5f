"""Weeks of follow-up over random cadences, stores and lives: what must hold whatever happens."""

import contextlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from crm.declared.spans import Span
from crm.followups import carrying
from crm.followups.asking import FollowUpInTheWay, ask_how_they_are
from crm.followups.cadences.plans import Anchor, CadencePlan, Entrance, Stop
from crm.followups.hours import ZONES, Hours, zone_of
from crm.followups.leaving import leave_in_peace, lose_chat
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.followups.rules import A_DAY, A_WEEK, WEEK
from crm.followups.screening import screen
from crm.followups.verdicts import MESSAGES, SAID
from crm.outbox.operations import post
from crm.sellers.reach import OutOfReach
from models import FollowUp, Outbox, Seller, Touch
from models.followups import TouchSource, TouchState
from models.interactions import Channel
from models.mail import OutboxState
from models.sellers import Reach
from tests.support.builders import NOW, a_seller
from tests.support.cadences import a_plan, a_step, followups, plan_again, planned

STORES = 24
DAYS = 12
STEP = timedelta(hours=3)
WAYS = (Channel.TELEGRAM, Channel.EMAIL, Channel.PHONE)
HOLIDAY = date(2026, 11, 25)


@dataclass
class Diary:
    """What happened, beside what the database says of it."""

    random: random.Random
    hours: Hours
    zones: dict[int, str] = field(default_factory=dict[int, str])
    said: list[tuple[int, datetime, str]] = field(default_factory=list[tuple[int, datetime, str]])
    """Who was told something, when, and in which zone they lived then."""
    peace: dict[int, datetime] = field(default_factory=dict[int, datetime])


def a_random_plan(draw: random.Random, name: str) -> CadencePlan:
    anchor = draw.choice(list(Anchor))
    days = sorted(draw.sample(range(8), k=draw.randint(1, 4)))
    return a_plan(
        name,
        priority=draw.randint(1, 9),
        enter=Entrance(
            joined_days=Span(at_least=0) if anchor is Anchor.JOINED else None,
            products=Span(at_most=draw.choice([0, 5, 50])),
        ),
        steps=tuple(
            a_step(f"day{day}", day, channels=tuple(draw.sample(WAYS, k=draw.randint(1, 3))))
            for day in days
        ),
        stops=frozenset(draw.sample(list(Stop), k=draw.randint(0, 4))),
        anchor=anchor,
        control=draw.choice([0.0, 0.2]),
        rest_days=draw.choice([0, 5]),
        wait_days=draw.choice([0, 2]),
    )


async def some_stores(session: AsyncSession, diary: Diary) -> None:
    draw = diary.random
    for _ in range(STORES):
        seller = await a_seller(
            session,
            zone=draw.choice(ZONES),
            joined=NOW.date() - timedelta(days=draw.randint(0, 9)),
            products=draw.choice([0, 3, 12]),
            usual_minute=draw.choice([None, None, 500, 700, 1300]),
            **draw.choice([{}, {}, {"chat_id": None}, {"email": None}]),
        )
        diary.zones[seller.id or 0] = seller.zone
    await session.commit()


async def live(session: AsyncSession, diary: Diary, now: datetime) -> None:
    """Let one store do something: move, log in, sell, want silence, be asked by staff."""
    draw = diary.random
    seller = await session.get_one(Seller, draw.choice(list(diary.zones)), populate_existing=True)
    match draw.randint(0, 6):
        case 0:
            seller.zone = diary.zones[seller.id or 0] = draw.choice(ZONES)
        case 1:
            seller.last_login = now
        case 2:
            seller.products += 1
        case 3 if draw.random() < 0.3:
            await leave_in_peace(session, seller=seller, now=now)
            diary.peace.setdefault(seller.id or 0, now)
        case 4:
            with contextlib.suppress(FollowUpInTheWay, OutOfReach):
                await ask_how_they_are(
                    session,
                    seller=seller,
                    settings=Settings.load(env_file=None),
                    now=now,
                    holidays={HOLIDAY},
                )
        case 5 if seller.chat_id and seller.telegram is Reach.OK:
            await say_to_everybody(session, seller, now)
        case _:
            await session.execute(
                update(Touch)
                .where(col(Touch.seller_id) == seller.id, col(Touch.state) == TouchState.SENT)
                .values(state=TouchState.ANSWERED, answered_at=now)
            )
    await session.commit()


async def say_to_everybody(session: AsyncSession, seller: Seller, now: datetime) -> None:
    """Post a broadcast's word to a seller, whatever they were told before."""
    touch = Touch(seller_id=seller.id or 0, source=TouchSource.BROADCAST, planned_at=now)
    session.add(touch)
    await session.flush()
    post(
        session,
        FollowUpMessage(touch.id or 0, Letter.HOW_ARE_YOU),
        chat_id=seller.chat_id or 0,
        seller_id=seller.id,
        now=now,
    )


async def dispatch(session: AsyncSession, diary: Diary, now: datetime) -> None:
    """Send what is due, as the dispatchers do; now and then somebody has blocked the bot."""
    due = await session.scalars(
        select(Outbox).where(col(Outbox.state) == OutboxState.WAITING, col(Outbox.due) <= now)
    )
    rows = {row.touch_id or 0: row for row in due}
    found = await screen(session, rows, hours=diary.hours, now=now)
    for touch_id, moment in found.moved.items():
        assert moment > now
        rows[touch_id].due = moment
    for touch_id in found.dropped:
        rows[touch_id].state = OutboxState.CANCELLED
    for touch_id in found.leaving:
        row = rows[touch_id]
        row.state = OutboxState.SENT
        if row.chat_id and diary.random.random() < 0.1:
            row.state = OutboxState.CANCELLED
            await session.flush()
            await lose_chat(session, chat_id=row.chat_id, reach=Reach.BLOCKED, now=now)
            continue
        row.sent_at = now
        seller_id = row.seller_id or 0
        diary.said.append((seller_id, now, diary.zones[seller_id]))
    await session.commit()


def check(diary: Diary) -> None:
    """Nobody was told too much, at a wrong hour, or after they wanted silence."""
    by_seller: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for seller_id, at, zone in diary.said:
        assert diary.hours.is_open(at, zone)
        assert seller_id not in diary.peace or at <= diary.peace[seller_id]
        by_seller[seller_id].append((at, zone))
    for moments in by_seller.values():
        for at, zone in moments:
            week = [other for other, _ in moments if at - WEEK < other <= at]
            assert len(week) <= A_WEEK
            local = [other.astimezone(zone_of(zone)).date() for other, _ in moments]
            assert local.count(at.astimezone(zone_of(zone)).date()) <= A_DAY


@pytest.mark.parametrize("seed", range(2))
async def test_no_limit_and_no_window_is_broken(
    database: Database, session: AsyncSession, seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 - a test's choices
    diary = Diary(draw, Hours(holidays={HOLIDAY}))
    await some_stores(session, diary)
    plans = [a_random_plan(draw, f"plan{number}") for number in range(3)]
    await planned(database, *plans, now=NOW)
    now, settings = NOW, Settings.load(env_file=None)
    while now < NOW + timedelta(days=DAYS):
        now += STEP
        for _ in range(draw.randint(0, 3)):
            await live(session, diary, now)
        if draw.random() < 0.2:
            await plan_again(database, now=now)
        await carrying.carry_out(database, now=now, settings=settings, hours=diary.hours)
        await dispatch(session, diary, now)
    assert len(diary.said) > STORES / 2
    check(diary)
    running = [one.seller_id for one in await followups(session) if one.ended_at is None]
    assert len(running) == len(set(running))
    counted = await session.scalars(
        select(col(Touch.seller_id)).where(
            col(Touch.state).in_(SAID), col(Touch.channel).in_(MESSAGES)
        )
    )
    assert sorted(counted) == sorted(seller_id for seller_id, _, _ in diary.said)
    watched = select(col(FollowUp.id)).where(col(FollowUp.control))
    told = await session.scalars(select(Touch).where(col(Touch.followup_id).in_(watched)))
    assert list(told) == []
