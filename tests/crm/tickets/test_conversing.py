import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.reach import OutOfReach
from crm.sellers.rules import Hurdle
from crm.tickets import conversing, handling, operations
from crm.tickets.payloads import TicketCard, TicketResolved
from crm.tickets.relayed import RelayToSeller
from models import Seller, Staff, StaffGroup, Ticket
from models.sellers import Consent, Reach
from models.tickets import TicketKind, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, happened, posted, words


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def begin(session: AsyncSession, seller: Seller, staff: Staff) -> Ticket:
    return await conversing.begin(session, seller=seller, staff=staff, now=NOW)


async def test_a_talk_is_a_ticket_in_the_hands_of_who_began_it(
    session: AsyncSession, dewi: Staff
) -> None:
    seller = await a_seller(session, language="jv")

    ticket = await begin(session, seller, dewi)

    assert (ticket.kind, ticket.state) == (TicketKind.QUESTION, TicketState.OPEN)
    assert (ticket.seller_id, ticket.assignee_id, ticket.language) == (seller.id, dewi.id, "jv")
    assert await happened(session, ticket) == ["begun"]
    [card] = await posted(session, TicketCard)
    assert (card.begun_by, card.claimed_by, card.text) == ("Dewi", "Dewi", "")


async def test_what_is_said_goes_both_ways(session: AsyncSession, dewi: Staff) -> None:
    seller = await a_seller(session)
    ticket = await begin(session, seller, dewi)

    await handling.answer(session, ticket=ticket, staff=dewi, said=words("Apa kabar?"), now=NOW)
    assert ticket.state is TicketState.WAITING
    assert [one.text for one in await posted(session, RelayToSeller)] == ["Apa kabar?"]
    await operations.add_message(session, ticket=ticket, said=words("Baik"), now=NOW)
    assert ticket.state is TicketState.OPEN


async def test_its_end_asks_the_seller_nothing(session: AsyncSession, dewi: Staff) -> None:
    ticket = await begin(session, await a_seller(session), dewi)

    asks = await handling.resolve(session, ticket=ticket, staff=dewi, now=NOW)

    assert not asks
    assert ticket.state is TicketState.RESOLVED
    assert await posted(session, TicketResolved) == []


@pytest.mark.parametrize(
    ("facts", "hurdle"),
    [
        ({"chat_id": None}, Hurdle.NOT_LINKED),
        ({"telegram": Reach.GONE}, Hurdle.LEFT),
        ({"consent": Consent.DECLINED}, Hurdle.NO_CONSENT),
        ({"proactive": False}, Hurdle.SILENCE),
    ],
)
async def test_nobody_is_written_to_who_cannot_or_does_not_want_to_be(
    session: AsyncSession, dewi: Staff, facts: dict[str, object], hurdle: Hurdle
) -> None:
    seller = await a_seller(session, **facts)

    with pytest.raises(OutOfReach) as refusal:
        await begin(session, seller, dewi)

    left = (refusal.value.hurdle, refusal.value.phone, refusal.value.email)
    assert left == (hurdle, seller.phone, seller.email)
    assert await posted(session, TicketCard) == []


async def test_an_open_report_is_the_place_to_write_whatever_the_seller_wishes_otherwise(
    session: AsyncSession, dewi: Staff
) -> None:
    seller = await a_seller(session, proactive=False)
    report = await a_ticket(session, seller=seller)

    with pytest.raises(conversing.TalkedAlready) as refusal:
        await begin(session, seller, dewi)
    assert refusal.value.ticket is report

    seller.telegram = Reach.BLOCKED
    with pytest.raises(OutOfReach):
        await begin(session, seller, dewi)


async def test_a_second_talk_is_the_first(session: AsyncSession, dewi: Staff) -> None:
    seller = await a_seller(session)
    first = await begin(session, seller, dewi)

    with pytest.raises(conversing.TalkedAlready) as refusal:
        await begin(session, seller, dewi)

    assert refusal.value.ticket is first


async def test_without_a_desk_there_is_nowhere_to_talk(session: AsyncSession, dewi: Staff) -> None:
    await session.delete(await session.get_one(StaffGroup, 1))
    await session.flush()

    with pytest.raises(conversing.NoDesk):
        await begin(session, await a_seller(session), dewi)
