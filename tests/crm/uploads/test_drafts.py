from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads import discarding, drafts, rules
from crm.uploads.listing import Listing
from crm.uploads.review import lists
from crm.uploads.rules import Lack
from models import Seller, Upload, UploadPassage
from models.uploads import Passing, UploadState, UploadStep
from tests.support.builders import NOW, a_seller, a_ticket


async def a_draft(session: AsyncSession, seller: Seller, **facts: object) -> Upload:
    """Return a draft that the seller answered something for."""
    plain: dict[str, Any] = {"category": "snacks", "created_at": NOW, "updated_at": NOW}
    plain.update(facts)
    draft = Upload(seller_id=seller.id or 0, **plain)
    session.add(draft)
    await session.flush()
    return draft


async def test_a_press_that_comes_twice_begins_one_draft(session: AsyncSession) -> None:
    seller = await a_seller(session)
    first = await drafts.begin(session, seller=seller, now=NOW)
    again = await drafts.begin(session, seller=seller, now=NOW)
    assert again.id == first.id
    visits = list(await session.scalars(select(UploadPassage)))
    assert [(one.step, one.ended_at) for one in visits] == [(UploadStep.CATEGORY, None)]


async def test_what_was_answered_is_not_begun_over(session: AsyncSession) -> None:
    seller = await a_seller(session)
    old = await a_draft(session, seller)
    assert (await drafts.begin(session, seller=seller, now=NOW)).id != old.id


@pytest.mark.parametrize(
    "answered",
    [
        {"name_parts": {"kind": "Keripik"}},
        {"price": 15_000},
        {"stock": 0},
        {"weight": 250},
        {"variants": ["Pedas"]},
        {"answers": {"special": "Renyah"}},
        {"description": "Renyah"},
    ],
    ids=lambda answered: next(iter(answered)),
)
async def test_nor_is_what_was_answered_with_the_category_left_out(
    session: AsyncSession, answered: dict[str, object]
) -> None:
    seller = await a_seller(session)
    old = await a_draft(session, seller, category="", **answered)
    assert (await drafts.begin(session, seller=seller, now=NOW)).id != old.id
    assert [one.id for one in await drafts.listed(session, seller_id=seller.id or 0)] == [old.id]


async def test_an_invitation_out_of_a_ticket_begins_its_draft_once(session: AsyncSession) -> None:
    seller = await a_seller(session)
    ticket = await a_ticket(session, seller=seller)
    draft = await drafts.begin(session, seller=seller, now=NOW, ticket_id=ticket.id)
    assert draft.ticket_id == ticket.id
    draft.category = "snacks"
    again = await drafts.begin(session, seller=seller, now=NOW, ticket_id=ticket.id)
    assert again.id == draft.id


async def test_the_ticket_of_another_seller_is_not_tied(session: AsyncSession) -> None:
    ticket = await a_ticket(session, seller=await a_seller(session))
    mine = await a_seller(session)
    draft = await drafts.begin(session, seller=mine, now=NOW, ticket_id=ticket.id)
    assert draft.ticket_id is None


async def test_nobody_reaches_the_listing_of_another(session: AsyncSession) -> None:
    draft = await a_draft(session, await a_seller(session))
    other = await a_seller(session)
    ids: dict[str, Any] = {"upload_id": draft.id, "seller_id": other.id}
    assert await drafts.of_seller(session, **ids) is None
    assert await drafts.draft_of(session, **ids) is None
    assert not await discarding.discard(session, **ids, now=NOW)
    assert await drafts.resume(session, upload_id=draft.id or 0, seller=other, now=NOW) is None
    assert await drafts.listed(session, seller_id=other.id or 0) == []


async def test_a_draft_is_thrown_away_once_and_its_visit_ends(session: AsyncSession) -> None:
    seller = await a_seller(session)
    draft = await a_draft(session, seller)
    await drafts.resume(session, upload_id=draft.id or 0, seller=seller, now=NOW)
    ids: dict[str, Any] = {"upload_id": draft.id, "seller_id": seller.id}
    assert await discarding.discard(session, **ids, now=NOW)
    assert not await discarding.discard(session, **ids, now=NOW)
    assert draft.state is UploadState.DISCARDED
    visit = await session.scalar(select(UploadPassage).execution_options(populate_existing=True))
    assert visit is not None
    assert visit.passing is Passing.LEFT


async def test_drafts_are_listed_first_and_empty_ones_not_at_all(session: AsyncSession) -> None:
    seller = await a_seller(session)
    later = NOW + timedelta(days=1)
    sent = await a_draft(session, seller, state=UploadState.SENT, updated_at=later)
    draft = await a_draft(session, seller)
    await a_draft(session, seller, state=UploadState.DISCARDED)
    await drafts.begin(session, seller=seller, now=NOW)
    listed = await drafts.listed(session, seller_id=seller.id or 0)
    assert [one.id for one in listed] == [draft.id, sent.id]


def test_steps_follow_one_another_and_end_at_the_preview() -> None:
    assert rules.before(UploadStep.CATEGORY) is UploadStep.CATEGORY
    assert rules.after(UploadStep.PREVIEW) is UploadStep.PREVIEW
    for step in rules.STEPS[:-1]:
        assert rules.before(rules.after(step)) is step


@pytest.mark.parametrize(
    ("listing", "lacking"),
    [
        (Listing(""), (Lack.CATEGORY, Lack.PHOTO, Lack.NAME)),
        (Listing("snacks", photos=1), (Lack.NAME,)),
        (Listing("snacks", name="Keripik", photos=1), ()),
    ],
)
def test_staff_need_a_category_a_photo_and_a_name(
    listing: Listing, lacking: tuple[Lack, ...]
) -> None:
    assert rules.lacking(listing) == lacking


def test_an_answer_of_none_in_stock_is_an_answer() -> None:
    assert rules.is_answered(Listing("snacks", stock=0), UploadStep.STOCK)
    assert not rules.is_answered(Listing("snacks"), UploadStep.STOCK)


async def test_staff_see_a_draft_whose_seller_skipped_the_category(session: AsyncSession) -> None:
    seller = await a_seller(session)
    begun = await drafts.begin(session, seller=seller, now=NOW)
    await session.flush()
    assert not (await lists.page(session, state=UploadState.DRAFT, number=1)).lines

    begun.price = 15_000
    await session.flush()
    (line,) = (await lists.page(session, state=UploadState.DRAFT, number=1)).lines
    assert line.upload_id == begun.id
