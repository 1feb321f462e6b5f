"""What single steps of the wizard make of what is said there."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.relayed import Relay
from crm.tickets.reporting import MessageJoined
from crm.uploads import rules
from crm.uploads.asking import (
    NumberChoice,
    NumberNotTaken,
    NumberQuestion,
    ProductCategoryQuestion,
    VariantsNotTaken,
    VariantsQuestion,
)
from crm.uploads.describing.payloads import DescriptionQuestion
from crm.uploads.listing import listing_of
from crm.uploads.naming.payloads import NamePartQuestion
from crm.uploads.payloads import (
    ListingSoFar,
    PassedToStaff,
)
from crm.uploads.photos.payloads import PhotoPrompt
from models import Ticket, UploadPhoto
from models.uploads import UploadStep
from tests.support.chat import Chat, only
from tests.support.tickets import GROUP, a_copy, a_desk, posted
from tests.support.uploading import at_step
from views.actions import (
    TakeNumber,
    UploadMove,
)

VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def test_a_voice_at_a_step_goes_to_staff_and_the_seller_goes_on(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, UploadStep.NAME)
    only(await seller_chat.sends(voice=VOICE), PassedToStaff)
    assert await seller_chat.sends(voice=VOICE) == []
    (shown,) = await posted(session, ListingSoFar)
    assert (shown.step, shown.asked) == (UploadStep.NAME, False)
    assert upload.ticket_id is not None
    only(await seller_chat.presses(UploadMove("name", "next")), NumberQuestion)


@pytest.mark.parametrize("step", UploadStep)
async def test_a_voice_is_heard_at_every_step_and_changes_nothing_there(
    session: AsyncSession, seller_chat: Chat, step: UploadStep
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, step)
    before = listing_of(upload)
    only(await seller_chat.sends(voice=VOICE), PassedToStaff)
    assert [len(one.message_ids) for one in await posted(session, Relay)] == [1]
    assert (listing_of(upload), upload.step) == (before, step)
    following = await seller_chat.presses(UploadMove(step, "next"))
    assert len(following) == 1
    assert upload.step is rules.after(step)


async def test_a_photo_joins_the_photos_at_any_step(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.PRICE)
    assert await seller_chat.sends_photo() == []
    (photo,) = await session.scalars(select(UploadPhoto))
    assert photo.upload_id == upload.id


async def test_a_category_may_be_typed(seller_chat: Chat) -> None:
    await seller_chat.says("/unggah")
    only(await seller_chat.says("apa ya"), ProductCategoryQuestion)
    assert only(await seller_chat.says("kripik pisang"), PhotoPrompt).category == "snacks"


async def test_a_number_that_may_be_two_is_asked_about(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.PRICE)
    assert only(await seller_chat.says("150"), NumberChoice).values == (150_000, 150)
    only(await seller_chat.says("murah"), NumberNotTaken)
    only(await seller_chat.presses(TakeNumber("price", 1)), NumberNotTaken)
    only(await seller_chat.presses(TakeNumber("price", 150_000)), NumberQuestion)
    assert upload.price == 150_000
    assert await seller_chat.presses(TakeNumber("price", 150)) == []
    assert (upload.price, upload.stock) == (150_000, None)


async def test_variants_are_tidied_refused_and_taken_back(
    session: AsyncSession, seller_chat: Chat
) -> None:
    upload = await at_step(session, seller_chat, UploadStep.VARIANTS)
    only(await seller_chat.says("merah, wa 081234567890"), VariantsNotTaken)
    only(await seller_chat.says("s m l"), DescriptionQuestion)
    assert upload.variants == ["S", "M", "L"]
    only(await seller_chat.presses(UploadMove("description", "back")), VariantsQuestion)
    await seller_chat.says("tidak ada")
    assert upload.variants == []


async def test_a_reply_to_staff_reaches_them_and_is_no_answer(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, UploadStep.NAME)
    await seller_chat.sends(voice=VOICE)
    ticket = await session.get_one(Ticket, upload.ticket_id)
    await a_copy(
        session, ticket, kind="relay", chat_id=seller_chat.id, ids=[77], of=[8], from_chat_id=GROUP
    )  # fmt: skip
    asked = {"message_id": 77, "date": 0, "chat": {"id": seller_chat.id, "type": "private"}}
    only(await seller_chat.says("Dari singkong", reply_to_message=asked), MessageJoined)
    assert upload.name_parts == {}
    only(await seller_chat.says("keripik"), NamePartQuestion)
