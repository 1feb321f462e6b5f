"""How the wizard is left, and a draft taken up again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.menu import Menu, MenuNote
from crm.tickets.reporting import CategoryQuestion, ReportSummary
from crm.uploads.asking import (
    NumberQuestion,
    ProductCategoryQuestion,
    VariantsQuestion,
)
from crm.uploads.payloads import (
    DiscardQuestion,
    ListingDiscarded,
    ListingKept,
    ListingStanding,
    ListingWaits,
    MyListings,
)
from models import Upload, UploadPhoto
from models.uploads import Passing, UploadState, UploadStep
from tests.support.builders import a_seller, an_upload
from tests.support.chat import Chat, only
from tests.support.uploading import a_draft, at_step, passings
from views.actions import (
    ChooseCategory,
    DiscardUpload,
    Open,
    ResumeUpload,
    StartUpload,
    UploadMove,
)


@pytest.mark.parametrize("word", ["/menu", "/batal"])
async def test_leaving_keeps_the_draft_and_says_so(
    session: AsyncSession, seller_chat: Chat, word: str
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    assert only(await seller_chat.says(word), Menu).note is MenuNote.LISTING_KEPT
    assert await passings(session) == [(UploadStep.STOCK, Passing.LEFT)]
    mine = only(await seller_chat.says("/unggah"), MyListings)
    assert [line.upload_id for line in mine.lines] == [upload.id]
    await seller_chat.presses(Open("upload"))
    only(await seller_chat.presses(ResumeUpload(upload.id or 0)), NumberQuestion)


async def test_later_says_how_to_come_back(session: AsyncSession, seller_chat: Chat) -> None:
    await at_step(session, seller_chat, UploadStep.STOCK)
    only(await seller_chat.presses(UploadMove("stock", "later")), ListingKept)
    assert await seller_chat.dialog() is None


async def test_a_button_works_after_days_as_if_no_time_had_passed(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await at_step(session, seller_chat, UploadStep.STOCK)
    seller_chat.waits(timedelta(days=9))
    only(await seller_chat.presses(UploadMove("stock", "skip")), NumberQuestion)
    only(await seller_chat.says("250 gr"), VariantsQuestion)


async def test_what_is_sent_after_days_is_asked_about_and_goes_on_with_the_draft(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    seller_chat.waits(timedelta(days=9))
    waits = only(await seller_chat.says("20 pcs"), ListingWaits)
    assert (waits.step, waits.kept) == (UploadStep.STOCK, 1)
    only(await seller_chat.sends_photo(), ListingWaits)
    assert upload.stock is None
    only(await seller_chat.presses(ResumeUpload(upload.id or 0)), NumberQuestion)
    assert (upload.stock, upload.step) == (20, UploadStep.WEIGHT)
    assert len((await session.scalars(select(UploadPhoto))).all()) == 1


async def test_or_becomes_a_report(session: AsyncSession, seller_chat: Chat) -> None:
    await at_step(session, seller_chat, UploadStep.STOCK)
    seller_chat.waits(timedelta(days=9))
    await seller_chat.says("Uang saya belum masuk")
    only(await seller_chat.presses(Open("report")), CategoryQuestion)
    summary = only(await seller_chat.presses(ChooseCategory("payment")), ReportSummary)
    assert summary.text == "Uang saya belum masuk"


async def test_a_draft_is_thrown_away_after_a_question(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    only(await seller_chat.presses(DiscardUpload(upload.id or 0, 0)), DiscardQuestion)
    only(await seller_chat.presses(DiscardUpload(upload.id or 0, 1)), ListingDiscarded)
    assert upload.state is UploadState.DISCARDED
    assert await seller_chat.dialog() is None
    assert await seller_chat.presses(DiscardUpload(upload.id or 0, 1)) == []


async def test_of_a_listing_that_was_sent_it_says_where_it_is(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await a_draft(session, seller_chat, state=UploadState.SENT)
    standing = only(await seller_chat.presses(ResumeUpload(upload.id or 0)), ListingStanding)
    assert standing.state is UploadState.SENT


async def test_nobody_opens_or_throws_away_the_draft_of_another(
    session: AsyncSession, seller_chat: Chat
) -> None:
    other = await an_upload(session, seller=await a_seller(session))
    only(await seller_chat.presses(ResumeUpload(other.id or 0)), ProductCategoryQuestion)
    await seller_chat.presses(DiscardUpload(other.id or 0, 1))
    assert other.state is UploadState.DRAFT


async def test_a_draft_that_is_gone_ends_the_wizard(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    upload.state = UploadState.DISCARDED
    only(await seller_chat.says("20"), Menu)
    assert await seller_chat.dialog() is None


async def test_a_new_one_is_begun_beside_another(session: AsyncSession, seller_chat: Chat) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    only(await seller_chat.presses(StartUpload(0)), ProductCategoryQuestion)
    assert upload.step is UploadStep.STOCK
    assert len((await session.scalars(select(Upload))).all()) == 2
