import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.calls.rules import CallReason
from crm.followups.cadences.deciding import pause, resume
from crm.followups.cadences.plans import Anchor, CadencePlan, Stop
from crm.followups.cadences.publishing import publish
from crm.followups.hours import Hours
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.followups.touches import failed
from models import Cadence, FollowUp, Seller, Touch
from models.followups import CadenceState, Ending, TouchSource, TouchState
from models.interactions import Channel
from models.mail import OutboxState
from models.sellers import Reach
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.cadences import (
    ANSWERS,
    NO_MAIL,
    a_plan,
    a_step,
    approved,
    calls,
    carried_out,
    days_of,
    followups,
    messages,
    planned,
    touches,
)

TODAY, TOMORROW = date(2026, 11, 16), date(2026, 11, 17)
SOON = NOW + timedelta(days=1)
"""By then the minute of everybody who entered at `NOW` has come."""
TWO = a_plan(steps=(a_step("first"), a_step("second", 4, letter=Letter.WHAT_HINDERS)))


async def entered(
    database: Database, session: AsyncSession, plan: CadencePlan = TWO, **facts: object
) -> Seller:
    """Let a store enter a cadence; its minute is 09:00, which has come at `NOW`."""
    seller = await a_seller(session, **({"usual_minute": 540} | facts))
    await session.commit()
    await planned(database, plan, now=NOW)
    return seller


async def test_a_due_step_becomes_a_message(database: Database, session: AsyncSession) -> None:
    seller = await entered(database, session)
    carried = await carried_out(database, now=SOON)
    assert (carried.decided, carried.told, carried.ended, carried.more) == (1, 1, 0, False)
    [touch] = await touches(session)
    assert (touch.seller_id, touch.source, touch.state) == (
        seller.id,
        TouchSource.CADENCE,
        TouchState.WAITING,
    )
    assert (touch.cadence, touch.step, touch.channel) == ("quiet", "first", Channel.TELEGRAM)
    [message] = await messages(session)
    assert (message.chat_id, message.seller_id, message.touch_id) == (
        seller.chat_id,
        seller.id,
        touch.id,
    )
    assert (message.due, message.priority, message.template) == (SOON, 2, "followup")
    assert (message.state, message.dedupe_key) == (OutboxState.WAITING, f"touch:{touch.id}")
    assert FollowUpMessage.load(message.params) == FollowUpMessage(
        touch.id or 0, Letter.LONG_NOT_SEEN, ANSWERS
    )
    [followup] = await followups(session)
    assert days_of(followup) == ("second", TOMORROW + timedelta(days=4), 540)


async def test_carried_out_again_nothing_is_said_twice(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await asyncio.gather(*(carried_out(database, now=SOON) for _ in range(3)))
    assert (await carried_out(database, now=SOON)).decided == 0
    assert len(await touches(session)) == len(await messages(session)) == 1


async def test_a_letter_where_telegram_does_not_lead(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session, chat_id=None)
    await carried_out(database, now=SOON)
    [touch] = await touches(session)
    [letter] = await messages(session)
    assert (touch.channel, letter.channel) == (Channel.EMAIL, Channel.EMAIL)
    assert (letter.chat_id, letter.touch_id) == (0, touch.id)


async def test_a_call_where_nothing_else_leads(database: Database, session: AsyncSession) -> None:
    seller = await entered(database, session, telegram=Reach.BLOCKED, email=None)
    await carried_out(database, now=SOON)
    [touch] = await touches(session)
    [call] = await calls(session)
    assert await messages(session) == []
    assert (call.seller_id, call.touch_id, call.reason) == (
        seller.id,
        touch.id,
        CallReason.FOLLOW_UP,
    )
    assert (call.letter, call.call_at, call.tries) == ("long_not_seen", SOON, 0)


async def test_a_way_that_failed_gives_the_step_to_the_next(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session)
    await carried_out(database, now=SOON)
    [touch] = await touches(session)
    await session.execute(
        update(Seller).where(col(Seller.id) == seller.id).values(telegram=Reach.BLOCKED)
    )
    await failed(session, touch_ids=[touch.id or 0], now=SOON)
    await session.commit()
    [followup] = await followups(session)
    assert days_of(followup) == ("first", TOMORROW, 540)
    await carried_out(database, now=SOON + timedelta(minutes=1))
    assert [(one.channel, one.state) for one in await touches(session)] == [
        (Channel.TELEGRAM, TouchState.FAILED),
        (Channel.EMAIL, TouchState.WAITING),
    ]


async def test_the_minute_is_waited_for(database: Database, session: AsyncSession) -> None:
    await entered(database, session, usual_minute=900)
    assert (await carried_out(database, now=NOW + timedelta(minutes=359))).decided == 0
    assert (await carried_out(database, now=NOW + timedelta(minutes=360))).told == 1


@pytest.mark.parametrize(
    ("moment", "hours", "told"),
    [
        (datetime(2026, 11, 17, 0, 59, tzinfo=UTC), Hours(), 0),
        (datetime(2026, 11, 17, 12, 59, tzinfo=UTC), Hours(), 1),
        (datetime(2026, 11, 17, 13, 0, tzinfo=UTC), Hours(), 0),
        (datetime(2026, 11, 17, 3, 0, tzinfo=UTC), Hours(holidays={TOMORROW}), 0),
        (datetime(2026, 11, 20, 5, 0, tzinfo=UTC), Hours(), 0),
        (datetime(2026, 11, 20, 6, 0, tzinfo=UTC), Hours(), 1),
    ],
    ids=["before 8", "before 20", "at 20", "holiday", "friday noon", "after it"],
)
async def test_only_in_open_hours(
    database: Database, session: AsyncSession, moment: datetime, hours: Hours, told: int
) -> None:
    await entered(database, session)
    assert (await carried_out(database, now=moment, hours=hours)).told == told


@pytest.mark.parametrize(("minute", "comes"), [(690, 780), (735, 975), (779, 1165)])
async def test_after_friday_prayer_there_is_no_burst(
    database: Database, session: AsyncSession, minute: int, comes: int
) -> None:
    await entered(database, session, usual_minute=minute)
    midnight = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    hours = Hours()
    early = midnight + timedelta(minutes=comes - 2)
    assert (await carried_out(database, now=early, hours=hours)).told == 0
    late = midnight + timedelta(minutes=comes + 2)
    assert (await carried_out(database, now=late, hours=hours)).told == 1


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        ({"last_login": NOW + timedelta(hours=1)}, Ending.LOGGED_IN),
        ({"products": 13}, Ending.PRODUCT_ADDED),
        ({"transactions": 1}, Ending.SALE),
        ({"proactive": False}, Ending.OPTED_OUT),
        ({"gone_at": NOW}, Ending.WITHDRAWN),
    ],
)
async def test_a_store_leaves_when_the_reason_is_gone(
    database: Database, session: AsyncSession, facts: dict[str, object], ending: Ending
) -> None:
    seller = await entered(database, session, a_plan(stops=frozenset(Stop) - {Stop.LINKED}))
    await session.execute(update(Seller).where(col(Seller.id) == seller.id).values(**facts))
    await session.commit()
    carried = await carried_out(database, now=SOON)
    assert (carried.told, carried.ended) == (0, 1)
    [followup] = await followups(session)
    assert (followup.ending, followup.ended_at) == (ending, SOON)
    assert await touches(session) == []


async def test_an_invitation_ends_once_the_store_is_linked(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session, a_plan(stops=frozenset({Stop.LINKED})), chat_id=None)
    await session.execute(update(Seller).where(col(Seller.id) == seller.id).values(chat_id=77))
    await session.commit()
    await carried_out(database, now=SOON)
    assert (await followups(session))[0].ending is Ending.LINKED


async def test_an_open_ticket_ends_it(database: Database, session: AsyncSession) -> None:
    seller = await entered(database, session)
    await a_ticket(session, seller=seller)
    await session.commit()
    await carried_out(database, now=SOON)
    assert (await followups(session))[0].ending is Ending.OPEN_TICKET


async def test_an_answer_ends_it(database: Database, session: AsyncSession) -> None:
    await entered(database, session)
    await carried_out(database, now=SOON)
    await session.execute(update(Touch).values(state=TouchState.ANSWERED))
    await session.commit()
    await carried_out(database, now=SOON + timedelta(days=4))
    assert (await followups(session))[0].ending is Ending.ANSWERED


async def test_all_said_it_ends_after_some_days(database: Database, session: AsyncSession) -> None:
    await entered(database, session, a_plan(wait_days=7))
    await carried_out(database, now=SOON)
    [followup] = await followups(session)
    assert days_of(followup) == (None, TOMORROW + timedelta(days=7), 540)
    await carried_out(database, now=SOON + timedelta(days=6))
    assert (await followups(session))[0].ending is None
    await carried_out(database, now=SOON + timedelta(days=7))
    assert (await followups(session))[0].ending is Ending.FINISHED


async def test_without_any_way_left_the_store_is_unreachable(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session, a_plan(wait_days=0))
    await session.execute(
        update(Seller)
        .where(col(Seller.id) == seller.id)
        .values(telegram=Reach.GONE, email=None, phone=None)
    )
    await session.commit()
    await carried_out(database, now=SOON)
    await carried_out(database, now=SOON + timedelta(minutes=1))
    assert (await followups(session))[0].ending is Ending.UNREACHABLE
    assert await touches(session) == []


async def test_who_is_only_watched_is_told_nothing(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await session.execute(update(FollowUp).values(control=True))
    await session.commit()
    assert (await carried_out(database, now=SOON)).told == 0
    assert days_of((await followups(session))[0])[0] == "second"
    assert await touches(session) == []


async def test_a_paused_cadence_waits_and_leaves_stale_steps_out_when_it_goes_on(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await pause(session, name="quiet", staff=None, now=NOW)
    await session.commit()
    assert (await carried_out(database, now=SOON)).decided == 0
    await resume(session, name="quiet", staff=None, now=NOW)
    await session.commit()
    much_later = SOON + timedelta(days=20)
    for minute in range(4):
        await carried_out(database, now=much_later + timedelta(minutes=minute))
    assert await touches(session) == []
    assert (await followups(session))[0].ending is Ending.MISSED


async def test_of_a_backlog_only_the_step_of_these_days_is_said(
    database: Database, session: AsyncSession
) -> None:
    steps = tuple(a_step(f"day{days}", days) for days in (1, 3, 7, 14))
    plan = a_plan(anchor=Anchor.JOINED, steps=steps)
    await entered(database, session, plan, joined=TODAY)
    for minute in range(4):
        await carried_out(database, now=NOW + timedelta(days=15, minutes=minute))
    assert [touch.step for touch in await touches(session)] == ["day14"]


async def test_a_cadence_whose_file_is_gone_ends_for_everybody(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await publish(session, [], now=NOW)
    await session.commit()
    await carried_out(database, now=SOON)
    assert (await followups(session))[0].ending is Ending.WITHDRAWN


async def test_a_step_that_is_gone_ends_the_way_of_who_stood_before_it(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await approved(database, a_plan(steps=(a_step("another"),)), now=NOW)
    await carried_out(database, now=SOON)
    assert (await followups(session))[0].ending is Ending.WITHDRAWN


async def test_a_changed_cadence_waits_for_its_approval(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session)
    await publish(session, [a_plan(priority=11)], now=NOW)
    await session.commit()
    assert (await session.get_one(Cadence, "quiet")).state is CadenceState.WAITING
    assert (await carried_out(database, now=SOON)).decided == 0


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        ([timedelta(hours=1)], 0),
        ([timedelta(hours=20)], 1),
        ([timedelta(days=2), timedelta(days=3)], 0),
        ([timedelta(days=2), timedelta(days=8)], 1),
    ],
    ids=["one today", "one yesterday", "two this week", "one this week"],
)
async def test_limits_put_a_step_off(
    database: Database, session: AsyncSession, ago: list[timedelta], told: int
) -> None:
    seller = await entered(database, session)
    for span in ago:
        session.add(
            Touch(
                seller_id=seller.id or 0,
                source=TouchSource.BROADCAST,
                state=TouchState.SENT,
                planned_at=NOW,
                sent_at=SOON - span,
            )
        )
    await session.commit()
    assert (await carried_out(database, now=SOON)).told == told
    if not told:
        [followup] = await followups(session)
        assert days_of(followup) == ("first", TOMORROW + timedelta(days=1), 540)


async def test_calls_and_words_that_failed_do_not_count(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session)
    for channel, state in (
        (Channel.PHONE, TouchState.SENT),
        (Channel.TELEGRAM, TouchState.FAILED),
        (Channel.TELEGRAM, TouchState.DROPPED),
    ):
        session.add(
            Touch(
                seller_id=seller.id or 0,
                source=TouchSource.STAFF,
                channel=channel,
                state=state,
                planned_at=NOW,
                sent_at=SOON,
            )
        )
    await session.commit()
    assert (await carried_out(database, now=SOON)).told == 1


async def test_a_word_that_still_waits_holds_the_next_one_back(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session)
    session.add(Touch(seller_id=seller.id or 0, source=TouchSource.STAFF, planned_at=NOW))
    await session.commit()
    assert (await carried_out(database, now=SOON)).told == 0


async def test_without_a_mail_server_the_team_calls_instead(
    database: Database, session: AsyncSession
) -> None:
    await entered(database, session, chat_id=None)
    await carried_out(database, now=SOON, settings=NO_MAIL)

    [touch] = await touches(session)
    assert touch.channel is Channel.PHONE
    assert await messages(session) == []
    assert len(await calls(session)) == 1


async def test_without_a_mail_server_a_step_that_is_only_a_letter_is_passed_over(
    database: Database, session: AsyncSession
) -> None:
    letter = a_step("first", channels=(Channel.EMAIL,))
    await entered(database, session, a_plan(steps=(letter, a_step("second", 4))))
    await carried_out(database, now=SOON, settings=NO_MAIL)

    assert await touches(session) == []
    [followup] = await followups(session)
    assert (followup.step, followup.ended_at) == ("second", None)
