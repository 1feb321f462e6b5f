from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.payloads import SellerCommented
from crm.tickets.relayed import Relay
from crm.tickets.reporting import MessageKept, OfferReport, RatingKept, Reopened, WordQuestion
from models import Ticket
from models.tickets import TicketState
from tests.support.builders import NOW, a_ticket
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, posted
from views.actions import ChooseCategory, DialogStep, Rate, Reopen


@pytest.fixture
async def ticket(session: AsyncSession, seller_chat: Chat) -> Ticket:
    return await a_ticket(
        session,
        seller=await seller_chat.seller(),
        state=TicketState.RESOLVED,
        resolved_at=NOW,
    )


async def test_stars_and_a_word_are_kept(seller_chat: Chat, ticket: Ticket) -> None:
    asked = only(await seller_chat.presses(Rate(ticket.id or 0, 5)), WordQuestion)
    assert asked.stars == 5
    only(await seller_chat.says("Cepat sekali, terima kasih"), RatingKept)

    assert (ticket.rating, ticket.rating_comment) == (5, "Cepat sekali, terima kasih")
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize("kind", ["voice", "video_note"])
async def test_a_word_may_be_spoken(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket, kind: str
) -> None:
    await a_desk(session)
    await seller_chat.presses(Rate(ticket.id or 0, 5))

    sound = {"file_id": "v", "file_unique_id": "v", "duration": 3, "length": 9}
    only(await seller_chat.sends(**{kind: sound}), RatingKept)

    assert [one.text for one in await posted(session, SellerCommented)] == ["🎤"]
    assert [len(one.message_ids) for one in await posted(session, Relay)] == [1]
    assert (ticket.rating_comment, ticket.state) == ("🎤", TicketState.RESOLVED)
    assert await seller_chat.dialog() is None


async def test_a_word_is_not_owed(seller_chat: Chat, ticket: Ticket) -> None:
    await seller_chat.presses(Rate(ticket.id or 0, 4))

    only(await seller_chat.presses(DialogStep("skip")), RatingKept)

    assert (ticket.rating, ticket.rating_comment) == (4, None)


async def test_a_mind_can_be_changed(seller_chat: Chat, ticket: Ticket) -> None:
    await seller_chat.presses(Rate(ticket.id or 0, 1))

    only(await seller_chat.presses(Rate(ticket.id or 0, 3)), WordQuestion)

    assert ticket.rating == 3


async def test_a_sad_seller_opens_the_report_again(seller_chat: Chat, ticket: Ticket) -> None:
    await seller_chat.presses(Rate(ticket.id or 0, 1))

    only(await seller_chat.presses(Reopen(ticket.id or 0)), Reopened)

    assert ticket.state is TicketState.OPEN
    assert await seller_chat.dialog() is None


SIZE = {"file_id": "f", "file_unique_id": "f", "width": 9, "height": 9}
CLIP = {**SIZE, "duration": 3}


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ({"photo": [SIZE]}, "🖼"),
        ({"photo": [SIZE], "caption": "Masih begini"}, "Masih begini"),
        ({"video": CLIP}, "🖼"),
        ({"sticker": {**SIZE, "is_animated": False, "is_video": False, "type": "regular"}}, "🖼"),
        ({"document": {"file_id": "f", "file_unique_id": "f"}}, "📎"),
    ],
)
async def test_a_word_may_be_shown(
    session: AsyncSession,
    seller_chat: Chat,
    ticket: Ticket,
    content: dict[str, object],
    kept: str,
) -> None:
    await a_desk(session)
    await seller_chat.presses(Rate(ticket.id or 0, 2))

    only(await seller_chat.sends(**content), RatingKept)

    assert [one.text for one in await posted(session, SellerCommented)] == [kept]
    assert [len(one.message_ids) for one in await posted(session, Relay)] == [1]
    assert (ticket.rating_comment, ticket.state) == (kept, TicketState.RESOLVED)
    assert await seller_chat.dialog() is None


async def test_an_album_is_one_word_and_what_follows_a_new_matter(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket
) -> None:
    await a_desk(session)
    await seller_chat.presses(Rate(ticket.id or 0, 2))

    only(await seller_chat.sends_photo(media_group_id="a", caption="Dua kali salah"), RatingKept)
    assert await seller_chat.sends_photo(media_group_id="a") == []
    only(await seller_chat.says("Uang belum masuk"), OfferReport)

    assert [len(one.message_ids) for one in await posted(session, Relay)] == [2]
    assert len(await posted(session, SellerCommented)) == 1
    assert ticket.rating_comment == "Dua kali salah"


async def test_a_place_instead_of_a_word_is_asked_about(seller_chat: Chat, ticket: Ticket) -> None:
    await seller_chat.presses(Rate(ticket.id or 0, 2))

    only(await seller_chat.sends(location={"latitude": -6.9, "longitude": 107.6}), OfferReport)

    assert ticket.rating_comment is None


async def test_rating_does_not_disturb_a_report(seller_chat: Chat, ticket: Ticket) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("login"))

    assert await seller_chat.presses(Rate(ticket.id or 0, 5)) == []
    assert seller_chat.toasts == ["Thank you!"]
    only(await seller_chat.says("x"), MessageKept)

    assert ticket.rating == 5


async def test_words_long_after_the_stars_are_a_new_matter(
    seller_chat: Chat, ticket: Ticket
) -> None:
    await seller_chat.presses(Rate(ticket.id or 0, 5))
    seller_chat.waits(timedelta(days=4))

    only(await seller_chat.says("Uang belum masuk"), OfferReport)


async def test_what_is_in_work_cannot_be_rated(session: AsyncSession, seller_chat: Chat) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())

    assert await seller_chat.presses(Rate(ticket.id or 0, 5)) == []
    assert seller_chat.toasts == ["Our team is still working on this report."]


async def test_nobody_rates_anothers_report_or_with_no_stars(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket
) -> None:
    foreign = await a_ticket(session, state=TicketState.RESOLVED, resolved_at=NOW)

    await seller_chat.presses(Rate(foreign.id or 0, 5))
    await seller_chat.presses(Rate(ticket.id or 0, 9))

    assert (foreign.rating, ticket.rating) == (None, None)
