from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads import drafts, keeping
from models import Upload, UploadPassage, UploadPhoto
from models.uploads import Passing, PhotoState, UploadState
from tests.support.builders import NOW, a_seller, a_ticket, an_upload

WEEK = timedelta(days=7)
KEY, BETTER = f"ab/{'a' * 64}.jpg", f"cd/{'b' * 64}.jpg"


async def long_ago(session: AsyncSession, **facts: object) -> Upload:
    at = NOW - 5 * WEEK
    told: dict[str, object] = {"created_at": at, "updated_at": at, **facts}
    return await an_upload(session, seller=await a_seller(session), **told)


async def a_photo(session: AsyncSession, upload: Upload, **facts: object) -> UploadPhoto:
    told: dict[str, object] = {
        "upload_id": upload.id,
        "state": PhotoState.CHECKED,
        "number": 1,
        "chat_id": 5,
        "message_id": 9,
        "file_id": "f",
        "received_at": upload.created_at,
        "key": KEY,
        "pair": b"x",
    }
    photo = UploadPhoto(**cast("dict[str, Any]", told | facts))
    session.add(photo)
    await session.flush()
    return photo


async def test_a_draft_that_stayed_empty_is_thrown_away_and_counts_as_left(
    session: AsyncSession,
) -> None:
    before = NOW - timedelta(days=30)
    begun = before - timedelta(seconds=1)
    empty = await drafts.begin(session, seller=await a_seller(session), now=begun)
    young = await drafts.begin(session, seller=await a_seller(session), now=before)
    with_photo, with_category = [await long_ago(session, category=one) for one in ("", "craft")]
    await a_photo(session, with_photo)
    ticket = await a_ticket(session)
    talked = await long_ago(session, ticket_id=ticket.id, category="")
    assert await keeping.discard_empty(session, before=before, limit=9, now=NOW) == 1
    passage = await session.get_one(UploadPassage, 1)
    for row in (empty, young, with_photo, with_category, talked, passage):
        await session.refresh(row)
    assert empty.state is UploadState.DISCARDED
    kept = {row.state for row in (young, with_photo, with_category, talked)}
    assert kept == {UploadState.DRAFT}
    assert (passage.passing, passage.ended_at) == (Passing.LEFT, NOW)


async def test_what_was_thrown_away_a_week_ago_says_and_shows_nothing_any_more(
    session: AsyncSession,
) -> None:
    said: dict[str, object] = {
        "name": "Keripik",
        "price": 5,
        "answers": {"net": "1 kg"},
        "category": "snacks",
    }
    old = await long_ago(session, updated_at=NOW - WEEK, state=UploadState.DISCARDED, **said)
    new = await long_ago(session, updated_at=NOW, state=UploadState.DISCARDED, **said)
    living = await long_ago(session, **said)
    for one in (old, new, living):
        await a_photo(session, one)
    forgotten = [
        await keeping.empty_discarded(session, before=NOW - WEEK + timedelta(seconds=1), limit=9)
        for _ in range(2)
    ]
    assert forgotten == [1, 0]
    for one in (old, new, living):
        await session.refresh(one)
    assert (old.name, old.price, old.answers, old.category) == ("", None, {}, "snacks")
    assert (new.name, living.name) == ("Keripik", "Keripik")
    assert await session.scalar(select(func.count()).select_from(UploadPhoto)) == 2


@pytest.mark.parametrize(
    "left", [{"answers": {"net": "1 kg"}}, {"variants": ["S"]}, {"name_parts": {"kind": "x"}}]
)
async def test_one_answer_alone_is_forgotten_too(
    session: AsyncSession, left: dict[str, object]
) -> None:
    await long_ago(session, state=UploadState.DISCARDED, **left)
    assert await keeping.empty_discarded(session, before=NOW, limit=9) == 1


async def test_pictures_of_photos_that_were_taken_out_are_nobodys_after_a_week(
    session: AsyncSession,
) -> None:
    upload = await long_ago(session)
    out = await a_photo(session, upload, state=PhotoState.REMOVED, improved_key=BETTER)
    assert await keeping.used(session, [KEY, BETTER, "zz"]) == {KEY, BETTER}
    assert await keeping.forget_removed(session, before=NOW - WEEK, limit=9) == 1
    await session.refresh(out)
    assert (out.key, out.improved_key, out.pair, out.number) == ("", "", None, 1)
    assert await keeping.used(session, [KEY, BETTER]) == set()
    await a_photo(session, upload, improved_key=BETTER)
    assert await keeping.forget_removed(session, before=NOW, limit=9) == 0
    assert await keeping.used(session, [KEY, BETTER]) == {KEY, BETTER}
