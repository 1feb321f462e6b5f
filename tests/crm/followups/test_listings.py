"""A store that works at a listing here is asked no more, and one whose draft rests hears of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.declared.spans import Span
from crm.followups.cadences.plans import Entrance, Stop
from crm.followups.hours import Hours
from crm.followups.letters import Letter
from crm.followups.payloads import DraftWaiting, FollowUpMessage
from crm.followups.screening import screen
from models import Upload
from models.followups import Ending
from models.uploads import UploadState, UploadStep
from tests.support.builders import NOW, a_seller, an_upload
from tests.support.cadences import (
    a_plan,
    a_step,
    carried_out,
    followups,
    messages,
    planned,
    touches,
)

DAY = timedelta(days=1)
SOON = NOW + DAY
ABOUT_PRODUCTS = a_plan(
    enter=Entrance(products=Span(0, 0)), stops=frozenset({Stop.LISTING, Stop.ANSWERED})
)
ABOUT_DRAFTS = a_plan(
    "unfinished",
    enter=Entrance(draft_days=Span(2, 45)),
    stops=frozenset({Stop.LISTING}),
    steps=(a_step(letter=Letter.UNFINISHED_LISTING),),
)


async def a_store(session: AsyncSession, **listing: object) -> int:
    """Store an empty store whose minute is 9 o'clock, with a listing if one is told."""
    seller = await a_seller(session, products=0, usual_minute=540)
    if listing:
        await an_upload(session, seller=seller, **listing)
    return seller.id or 0


async def entered(database: Database, session: AsyncSession) -> list[int]:
    await session.commit()
    await planned(database, ABOUT_DRAFTS, ABOUT_PRODUCTS, now=NOW)
    return [one.seller_id for one in await followups(session) if one.cadence == "unfinished"]


async def go_on(session: AsyncSession, **values: object) -> None:
    """Let every listing go on after its store entered a cadence."""
    await session.execute(update(Upload).values(updated_at=NOW + timedelta(hours=1), **values))
    await session.commit()


async def test_only_drafts_that_rest_for_days_bring_a_store_in(
    database: Database, session: AsyncSession
) -> None:
    rests = await a_store(session, updated_at=NOW - 2 * DAY)
    await a_store(session, updated_at=NOW - 2 * DAY + timedelta(seconds=1))
    await a_store(session, updated_at=NOW - 46 * DAY)
    await a_store(session, updated_at=NOW - 9 * DAY, category="")
    await a_store(session, updated_at=NOW - 9 * DAY, state=UploadState.SENT)
    await a_store(session, updated_at=NOW - 9 * DAY, state=UploadState.DISCARDED)
    busy = await a_seller(session, products=0)
    for moment in (NOW - 9 * DAY, NOW):
        await an_upload(session, seller=busy, updated_at=moment)
    assert await entered(database, session) == [rests]


async def test_whoever_makes_a_listing_here_is_not_asked_about_a_first_product(
    database: Database, session: AsyncSession
) -> None:
    empty = await a_store(session)
    thrown_away = await a_store(session, state=UploadState.DISCARDED)
    long_ago = await a_store(session, updated_at=NOW - 61 * DAY)
    for state in (UploadState.DRAFT, UploadState.SENT, UploadState.UPLOADED):
        await a_store(session, state=state)
    await session.commit()
    await planned(database, ABOUT_PRODUCTS, now=NOW)
    found = {one.seller_id for one in await followups(session)}
    assert found == {empty, thrown_away, long_ago}


@pytest.mark.parametrize("state", [UploadState.DRAFT, UploadState.SENT, UploadState.DISCARDED])
async def test_a_listing_that_goes_on_ends_the_cadence_and_its_words(
    database: Database, session: AsyncSession, state: UploadState
) -> None:
    for _ in range(2):
        await a_store(session, created_at=NOW - 9 * DAY, updated_at=NOW - 3 * DAY)
    await entered(database, session)
    assert (await carried_out(database, now=SOON)).told == 2
    first, second = await touches(session)
    await session.execute(
        update(Upload)
        .where(col(Upload.seller_id) == first.seller_id)
        .values(updated_at=SOON, state=state)
    )
    await session.commit()
    ids = (first.id or 0, second.id or 0)
    found = await screen(session, ids, hours=Hours(), now=SOON)
    await session.commit()
    assert (found.dropped, found.leaving) == ({first.id}, {second.id})


async def test_before_its_word_is_due_the_store_leaves(
    database: Database, session: AsyncSession
) -> None:
    await a_store(session, updated_at=NOW - 3 * DAY)
    await entered(database, session)
    await go_on(session)
    carried = await carried_out(database, now=SOON)
    assert (carried.told, carried.ended) == (0, 1)
    assert [one.ending for one in await followups(session)] == [Ending.LISTING]


@pytest.mark.parametrize("name", ["", 'Keripik "Pedas" \\ {x}\n🌶', "Batik"])
async def test_the_word_names_the_draft_and_its_step(
    database: Database, session: AsyncSession, name: str
) -> None:
    seller_id = await a_store(session, updated_at=NOW - 9 * DAY, name="An older one")
    session.add(
        Upload(
            seller_id=seller_id,
            name=name,
            category="snacks",
            step=UploadStep.PRICE,
            created_at=NOW,
            updated_at=NOW - 3 * DAY,
        )
    )
    await entered(database, session)
    await carried_out(database, now=SOON)
    [message] = await messages(session)
    told = FollowUpMessage.load(message.params)
    assert (told.letter, told.draft) == (
        Letter.UNFINISHED_LISTING,
        DraftWaiting(UploadStep.PRICE, name),
    )
