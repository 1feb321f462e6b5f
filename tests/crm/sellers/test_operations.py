from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.outbox.operations import post
from crm.outbox.payload import Priority
from crm.sellers import operations
from crm.sellers.menu import Help
from crm.sellers.payloads import CommandMenu
from crm.tickets import operations as tickets
from crm.tickets.payloads import CardUpdate, TicketCard
from models import Inbox, Interaction, Outbox, Seller
from models.interactions import Direction
from models.mail import InboxState, OutboxState
from models.sellers import Consent, Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.tickets import a_desk, posted


async def a_visitor(session: AsyncSession, chat_id: int = 55) -> Seller:
    return await operations.welcome(
        session, chat_id=chat_id, name="Sri Wahyuni", language_hint="jv", now=NOW
    )


def an_interaction(seller: Seller, direction: Direction) -> Interaction:
    return Interaction(
        at=NOW, direction=direction, seller_id=seller.id, chat_id=seller.chat_id,
        kind="text", text="rahasia",
    )  # fmt: skip


def an_update(number: int, seller: Seller, state: InboxState) -> Inbox:
    return Inbox(
        update_id=number, received_at=NOW, chat_id=seller.chat_id or 0, due=NOW, state=state,
        payload='{"message": "rahasia"}',
    )  # fmt: skip


async def test_a_visitor_has_no_store_yet(session: AsyncSession) -> None:
    visitor = await a_visitor(session)

    assert visitor.portal_id is None
    assert (visitor.chat_id, visitor.language, visitor.telegram) == (55, "jv", Reach.OK)
    assert visitor.consent is Consent.UNASKED


async def test_the_command_menu_follows_the_language(session: AsyncSession) -> None:
    visitor = await a_visitor(session)
    for language in ("jv", "nij", "nij", "id"):
        await operations.choose_language(session, seller=visitor, language=language, now=NOW)

    rows = await session.scalars(select(Outbox).order_by(col(Outbox.id)))
    menu = (CommandMenu.template, visitor.chat_id, visitor.id, Priority.STAFF)
    found = [(row.template, row.chat_id, row.seller_id, row.priority) for row in rows]
    assert found == [menu] * 2, "once for each change, behind the answers"


async def test_open_tickets_follow_the_language_and_staff_see_it(session: AsyncSession) -> None:
    await a_desk(session)
    seller, other = await a_seller(session, language="min"), await a_seller(session)
    shown, hidden, done = [
        await a_ticket(session, seller=seller, language="min", **facts)
        for facts in (
            {"card_message_id": 9},
            {},
            {"state": TicketState.RESOLVED, "resolved_at": NOW},
        )
    ]
    foreign = await a_ticket(session, seller=other, language="min", card_message_id=10)

    for language in ("su", "su", "jv"):
        await operations.choose_language(session, seller=seller, language=language, now=NOW)

    languages = [ticket.language for ticket in (shown, hidden, done, foreign)]
    assert languages == ["jv", "jv", "min", "min"]
    (card,) = await posted(session, CardUpdate)
    assert (card.ticket_id, card.language) == (shown.id, "jv"), "one edit, which waits"
    assert await posted(session, TicketCard) == [], "a card that waits for its time still does"

    await tickets.reopen(session, ticket=done, now=NOW)
    assert done.language == "jv"


async def test_declining_keeps_no_words_and_no_name(session: AsyncSession) -> None:
    visitor, other = await a_visitor(session), await a_visitor(session, 56)
    heard, said = (an_interaction(visitor, one) for one in (Direction.IN, Direction.OUT))
    others = an_interaction(other, Direction.IN)
    session.add_all((heard, said, others, an_update(1, visitor, InboxState.DONE)))
    session.add(an_update(2, visitor, InboxState.NEW))

    await operations.decline_consent(session, seller=visitor, now=NOW)

    session.expire_all()
    for row in (visitor, heard, said, others):
        await session.refresh(row)
    assert (visitor.consent, visitor.consent_at) == (Consent.DECLINED, NOW)
    assert visitor.owner_name == visitor.store_name == ""
    assert (heard.text, said.text, others.text) == ("", "rahasia", "rahasia")
    assert (await session.get_one(Inbox, 1)).payload == "{}"
    assert "rahasia" in (await session.get_one(Inbox, 2)).payload, "it is still to be handled"


async def test_stopping_takes_back_what_nobody_asked_for(session: AsyncSession) -> None:
    seller = await a_seller(session)
    post(session, FollowUpMessage(1, Letter.SLIPPING), chat_id=seller.chat_id or 0, now=NOW)
    post(session, Help(), chat_id=seller.chat_id or 0, now=NOW)
    word, answer = await session.scalars(select(Outbox).order_by(col(Outbox.id)))

    await operations.stop_proactive(session, seller=seller, now=NOW)

    await session.refresh(word)
    await session.refresh(answer)
    assert not seller.proactive
    assert (word.state, answer.state) == (OutboxState.CANCELLED, OutboxState.WAITING)

    await operations.resume_proactive(session, seller=seller, now=NOW)

    assert seller.proactive


async def test_nothing_waits_for_a_chat_that_is_gone(session: AsyncSession) -> None:
    seller = await a_seller(session)
    post(session, Help(), chat_id=seller.chat_id or 0, now=NOW)
    row = (await session.scalars(select(Outbox))).one()

    await operations.mark_unreachable(
        session, chat_id=seller.chat_id or 0, reach=Reach.BLOCKED, now=NOW
    )

    await session.refresh(row)
    assert row.state is OutboxState.CANCELLED
    assert seller.telegram is Reach.BLOCKED

    await operations.mark_reachable(session, seller=seller, now=NOW)

    assert seller.telegram is Reach.OK


async def test_an_unknown_chat_can_be_unreachable_too(session: AsyncSession) -> None:
    await operations.mark_unreachable(session, chat_id=404, reach=Reach.GONE, now=NOW)
