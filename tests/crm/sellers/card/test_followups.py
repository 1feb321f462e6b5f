from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.followups.cadences.deciding import pause
from crm.followups.letters import Answer, Letter
from crm.sellers.card.followups import followed_up
from crm.sellers.card.payloads import InCadence, TouchLine
from models import FollowUp, Seller, Touch
from models.followups import TouchSource
from models.interactions import Channel
from tests.support.builders import NOW, a_seller
from tests.support.cadences import a_plan, a_step, carried_out, followups, planned, touches

SOON = NOW + timedelta(days=1, hours=2)
TWO = a_plan(steps=(a_step("first"), a_step("second", 4, letter=Letter.WHAT_HINDERS)))


async def entered(database: Database, session: AsyncSession) -> Seller:
    """Let a store enter at 09:00, whose minute is ten."""
    seller = await a_seller(session, usual_minute=600)
    await session.commit()
    await planned(database, TWO, now=NOW)
    return seller


async def shown(
    session: AsyncSession, seller: Seller, *, limit: int = 5
) -> tuple[InCadence | None, tuple[TouchLine, ...]]:
    await session.commit()
    return await followed_up(session, seller_id=seller.id or 0, limit=limit)


async def test_nobody_was_followed_up_yet(session: AsyncSession) -> None:
    assert await shown(session, await a_seller(session)) == (None, ())


async def test_tells_what_comes_next_and_when(database: Database, session: AsyncSession) -> None:
    seller = await entered(database, session)
    [run] = await followups(session)

    assert await shown(session, seller) == (
        InCadence(
            followup_id=run.id or 0,
            cadence="quiet",
            runs=True,
            watched=False,
            entered_at=NOW,
            letter=Letter.LONG_NOT_SEEN,
            due=datetime(2026, 11, 16, 3, tzinfo=UTC),
            zone="Asia/Jakarta",
        ),
        (),
    )


async def test_tells_what_stands_still_what_is_watched_and_what_is_all_said(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session)
    await pause(session, name="quiet", staff=None, now=NOW)
    await session.execute(update(FollowUp).values(step=None, control=True))

    run, _ = await shown(session, seller)

    assert run is not None
    assert (run.runs, run.watched, run.letter) == (False, True, None)


async def test_the_last_words_come_first_with_their_answers(
    database: Database, session: AsyncSession
) -> None:
    seller = await entered(database, session)
    await carried_out(database, now=SOON)
    [touch] = await touches(session)
    assert (await shown(session, seller))[1] == ()
    await session.execute(
        update(Touch).where(col(Touch.id) == touch.id).values(sent_at=SOON, answer="fine")
    )
    session.add(
        Touch(seller_id=seller.id or 0, source=TouchSource.STAFF, planned_at=NOW, sent_at=NOW)
    )

    _, lines = await shown(session, seller)

    assert lines == (
        TouchLine(SOON, Channel.TELEGRAM, TouchSource.CADENCE, Letter.LONG_NOT_SEEN, Answer.FINE),
        TouchLine(NOW, Channel.TELEGRAM, TouchSource.STAFF, None, None),
    )
    assert (await shown(session, seller, limit=1))[1] == lines[:1]
