"""The wizard from end to end, as a seller goes through it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.reporting import MessageJoined
from crm.uploads.asking import (
    ListingPreview,
    NumberQuestion,
    ProductCategoryQuestion,
    Taken,
    VariantsQuestion,
)
from crm.uploads.describing.payloads import DescriptionDraft, DescriptionQuestion
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion
from crm.uploads.payloads import (
    HelpIsComing,
    ListingSent,
    ListingSoFar,
)
from crm.uploads.photos.payloads import PhotoPrompt
from crm.uploads.rules import Lack
from models import Ticket, Upload
from models.uploads import Passing, UploadState, UploadStep
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, posted
from tests.support.uploading import a_draft, at_step, passings
from views.actions import (
    ChooseLanguage,
    EditUpload,
    MoveDescription,
    MoveName,
    PickCategory,
    ResumeUpload,
    TakeNumber,
    UploadMove,
)


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
    upload = (await session.scalars(select(Upload))).one()
    assert (upload.state, upload.price, upload.stock, upload.weight, upload.variants) == (
        UploadState.SENT, 15_000, 24, 250, ["Pedas", "Manis"],
    )  # fmt: skip
    assert upload.ticket_id is not None
    assert await chat.dialog() is None
    assert {passing for _, passing in await passings(session)} == {Passing.ANSWERED}
    assert await chat.presses(UploadMove("preview", "send")) != []
    assert len((await session.scalars(select(Ticket))).all()) == 1


async def test_another_language_puts_the_present_step_again(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_desk(session)
    await at_step(session, seller_chat, UploadStep.STOCK)
    asked = only(await seller_chat.presses(UploadMove("stock", "back")), NumberQuestion)

    again = await seller_chat.presses(ChooseLanguage("mad"))

    assert again == [asked]
    assert (await seller_chat.seller()).language == "mad"


async def test_a_step_is_gone_back_to_skipped_and_never_moved_twice(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.STOCK, price=15_000)
    only(await seller_chat.presses(UploadMove("stock", "skip")), NumberQuestion)
    assert await seller_chat.presses(UploadMove("stock", "skip")) == []
    assert seller_chat.toasts == ["That step is behind you. Please go on below 👇"]
    assert upload.step is UploadStep.WEIGHT
    only(await seller_chat.presses(UploadMove("weight", "back")), NumberQuestion)
    price = only(await seller_chat.presses(UploadMove("stock", "back")), NumberQuestion)
    assert (price.step, price.value) == (UploadStep.PRICE, 15_000)
    assert await passings(session) == [
        (UploadStep.STOCK, Passing.SKIPPED),
        (UploadStep.WEIGHT, Passing.BACK),
        (UploadStep.STOCK, Passing.BACK),
        (UploadStep.PRICE, None),
    ]


async def test_from_the_preview_to_one_step_and_back_also_after_a_rest(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.PREVIEW, name="Keripik", price=15_000)
    only(await seller_chat.presses(EditUpload("price")), NumberQuestion)
    only(await seller_chat.says("20rb"), ListingPreview)
    await seller_chat.presses(EditUpload("name"))
    await seller_chat.presses(UploadMove("name", "later"))
    only(await seller_chat.presses(ResumeUpload(upload.id or 0)), NameCheck)
    only(await seller_chat.presses(UploadMove("name", "skip")), ListingPreview)
    assert upload.price == 20_000


async def test_what_lacks_is_said_and_nothing_is_sent(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await a_draft(session, seller_chat, step=UploadStep.PREVIEW)
    preview = only(await seller_chat.presses(ResumeUpload(upload.id or 0)), ListingPreview)
    assert preview.lacks == (Lack.PHOTO, Lack.NAME)
    only(await seller_chat.presses(UploadMove("preview", "send")), ListingPreview)
    assert seller_chat.toasts == ["Almost there: something is still missing."]
    assert upload.state is UploadState.DRAFT


async def test_a_button_of_another_step_leads_to_the_present_one(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await at_step(session, seller_chat, UploadStep.STOCK)
    question = only(await seller_chat.presses(PickCategory("craft")), NumberQuestion)
    assert question.step is UploadStep.STOCK


async def test_help_brings_staff_and_all_that_is_said_reaches_them(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, UploadStep.WEIGHT, name="Keripik")
    only(await seller_chat.presses(UploadMove("weight", "help")), HelpIsComing)
    (shown,) = await posted(session, ListingSoFar)
    assert (shown.step, shown.listing.name) == (UploadStep.WEIGHT, "Keripik")
    only(await seller_chat.says("Timbangannya tidak ada"), MessageJoined)
    assert upload.weight is None
    only(await seller_chat.presses(ResumeUpload(upload.id or 0)), NumberQuestion)
    assert [one for one in await passings(session) if one[1]] == [
        (UploadStep.WEIGHT, Passing.HELPED)
    ]
