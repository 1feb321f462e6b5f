"""What happens in a quarter: logins, products, sales, moves, answers, and calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from benchmarks.quarter.town import PLACES, Town, settle_in
from crm.calls import outcomes
from crm.calls.cards import Caller
from crm.followups.hours import Hours
from crm.followups.letters import Answer
from models import CallTask, ImportBatch, Outbox, Seller, Staff, Touch
from models.calls import CallOutcome
from models.followups import TouchState
from models.imports import ImportKind
from models.interactions import Channel
from simulator.actions import inline_buttons
from views.actions import AnswerFollowUp, encode

NEW_A_WEEK = 0.004
"""Stores that join, as a share of all."""
ALIVE, WOKEN = 0.15, 0.12
"""The share that logs in within a week by itself, and what a word to them adds."""
ANSWERING = 0.12
"""The share of messages that are answered."""
MOVING = 0.002
TRADING = 0.3
"""The share of those who log in that also upload, and sell, something."""
CALLS_A_DAY = 60
MISSED, WRONG = 0.4, 0.1
"""The shares of calls that nobody answers, and that somebody else does."""
ANSWERS = (Answer.FINE, Answer.FINE, Answer.LATER, Answer.CALL, Answer.STOP, Answer.NO_TIME)


async def a_week(town: Town) -> None:
    """Let a week have passed: what the pull of this Monday says."""
    now, dice = town.clock.now(), town.dice
    async with town.database.transaction() as session:
        woken = await _told_since(session, now - timedelta(days=7))
        everybody = list(await session.scalars(select(col(Seller.id)).order_by(col(Seller.id))))
        logins = [
            seller_id
            for seller_id in everybody
            if dice.random() < ALIVE / 2 + (WOKEN if seller_id in woken else 0)
        ]
        await _login(session, town, logins, now)
        await _trade(session, [one for one in logins if dice.random() < TRADING])
        await _move(session, town, [one for one in everybody if dice.random() < MOVING], now)
        await settle_in(town, session, round(town.stores * NEW_A_WEEK), new=True)
        session.add(ImportBatch(kind=ImportKind.SELLERS, file_name="pull.csv", digest="", at=now))


async def react(town: Town, since: datetime) -> int:
    """Let some of those who were written to since then press a button; return how many did."""
    async with town.database.reading() as session:
        found = await session.execute(
            select(col(Touch.id), col(Outbox.chat_id), col(Outbox.message_id))
            .join(Outbox, col(Outbox.touch_id) == col(Touch.id))
            .where(
                col(Touch.channel) == Channel.TELEGRAM,
                col(Touch.state) == TouchState.SENT,
                col(Touch.sent_at) > since,
                col(Outbox.message_id).is_not(None),
            )
        )
        told = [(touch or 0, chat, message or 0) for touch, chat, message in found]
    pressed = 0
    for touch_id, chat_id, message_id in told:
        if town.dice.random() < ANSWERING:
            pressed += _press(town, touch_id, chat_id, message_id)
    return pressed


async def make_calls(town: Town) -> int:
    """Let staff make some of the calls that wait; return how many."""
    now, dice = town.clock.now(), town.dice
    hours = Hours.of(town.sapa.services.settings)
    async with town.database.transaction() as session:
        staff = (await session.scalars(select(Staff).limit(1))).one()
        waiting = await session.execute(
            select(col(CallTask.id), col(Seller.zone))
            .join(Seller, col(Seller.id) == col(CallTask.seller_id))
            .where(col(CallTask.done_at).is_(None), col(CallTask.call_at) <= now)
            .order_by(col(CallTask.call_at))
            .limit(CALLS_A_DAY)
        )
        calls = [task_id or 0 for task_id, zone in waiting if hours.is_open(now, zone)]
        caller = Caller(staff)
        for task_id in calls:
            fate = dice.random()
            if fate < MISSED:
                await outcomes.miss(session, task_id=task_id, caller=caller, hours=hours, now=now)
                continue
            outcome = CallOutcome.WRONG_NUMBER if fate < MISSED + WRONG else CallOutcome.REACHED
            await outcomes.close(session, task_id=task_id, caller=caller, outcome=outcome, now=now)
    return len(calls)


def _press(town: Town, touch_id: int, chat_id: int, message_id: int) -> int:
    """Press one of the buttons that are really there."""
    post = next(
        (one for one in reversed(town.simulator.person(chat_id).inbox) if one.id == message_id),
        None,
    )
    if post is None:
        return 0
    there = {button.get("callback_data") for button in inline_buttons(post.post)}
    for answer in town.dice.sample(ANSWERS, k=len(ANSWERS)):
        data = encode(AnswerFollowUp(touch_id, answer.value))
        if data in there:
            town.simulator.person(chat_id).presses_data(data, None, message_id)
            return 1
    return 0


async def _told_since(session: AsyncSession, since: datetime) -> set[int]:
    found = await session.scalars(select(col(Touch.seller_id)).where(col(Touch.sent_at) > since))
    return set(found)


async def _login(
    session: AsyncSession, town: Town, ids: Sequence[int | None], now: datetime
) -> None:
    rows = [{"row": one, "at": now - timedelta(hours=town.dice.randint(1, 24 * 7))} for one in ids]
    if rows:
        await (await session.connection()).execute(
            update(Seller.metadata.tables["seller"])
            .where(col(Seller.id) == bindparam("row"))
            .values(last_login=bindparam("at")),
            rows,
        )


async def _trade(session: AsyncSession, ids: Sequence[int | None]) -> None:
    for first in range(0, len(ids), 10_000):
        chosen: Any = ids[first : first + 10_000]
        await session.execute(
            update(Seller)
            .where(col(Seller.id).in_(chosen))
            .values(products=col(Seller.products) + 1, transactions=col(Seller.transactions) + 1)
            .execution_options(synchronize_session=False)
        )


async def _move(
    session: AsyncSession, town: Town, ids: Sequence[int | None], now: datetime
) -> None:
    for seller_id in ids:
        province, zone, _ = town.dice.choice(PLACES)
        await session.execute(
            update(Seller).where(col(Seller.id) == seller_id).values(province=province, zone=zone)
        )
        town.zones[seller_id or 0].append((now, zone))
