"""The wizard from end to end, as a seller goes through it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.menu import Menu, MenuNote
from crm.tickets.reporting import CategoryQuestion, MessageJoined, ReportSummary
from crm.uploads.asking import (
    ListingNotReady,
    ListingPreview,
    NumberChoice,
    NumberNotTaken,
    NumberQuestion,
    ProductCategoryQuestion,
    StepLeft,
    Taken,
    VariantsNotTaken,
    VariantsQuestion,
)
from crm.uploads.describing.payloads import DescriptionDraft, DescriptionQuestion
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion
from crm.uploads.payloads import (
    DiscardQuestion,
    HelpIsComing,
    ListingDiscarded,
    ListingKept,
    ListingSent,
    ListingSoFar,
    ListingStanding,
    ListingWaits,
    MyListings,
    PassedToStaff,
)
from crm.uploads.photos.payloads import PhotoPrompt
from crm.uploads.rules import Lack
from models import Ticket, Upload, UploadPassage, UploadPhoto
from models.uploads import Passing, UploadState, UploadStep
from tests.support.builders import a_seller, an_upload
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, posted
from views.actions import (
    ChooseCategory,
    DiscardUpload,
    EditUpload,
    MoveDescription,
    MoveName,
    Open,
    PickCategory,
    ResumeUpload,
    StartUpload,
    TakeNumber,
    UploadMove,
)

VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def the_listing(session: AsyncSession) -> Upload:
    return (await session.scalars(select(Upload))).one()


async def passings(session: AsyncSession) -> list[tuple[UploadStep, Passing | None]]:
    found = await session.scalars(
        select(UploadPassage).order_by("id").execution_options(populate_existing=True)
    )
    return [(one.step, one.passing) for one in found]


async def a_draft(session: AsyncSession, chat: Chat, **facts: object) -> Upload:
    return await an_upload(session, seller=await chat.seller(), **facts)


async def at(session: AsyncSession, chat: Chat, step: UploadStep, **facts: object) -> Upload:
    """Return a draft that the chat is at, at this step."""
    draft = await a_draft(session, chat, step=step, **facts)
    await chat.presses(ResumeUpload(draft.id or 0))
    return draft


async def test_from_the_command_to_the_desk(session: AsyncSession, seller_chat: Chat) -> None:
    await a_desk(session)
    chat = seller_chat
    only(await chat.says("/unggah"), ProductCategoryQuestion)
    only(await chat.presses(PickCategory("snacks")), PhotoPrompt)
    assert await chat.sends_photo() == []
    only(await chat.presses(UploadMove("photos", "next")), NamePartQuestion)
    only(await chat.says("keripik singkong balado 250 g"), NameCheck)
    price = only(await chat.presses(MoveName("check", "use")), NumberQuestion)
    assert price.step is UploadStep.PRICE
    stock = only(await chat.says("15rb"), NumberQuestion)
    assert (stock.step, stock.before) == (UploadStep.STOCK, Taken(UploadStep.PRICE, 15_000))
    only(await chat.says("2 lusin"), NumberQuestion)
    only(await chat.presses(TakeNumber("weight", 250)), VariantsQuestion)
    only(await chat.says("pedas, manis"), DescriptionQuestion)
    only(await chat.says("Renyah dan gurih"), DescriptionQuestion)
    only(await chat.presses(MoveDescription("ingredients", "done")), DescriptionDraft)
    preview = only(await chat.presses(MoveDescription("draft", "use")), ListingPreview)
    assert preview.lacks == ()
    only(await chat.presses(UploadMove("preview", "send")), ListingSent)
    upload = await the_listing(session)
    assert (upload.state, upload.price, upload.stock, upload.weight, upload.variants) == (
        UploadState.SENT, 15_000, 24, 250, ["Pedas", "Manis"],
    )  # fmt: skip
    assert upload.ticket_id is not None
    assert await chat.dialog() is None
    assert {passing for _, passing in await passings(session)} == {Passing.ANSWERED}
    assert await chat.presses(UploadMove("preview", "send")) != []
    assert len((await session.scalars(select(Ticket))).all()) == 1
