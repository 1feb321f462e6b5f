"""What is typed to the question for a store and is no store's name."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.payloads import ClaimReceived, LinkedLater, LinkQuestion, StoreNameQuestion
from crm.tickets.reporting import OfferReport
from models import Ticket
from tests.support.builders import a_seller
from tests.support.chat import Chat, only
from tests.support.databases import of_this_test
from views.actions import AnswerConsent, ChooseLanguage, LinkBy

FORWARDED = {"type": "hidden_user", "date": 0, "sender_user_name": "Budi"}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return one database: words are read alike on each kind."""
    return of_this_test(request)


async def asked_for_a_name(chat: Chat) -> None:
    await asked_for_a_way(chat)
    only(await chat.presses(LinkBy("name")), StoreNameQuestion)


async def asked_for_a_way(chat: Chat) -> None:
    await chat.says("/start")
    await chat.presses(ChooseLanguage("id"))
    only(await chat.presses(AnswerConsent(1)), LinkQuestion)


async def claims(session: AsyncSession) -> list[Ticket]:
    return list(await session.scalars(select(Ticket)))


@pytest.mark.parametrize(
    "text", ["makasih kak 🙏", "stop", "lapor", "hapus data saya", "🙏", "😡"]
)
async def test_words_for_something_else_put_the_question_again(
    session: AsyncSession, stranger: Chat, text: str
) -> None:
    await asked_for_a_name(stranger)
    question = only(await stranger.says(text), StoreNameQuestion)
    assert question.waiting == 0
    assert await claims(session) == []


@pytest.mark.parametrize("text", ["tidak", "nanti saja", "belum punya toko", "gak jadi"])
async def test_a_no_goes_on_as_later_does(
    session: AsyncSession, stranger: Chat, text: str
) -> None:
    await asked_for_a_name(stranger)
    only(await stranger.says(text), LinkedLater)
    assert await stranger.dialog() is None
    assert await claims(session) == []


@pytest.mark.parametrize("text", ["nanti saja", "belum punya toko kak"])
async def test_so_it_does_where_a_button_is_asked_for(stranger: Chat, text: str) -> None:
    await asked_for_a_way(stranger)
    only(await stranger.says(text), LinkedLater)


async def test_who_forgot_the_name_is_shown_the_other_ways(stranger: Chat) -> None:
    await asked_for_a_name(stranger)
    only(await stranger.says("saya lupa nama tokonya kak"), LinkQuestion)


@pytest.mark.parametrize("text", ["uang sy blm cair udh 5 hr", "mau bicara sama orang"])
async def test_a_trouble_is_kept_and_offered_as_a_report(
    session: AsyncSession, stranger: Chat, text: str
) -> None:
    await asked_for_a_name(stranger)
    question = only(await stranger.says(text), StoreNameQuestion)
    assert question.waiting == 1
    assert await claims(session) == []
    _, offer = await stranger.says("dapur mama riri")
    assert isinstance(offer, OfferReport)
    assert offer.text == text


async def test_forwarded_words_are_no_name(session: AsyncSession, stranger: Chat) -> None:
    await asked_for_a_name(stranger)
    question = only(
        await stranger.says("Toko Batik Ayu", forward_origin=FORWARDED), StoreNameQuestion
    )
    assert question.waiting == 1
    assert await claims(session) == []


async def test_a_store_that_is_called_like_a_greeting_is_found(
    session: AsyncSession, stranger: Chat
) -> None:
    await a_seller(session, chat_id=None, linked_at=None, store_name="Rahayu", store_key="rahayu")
    await asked_for_a_name(stranger)
    only(await stranger.says("rahayu"), ClaimReceived)


async def test_a_no_is_not_a_part_of_a_stores_name(session: AsyncSession, stranger: Chat) -> None:
    store = {"store_name": "Tidak Biasa", "store_key": "tidak biasa"}
    await a_seller(session, chat_id=None, linked_at=None, **store)
    await asked_for_a_name(stranger)
    only(await stranger.says("tidak"), LinkedLater)
