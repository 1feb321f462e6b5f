from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import Relay
from crm.uploads import helping
from crm.uploads.payloads import ListingSoFar
from models import Ticket
from models.tickets import Category, TicketKind, TicketState
from models.uploads import UploadStep
from tests.support.builders import NOW, a_seller, a_ticket, an_upload
from tests.support.tickets import a_desk, posted, words


async def tickets(session: AsyncSession) -> list[Ticket]:
    return list(await session.scalars(select(Ticket).order_by("id")))


async def test_a_listing_has_one_ticket_and_staff_its_card(session: AsyncSession) -> None:
    await a_desk(session)
    seller = await a_seller(session)
    upload = await an_upload(session, seller=seller)
    ticket = await helping.ticket_of(session, upload=upload, seller=seller, now=NOW)
    again = await helping.ticket_of(session, upload=upload, seller=seller, now=NOW)
    assert again.id == ticket.id == upload.ticket_id
    assert (ticket.kind, ticket.category) == (TicketKind.UPLOAD, Category.PRODUCT)
    assert ticket.data["upload"] == upload.id
    assert len(await posted(session, TicketCard)) == 1


async def test_a_resolved_one_is_opened_again_and_an_old_one_replaced(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    seller = await a_seller(session)
    done = await a_ticket(
        session, seller=seller, state=TicketState.RESOLVED, resolved_at=NOW, topic_id=8
    )
    upload = await an_upload(session, seller=seller, ticket_id=done.id)
    later = NOW + timedelta(days=6)
    assert (await helping.ticket_of(session, upload=upload, seller=seller, now=later)) is done
    assert done.state is TicketState.OPEN
    done.state, done.resolved_at = TicketState.RESOLVED, NOW
    late = NOW + timedelta(days=8)
    new = await helping.ticket_of(session, upload=upload, seller=seller, now=late)
    assert new.id != done.id
    assert upload.ticket_id == new.id


async def test_the_ticket_of_another_seller_is_never_used(session: AsyncSession) -> None:
    other = await a_ticket(session)
    seller = await a_seller(session)
    upload = await an_upload(session, seller=seller, ticket_id=other.id)
    ticket = await helping.ticket_of(session, upload=upload, seller=seller, now=NOW)
    assert ticket.seller_id == seller.id


async def test_what_is_said_reaches_staff_with_what_is_there_once_a_step(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    seller = await a_seller(session)
    upload = await an_upload(session, seller=seller, step=UploadStep.NAME)
    for kind in ("voice", "voice"):
        said = words("", kind=kind)
        await helping.talk(session, upload=upload, seller=seller, said=said, now=NOW)
    assert len(await tickets(session)) == 1
    assert [len(one.message_ids) for one in await posted(session, Relay)] == [1, 1]
    (shown,) = await posted(session, ListingSoFar)
    assert (shown.step, shown.listing.category, shown.asked) == (UploadStep.NAME, "snacks", False)


async def test_asking_twice_asks_once_until_something_is_new(session: AsyncSession) -> None:
    await a_desk(session)
    seller = await a_seller(session)
    upload = await an_upload(session, seller=seller)
    for later in (0, 0, 60):
        upload.updated_at = NOW + timedelta(seconds=later)
        await helping.ask_for_help(session, upload=upload, seller=seller, now=NOW)
    assert [one.asked for one in await posted(session, ListingSoFar)] == [True, True]


async def test_asking_gives_the_word_back_to_staff(session: AsyncSession) -> None:
    seller = await a_seller(session)
    waiting = await a_ticket(
        session, seller=seller, state=TicketState.WAITING, unanswered=0, waiting_since=NOW
    )
    upload = await an_upload(session, seller=seller, ticket_id=waiting.id)
    await helping.ask_for_help(session, upload=upload, seller=seller, now=NOW)
    assert waiting.state is TicketState.OPEN
