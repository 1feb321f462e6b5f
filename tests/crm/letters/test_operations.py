import pytest

from core.clock import MovableClock
from core.db import Database
from crm.letters.operations import LetterUnknown, came_back, stop_by_letter
from models import FollowUp, Interaction, Touch
from models.followups import TouchState
from models.interactions import Channel, Direction
from tests.support.letters import Waiting, a_letter, what_became
from tests.support.rows import store


async def a_sent_letter(database: Database, clock: MovableClock) -> Waiting:
    """Post a letter and log it as sent to the address that the store had."""
    waiting = await a_letter(database)
    logged = Interaction(
        at=clock.now(),
        direction=Direction.OUT,
        channel=Channel.EMAIL,
        seller_id=waiting.seller_id,
        kind="followup",
        outbox_id=waiting.outbox_id,
        data={"address": "the.old@example.com"},
    )
    await store(database, logged)
    return waiting


@pytest.mark.parametrize("blames", [True, False])
async def test_a_letter_that_came_back_fails_its_touch_and_marks_where_it_went(
    database: Database, clock: MovableClock, *, blames: bool
) -> None:
    waiting = await a_sent_letter(database, clock)
    for _ in range(2):
        async with database.transaction() as session:
            await came_back(
                session, touch_id=waiting.touch_id, blames_address=blames, now=clock.now()
            )

    _, touch, seller = await what_became(database, waiting)
    assert touch.state is TouchState.FAILED
    assert seller.bounced_email == ("the.old@example.com" if blames else None)


async def test_a_bounce_that_comes_twice_takes_no_store_back(
    database: Database, clock: MovableClock
) -> None:
    waiting = await a_sent_letter(database, clock)
    async with database.transaction() as session:
        run = FollowUp(
            seller_id=waiting.seller_id,
            cadence="quiet",
            entered_at=clock.now(),
            step="second",
            zone="Asia/Jakarta",
            day=clock.now().date(),
            minute=540,
        )
        session.add(run)
        await session.flush()
        touch = await session.get_one(Touch, waiting.touch_id)
        touch.followup_id, touch.step = run.id, "first"
    steps: list[str | None] = []
    for _ in range(2):
        async with database.transaction() as session:
            await came_back(
                session, touch_id=waiting.touch_id, blames_address=True, now=clock.now()
            )
        async with database.transaction() as session:
            row = await session.get_one(FollowUp, run.id)
            steps.append(row.step)
            row.step = "third"

    assert steps == ["first", "third"]


async def test_a_letter_of_which_nobody_knows_whether_it_arrived_may_come_back(
    database: Database, clock: MovableClock
) -> None:
    waiting = await a_letter(database)
    async with database.transaction() as session:
        await came_back(session, touch_id=waiting.touch_id, blames_address=True, now=clock.now())

    _, _, seller = await what_became(database, waiting)
    assert seller.bounced_email == waiting.address


async def test_no_other_touch_comes_back(database: Database, clock: MovableClock) -> None:
    waiting = await a_letter(database)
    async with database.transaction() as session:
        with pytest.raises(LetterUnknown):
            await came_back(
                session, touch_id=waiting.touch_id + 1, blames_address=True, now=clock.now()
            )
        with pytest.raises(LetterUnknown):
            await stop_by_letter(session, touch_id=waiting.touch_id + 1, now=clock.now())
