from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.followups.leaving import NotFollowedUp, take_out
from models import Touch
from models.calls import CallOutcome
from models.followups import Ending, TouchSource, TouchState
from tests.support.builders import NOW, a_seller
from tests.support.cadences import a_plan, calls, carried_out, followups, planned, touches

SOON = NOW + timedelta(days=1)


async def test_ends_the_follow_up_with_its_words_and_nothing_else(
    database: Database, session: AsyncSession
) -> None:
    seller = await a_seller(session, usual_minute=540)
    other = await a_seller(session, usual_minute=540)
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    await carried_out(database, now=SOON)
    session.add(Touch(seller_id=seller.id or 0, source=TouchSource.BROADCAST, planned_at=NOW))
    runs = {run.seller_id: run for run in await followups(session)}

    await take_out(session, followup_id=runs[seller.id or 0].id or 0, now=SOON)

    ended = {run.seller_id: (run.ended_at, run.ending) for run in await followups(session)}
    assert ended == {seller.id: (SOON, Ending.WITHDRAWN), other.id: (None, None)}
    said = [(one.seller_id, one.source, one.state) for one in await touches(session)]
    assert said == [
        (seller.id, TouchSource.CADENCE, TouchState.DROPPED),
        (other.id, TouchSource.CADENCE, TouchState.WAITING),
        (seller.id, TouchSource.BROADCAST, TouchState.WAITING),
    ]


async def test_ends_its_call_too(database: Database, session: AsyncSession) -> None:
    await a_seller(session, usual_minute=540, chat_id=None, email=None)
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    await carried_out(database, now=SOON)
    [run] = await followups(session)

    await take_out(session, followup_id=run.id or 0, now=SOON)

    [call] = await calls(session)
    assert (call.done_at, call.outcome) == (SOON, CallOutcome.WITHDRAWN)


async def test_what_has_ended_is_not_ended_again(
    database: Database, session: AsyncSession
) -> None:
    await a_seller(session)
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    [run] = await followups(session)
    await take_out(session, followup_id=run.id or 0, now=NOW)

    with pytest.raises(NotFollowedUp):
        await take_out(session, followup_id=run.id or 0, now=SOON)

    [run] = await followups(session)
    assert run.ended_at == NOW
