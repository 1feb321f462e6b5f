from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import operations
from crm.tickets.scores import LowScore
from models import Interaction, Staff, Ticket
from models.interactions import Direction
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, rows


async def a_supervisor(session: AsyncSession, *, spoke: bool = True, **facts: object) -> Staff:
    bima = await a_staff_member(session, **({"role": Role.SUPERVISOR} | facts))
    if spoke:
        session.add(
            Interaction(at=NOW, direction=Direction.IN, kind="text", chat_id=bima.telegram_id)
        )
        await session.flush()
    return bima


async def a_resolved_ticket(session: AsyncSession) -> Ticket:
    seller = await a_seller(session, store_name="Batik Ayu")
    dewi = await a_staff_member(session, name="Dewi")
    return await a_ticket(
        session,
        seller=seller,
        state=TicketState.RESOLVED,
        resolved_at=NOW,
        topic_id=3,
        card_message_id=9,
        assignee_id=dewi.id,
    )


async def told(session: AsyncSession) -> list[tuple[int, int, str]]:
    return [
        (row.chat_id or 0, score.stars, score.comment)
        for row in await rows(session, LowScore)
        for score in [LowScore.load(row.params)]
    ]


async def test_few_stars_are_shown_in_the_topic_and_to_each_supervisor_who_can_be_told(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    bima = await a_supervisor(session)
    await a_supervisor(session, spoke=False)
    await a_supervisor(session, active=False)
    await a_supervisor(session, role=Role.AGENT)
    ticket = await a_resolved_ticket(session)
    await operations.rate(session, ticket=ticket, stars=2, now=NOW)
    assert await told(session) == [(GROUP, 2, ""), (bima.telegram_id, 2, "")]
    score = LowScore.load((await rows(session, LowScore))[1].params)
    assert (score.store, score.agent) == ("Batik Ayu", "Dewi")
    assert score.link == "https://t.me/c/1234567890/3"


async def test_they_are_shown_once_while_they_stay_few(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_resolved_ticket(session)
    for stars in (1, 1, 2, 1, 4, 2):
        await operations.rate(session, ticket=ticket, stars=stars, now=NOW)
    assert [stars for _, stars, _ in await told(session)] == [1, 2]


async def test_the_word_that_follows_is_shown_to_supervisors(session: AsyncSession) -> None:
    bima = await a_supervisor(session)
    ticket = await a_resolved_ticket(session)
    await operations.rate(session, ticket=ticket, stars=1, now=NOW)
    await operations.comment(session, ticket=ticket, text="Lama sekali", now=NOW)
    assert await told(session) == [
        (bima.telegram_id, 1, ""),
        (bima.telegram_id, 1, "Lama sekali"),
    ]


async def test_many_stars_disturb_nobody(session: AsyncSession) -> None:
    await a_desk(session)
    await a_supervisor(session)
    ticket = await a_resolved_ticket(session)
    await operations.rate(session, ticket=ticket, stars=3, now=NOW)
    await operations.comment(session, ticket=ticket, text="Biasa saja", now=NOW)
    assert await told(session) == []
