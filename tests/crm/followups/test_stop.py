from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.stopping import STANDS, go_on, is_wish, obey, wish
from crm.sellers.operations import resume_proactive
from models import Interaction, Seller, Touch
from models.followups import TouchState
from models.interactions import Direction
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket, a_touch

DAY = timedelta(days=1)


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session)


async def means_it(
    session: AsyncSession, seller: Seller, text: str = "stop", *, reply_to: int | None = None
) -> bool:
    return await is_wish(session, seller=seller, text=text, reply_to=reply_to, now=NOW)


async def test_a_wish_is_asked_about_once_and_then_obeyed(
    session: AsyncSession, seller: Seller
) -> None:
    touch = await a_touch(session, seller=seller, state=TouchState.WAITING, sent_at=None)
    assert not await wish(session, seller=seller, now=NOW)
    assert seller.proactive
    assert await wish(session, seller=seller, now=NOW + STANDS - timedelta(seconds=1))
    assert not seller.proactive
    assert (await session.get_one(Touch, touch.id, populate_existing=True)).state == "dropped"
    assert await wish(session, seller=seller, now=NOW), "there is silence already"


async def test_a_question_of_another_day_is_put_again(
    session: AsyncSession, seller: Seller
) -> None:
    await wish(session, seller=seller, now=NOW)
    assert not await wish(session, seller=seller, now=NOW + STANDS)
    await go_on(session, seller=seller)
    assert not await wish(session, seller=seller, now=NOW + STANDS), "they did not mean it"


async def test_whoever_came_back_is_asked_again(session: AsyncSession, seller: Seller) -> None:
    await wish(session, seller=seller, now=NOW)
    await obey(session, seller=seller, now=NOW)
    await resume_proactive(session, seller=seller, now=NOW)
    assert not await wish(session, seller=seller, now=NOW)


async def test_only_a_stop_word_is_a_wish(session: AsyncSession, seller: Seller) -> None:
    assert await means_it(session, seller)
    assert not await means_it(session, seller, "mesin jahit saya berhenti bekerja")


async def test_a_word_to_staff_is_no_wish(session: AsyncSession, seller: Seller) -> None:
    ticket = await a_ticket(session, seller=seller, updated_at=NOW - DAY)
    assert not await means_it(session, seller, "cukup")
    await a_touch(session, seller=seller, sent_at=NOW - 2 * DAY)
    assert not await means_it(session, seller, "cukup"), "staff spoke last"
    await a_touch(session, seller=seller, sent_at=NOW)
    assert await means_it(session, seller, "stop")
    ticket.state = TicketState.RESOLVED
    assert await means_it(session, seller, "cukup")


async def test_a_reply_to_staff_is_no_wish(session: AsyncSession, seller: Seller) -> None:
    ticket = await a_ticket(session, seller=seller, state=TicketState.RESOLVED)
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.OUT,
            kind="relay_to_seller",
            chat_id=seller.chat_id,
            ticket_id=ticket.id,
            message_id=77,
        )
    )
    await session.flush()
    assert not await means_it(session, seller, "cukup", reply_to=77)
    assert await means_it(session, seller, "stop", reply_to=76)
