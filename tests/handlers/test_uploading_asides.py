"""What is typed at a step of the wizard and is no answer there."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.payloads import StopQuestion
from crm.sellers.menu import Menu, MenuNote
from crm.tickets.relayed import Relay
from crm.uploads.asking import NumberNotTaken, NumberQuestion, VariantsQuestion
from crm.uploads.describing.payloads import DescriptionQuestion
from crm.uploads.listing import listing_of
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion
from crm.uploads.payloads import HelpIsComing, TroublePassed
from models import Ticket
from models.uploads import Passing, UploadStep
from tests.support.chat import Chat, only
from tests.support.databases import of_this_test
from tests.support.tickets import a_desk, posted
from tests.support.uploading import at_step, passings

MONEY = "uang saya belum masuk kak dari kemarin"
BLOCKED = "akun saya diblokir kenapa ya kak"
FORWARDED = {"type": "hidden_user", "date": 0, "sender_user_name": "Budi"}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return one database: words are read alike on each kind."""
    return of_this_test(request)


async def heard(session: AsyncSession) -> list[str]:
    """Return what staff have of the seller's words."""
    (ticket,) = await session.scalars(select(Ticket))
    return ticket.text.splitlines()


@pytest.mark.parametrize("step", UploadStep)
async def test_a_trouble_goes_to_staff_from_every_step_and_changes_nothing_there(
    session: AsyncSession, seller_chat: Chat, step: UploadStep
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, step)
    before = listing_of(upload)

    passed = only(await seller_chat.says(MONEY), TroublePassed)

    assert passed.step is step
    assert await seller_chat.dialog() == ("upload", step)
    assert listing_of(upload) == before
    assert not upload.name_parts
    ticket = (await session.scalars(select(Ticket))).one()
    assert passed.ticket_id == ticket.id == upload.ticket_id
    assert await heard(session) == [MONEY]


@pytest.mark.parametrize("step", UploadStep)
@pytest.mark.parametrize("text", ["batal", "nanti aja kak", "gak jadi", "menu"])
async def test_who_wants_out_is_out_and_the_draft_is_kept(
    session: AsyncSession, seller_chat: Chat, step: UploadStep, text: str
) -> None:
    await at_step(session, seller_chat, step, name="Keripik")
    menu = only(await seller_chat.says(text), Menu)
    assert menu.note is MenuNote.LISTING_KEPT
    assert await seller_chat.dialog() is None
    assert await passings(session) == [(step, Passing.LEFT)]


@pytest.mark.parametrize("step", UploadStep)
@pytest.mark.parametrize(
    "text", ["tolong saya bingung", "gak ngerti kak", "mau bicara dengan admin"]
)
async def test_a_plea_brings_staff_with_what_was_said(
    session: AsyncSession, seller_chat: Chat, step: UploadStep, text: str
) -> None:
    await a_desk(session)
    upload = await at_step(session, seller_chat, step)
    coming = only(await seller_chat.says(text), HelpIsComing)
    assert coming.ticket_id == upload.ticket_id
    assert await seller_chat.dialog() is None
    assert await passings(session) == [(step, Passing.HELPED)]
    assert await heard(session) == [text]


async def test_all_troubles_of_a_listing_are_one_report(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await a_desk(session)
    await at_step(session, seller_chat, UploadStep.PRICE)
    first = only(await seller_chat.says(MONEY), TroublePassed)
    second = only(await seller_chat.says(BLOCKED), TroublePassed)
    assert first.ticket_id == second.ticket_id
    assert [one.text for one in await posted(session, Relay)] == [BLOCKED]
    only(await seller_chat.says("15rb"), NumberQuestion)


async def test_a_word_for_stop_is_asked_about_and_the_wizard_stays(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await at_step(session, seller_chat, UploadStep.PRICE)
    only(await seller_chat.says("stop"), StopQuestion)
    assert await seller_chat.dialog() == ("upload", UploadStep.PRICE)
    only(await seller_chat.says("15rb"), NumberQuestion)


async def test_enough_ends_the_photos_and_nothing_else(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await at_step(session, seller_chat, UploadStep.PHOTOS)
    only(await seller_chat.says("sudah cukup kak"), NamePartQuestion)
    upload = await at_step(session, seller_chat, UploadStep.STOCK)
    only(await seller_chat.says("cukup"), NumberNotTaken)
    assert upload.step is UploadStep.STOCK


@pytest.mark.parametrize(
    ("step", "text", "follows"),
    [
        (UploadStep.NAME, "tas kulit belum pernah dipakai", NameCheck),
        (UploadStep.PRICE, "15rb belum ongkir", NumberQuestion),
        (UploadStep.VARIANTS, "merah, biru, kuning belum ada", DescriptionQuestion),
        (UploadStep.DESCRIPTION, "tidak luntur dan tidak kusut", DescriptionQuestion),
        (UploadStep.DESCRIPTION, "iya", DescriptionQuestion),
        (UploadStep.WEIGHT, "250 gram, belum sama dus", VariantsQuestion),
    ],
)
async def test_answers_are_taken_as_they_were(
    session: AsyncSession, seller_chat: Chat, step: UploadStep, text: str, follows: type
) -> None:
    await at_step(session, seller_chat, step)
    only(await seller_chat.says(text), follows)


async def test_forwarded_words_are_the_steps(session: AsyncSession, seller_chat: Chat) -> None:
    await at_step(session, seller_chat, UploadStep.PRICE)
    only(await seller_chat.says("batal", forward_origin=FORWARDED), NumberNotTaken)
