from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.asking import ProductCategoryQuestion
from crm.uploads.payloads import Invited, InvitePressed, UploadInvitation
from handlers import upload_invitations
from models import Seller, Ticket, Upload
from models.sellers import Reach
from models.tickets import TicketState
from tests.support.builders import a_staff_member, a_ticket
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, posted
from tests.support.turns import Stage
from views.actions import InviteToUpload, StartUpload


async def invited(stage: Stage, ticket: Ticket) -> Invited:
    """Return what a press on the button in the ticket's menu came to."""
    turn = await stage.press(await a_staff_member(stage.session))
    await upload_invitations.ask(turn, InviteToUpload(ticket.id or 0))
    await stage.session.flush()
    assert isinstance(turn.answer, InvitePressed)
    return turn.answer.outcome


async def test_the_seller_begins_a_listing_that_is_tied_to_the_ticket(
    session: AsyncSession, stage: Stage, seller_chat: Chat
) -> None:
    await a_desk(session)
    seller = await seller_chat.seller()
    ticket = await a_ticket(session, seller=seller)
    assert await invited(stage, ticket) is Invited.DONE
    assert await invited(stage, ticket) is Invited.ALREADY
    (invitation,) = await posted(session, UploadInvitation)
    assert ticket.state is TicketState.WAITING
    said = await seller_chat.presses(StartUpload(invitation.ticket_id))
    only(said[1:], ProductCategoryQuestion)
    upload = await session.get_one(Upload, 1)
    assert upload.ticket_id == ticket.id


async def test_who_left_the_chat_is_not_invited(session: AsyncSession, stage: Stage) -> None:
    await a_desk(session)
    ticket = await a_ticket(session)
    seller = await session.get_one(Seller, ticket.seller_id)
    seller.telegram = Reach.BLOCKED
    assert await invited(stage, ticket) is Invited.UNREACHABLE
    assert await posted(session, UploadInvitation) == []
