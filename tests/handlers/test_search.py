import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.search.payloads import NothingFound, SearchFound
from handlers import routing
from models import Staff
from tests.support.builders import a_staff_member, a_ticket
from tests.support.search import all_can_be_found
from tests.support.tickets import a_desk, posted, rows
from tests.support.turns import Stage


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def test_the_answer_stays_in_the_topic_that_was_asked_in(
    stage: Stage, session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, topic_id=9)
    await all_can_be_found(session)
    await routing.group_command(await stage.in_group(dewi, text="/cari@sapa_bot uang", topic=9))
    (answer,) = await rows(session, SearchFound)
    assert (answer.ticket_id, answer.seller_id) == (ticket.id, None)


async def test_in_private_too(stage: Stage, session: AsyncSession, dewi: Staff) -> None:
    await a_ticket(session)
    await all_can_be_found(session)
    await routing.private_command(await stage.in_private(dewi.telegram_id, text="/cari\nuang"))
    (answer,) = await posted(session, SearchFound)
    assert answer.typed == "uang"


async def test_the_word_alone_asks_what_for(
    stage: Stage, session: AsyncSession, dewi: Staff
) -> None:
    await routing.group_command(await stage.in_group(dewi, text="/cari"))
    assert await posted(session, NothingFound) == [NothingFound(typed="")]
