from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups.cadences.deciding import pause
from crm.followups.hours import Hours
from crm.followups.rules import STALE
from crm.followups.screening import Screened, screen
from models import FollowUp, Seller, Touch
from models.followups import Ending, TouchSource, TouchState
from models.interactions import Channel
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.cadences import a_plan, carried_out, planned, touches

SOON = NOW + timedelta(days=1)
NIGHT = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


async def a_word(
    session: AsyncSession,
    seller: Seller,
    source: TouchSource = TouchSource.STAFF,
    **values: object,
) -> int:
    """Store a word that is about to be said."""
    plausible: dict[str, object] = {"planned_at": SOON} | values
    touch = Touch(seller_id=seller.id or 0, source=source, **plausible)  # pyright: ignore[reportArgumentType] - values of any field
    session.add(touch)
    await session.commit()
    return touch.id or 0


async def look(session: AsyncSession, *ids: int, now: datetime = SOON) -> Screened:
    found = await screen(session, ids, hours=Hours(), now=now)
    await session.commit()
    return found


async def a_word_of_a_cadence(database: Database, session: AsyncSession) -> tuple[Seller, int]:
    seller = await a_seller(session, usual_minute=540)
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    await carried_out(database, now=SOON)
    return seller, (await touches(session))[0].id or 0


async def test_a_word_that_is_wanted_leaves_and_counts(
    database: Database, session: AsyncSession
) -> None:
    _, touch = await a_word_of_a_cadence(database, session)
    assert (await look(session, touch)).leaving == {touch}
    [said] = await touches(session)
    assert (said.state, said.sent_at) == (TouchState.SENT, SOON)


@pytest.mark.parametrize(
    "facts",
    [{"last_login": SOON}, {"proactive": False}, {"gone_at": NOW}, {"merged_into": 1}],
)
async def test_a_word_whose_reason_is_gone_is_dropped(
    database: Database, session: AsyncSession, facts: dict[str, object]
) -> None:
    seller, touch = await a_word_of_a_cadence(database, session)
    await session.execute(update(Seller).where(col(Seller.id) == seller.id).values(**facts))
    assert (await look(session, touch)).dropped == {touch}
    assert (await touches(session))[0].state is TouchState.DROPPED


async def test_so_is_one_whose_cadence_was_paused_or_left(
    database: Database, session: AsyncSession
) -> None:
    _, touch = await a_word_of_a_cadence(database, session)
    await pause(session, name="quiet", staff=None, now=NOW)
    assert (await look(session, touch)).dropped == {touch}
    await session.execute(update(Touch).values(state=TouchState.WAITING))
    await session.execute(update(FollowUp).values(ended_at=NOW, ending=Ending.OPTED_OUT))
    assert (await look(session, touch)).dropped == {touch}


async def test_so_is_one_that_is_stale_or_unknown(session: AsyncSession) -> None:
    seller = await a_seller(session)
    old = await a_word(session, seller, planned_at=SOON - STALE - timedelta(minutes=1))
    assert (await look(session, old, 404)).dropped == {old, 404}


async def test_staff_do_not_ask_whom_they_talk_to(session: AsyncSession) -> None:
    seller = await a_seller(session)
    await a_ticket(session, seller=seller)
    touch = await a_word(session, seller)
    assert (await look(session, touch)).dropped == {touch}


async def test_at_night_it_is_moved_to_the_sellers_own_minute(session: AsyncSession) -> None:
    seller = await a_seller(session, usual_minute=600, zone="Asia/Makassar")
    touch = await a_word(session, seller)
    found = await look(session, touch, now=NIGHT)
    assert found.moved == {touch: datetime(2026, 11, 18, 2, 0, tzinfo=UTC)}
    assert (await touches(session))[0].state is TouchState.WAITING


async def test_the_second_of_a_day_and_the_third_of_a_week_wait(session: AsyncSession) -> None:
    seller = await a_seller(session, usual_minute=600)
    first = await a_word(session, seller)
    assert (await look(session, first)).leaving == {first}
    second = await a_word(session, seller, TouchSource.BROADCAST)
    later = SOON + timedelta(hours=2)
    assert (await look(session, second, now=later)).moved == {
        second: datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
    }
    tomorrow = SOON + timedelta(days=1)
    assert (await look(session, second, now=tomorrow)).leaving == {second}
    third = await a_word(session, seller, planned_at=SOON + timedelta(days=5))
    found = await look(session, third, now=SOON + timedelta(days=3))
    assert found.moved == {third: datetime(2026, 11, 24, 3, 0, tzinfo=UTC)}
    assert (await look(session, third, now=found.moved[third])).leaving == {third}


async def test_two_words_to_one_seller_do_not_leave_in_one_go(session: AsyncSession) -> None:
    seller = await a_seller(session)
    both = [
        await a_word(session, seller),
        await a_word(session, seller, channel=Channel.EMAIL),
    ]
    found = await look(session, *both)
    assert len(found.leaving) == 1
    assert len(found.moved) == 1


async def test_a_word_that_is_tried_again_does_not_stand_in_its_own_way(
    session: AsyncSession,
) -> None:
    seller = await a_seller(session)
    touch = await a_word(session, seller)
    assert (await look(session, touch)).leaving == {touch}
    again = SOON + timedelta(minutes=1)
    assert (await look(session, touch, now=again)).leaving == {touch}
