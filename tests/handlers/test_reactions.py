from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.reactions import REACTED_TO, REACTION
from crm.tickets.relayed import Relay, RelayReaction, RelayReactionToSeller, RelayToSeller
from handlers import reactions
from handlers.turn import Turn
from models import Interaction, Seller, Staff, Ticket
from models.interactions import Direction
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_copy, a_desk, everything_leaves, posted, rows
from tests.support.turns import Stage, group_chat, person

SAID, COPY = 70, 71
"""What the seller said, and what staff have of it."""
ANSWER, ANSWER_COPY = 80, 81
"""What staff answered, and what the seller has of it."""
THUMB = {"type": "emoji", "emoji": "👍"}
HEART = {"type": "emoji", "emoji": "❤"}
CUSTOM = {"type": "custom_emoji", "custom_emoji_id": "5"}
PAID = {"type": "paid"}


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session)


@pytest.fixture
async def ticket(session: AsyncSession, dewi: Staff, seller: Seller) -> Ticket:
    assert dewi
    ticket = await a_ticket(session, seller=seller)
    chat = seller.chat_id or 0
    await a_copy(
        session,
        ticket,
        kind=Relay.template,
        chat_id=GROUP,
        ids=[COPY],
        of=[SAID],
        from_chat_id=chat,
    )
    await a_copy(
        session,
        ticket,
        kind=RelayToSeller.template,
        chat_id=chat,
        ids=[ANSWER_COPY],
        of=[ANSWER],
        from_chat_id=GROUP,
    )
    for chat_id, message_id in ((chat, SAID), (GROUP, ANSWER)):
        session.add(
            Interaction(
                at=NOW,
                direction=Direction.IN,
                kind="text",
                chat_id=chat_id,
                message_id=message_id,
                ticket_id=ticket.id,
            )
        )
    await session.flush()
    return ticket


async def reacts(
    stage: Stage,
    who: Seller | Staff | None,
    message_id: int,
    *given: dict[str, str],
    before: tuple[dict[str, str], ...] = (),
    chat_id: int = GROUP,
) -> Turn:
    user, chat = person(None), group_chat(chat_id)
    if isinstance(who, Staff):
        user = person(who)
    elif isinstance(who, Seller):
        chat = {"id": who.chat_id, "type": "private"}
        user = {"id": who.chat_id, "is_bot": False, "first_name": "Sri"}
    change: dict[str, Any] = {"chat": chat, "message_id": message_id, "user": user, "date": 0}
    change |= {"old_reaction": list(before), "new_reaction": list(given)}
    turn = await stage.turn({"message_reaction": change})
    await reactions.reacted(turn)
    await stage.session.flush()
    return turn


async def test_a_seller_s_thumb_is_set_on_what_staff_wrote(
    stage: Stage, ticket: Ticket, seller: Seller
) -> None:
    turn = await reacts(stage, seller, ANSWER_COPY, THUMB)
    [row] = await rows(stage.session, RelayReaction)
    assert (row.chat_id, row.ticket_id, turn.ticket_id) == (GROUP, ticket.id, ticket.id)
    assert row.params == {"message_id": ANSWER, "emoji": "👍"}


async def test_a_staff_member_s_is_set_on_what_the_seller_wrote(
    stage: Stage, ticket: Ticket, seller: Seller, dewi: Staff
) -> None:
    await reacts(stage, dewi, COPY, HEART)
    [row] = await rows(stage.session, RelayReactionToSeller)
    assert (row.chat_id, row.ticket_id) == (seller.chat_id, ticket.id)
    assert row.params == {"message_id": SAID, "emoji": "❤"}


@pytest.mark.usefixtures("ticket")
async def test_one_that_still_waits_is_replaced(stage: Stage, seller: Seller) -> None:
    await reacts(stage, seller, ANSWER_COPY, THUMB)
    await reacts(stage, seller, ANSWER_COPY, HEART, before=(THUMB,))
    await reacts(stage, seller, SAID, THUMB)
    await reacts(stage, seller, ANSWER_COPY, before=(HEART,))
    assert await posted(stage.session, RelayReaction) == [
        RelayReaction(message_id=ANSWER, emoji=""),
        RelayReaction(message_id=COPY, emoji="👍"),
    ]


@pytest.mark.usefixtures("ticket")
async def test_one_taken_back_is_taken_back_after_it_was_set(stage: Stage, seller: Seller) -> None:
    await reacts(stage, seller, ANSWER_COPY, THUMB)
    await everything_leaves(stage.session)
    await reacts(stage, seller, ANSWER_COPY, before=(THUMB,))
    assert await posted(stage.session, RelayReaction) == [
        RelayReaction(message_id=ANSWER, emoji="")
    ]


@pytest.mark.usefixtures("ticket")
async def test_what_a_bot_cannot_set_is_passed_over(stage: Stage, seller: Seller) -> None:
    await reacts(stage, seller, ANSWER_COPY, CUSTOM)
    await reacts(stage, seller, ANSWER_COPY, PAID, before=(CUSTOM,))
    assert not await rows(stage.session, RelayReaction)
    await reacts(stage, seller, ANSWER_COPY, THUMB, HEART, CUSTOM)
    assert (await posted(stage.session, RelayReaction))[0].emoji == "❤"


async def test_what_a_colleague_set_stays_when_one_s_own_is_taken_back(
    stage: Stage, ticket: Ticket, dewi: Staff
) -> None:
    budi = await a_staff_member(stage.session, name="Budi")
    for who, emoji, to in ((budi, "👍", COPY), (budi, "🔥", 5), (dewi, "❤", COPY)):
        stage.session.add(
            Interaction(
                at=NOW,
                direction=Direction.IN,
                kind=REACTION,
                text=emoji,
                chat_id=GROUP,
                ticket_id=ticket.id,
                staff_id=who.id,
                data={REACTED_TO: to},
            )
        )
    await reacts(stage, dewi, COPY, before=(HEART,))
    [shown] = await posted(stage.session, RelayReactionToSeller)
    assert shown.emoji == "👍"


@pytest.mark.usefixtures("ticket")
async def test_nobody_else_s_reaction_goes_across(stage: Stage, seller: Seller) -> None:
    other = await a_seller(stage.session)
    await reacts(stage, None, COPY, THUMB)
    await reacts(stage, None, COPY, THUMB, chat_id=-100_777)
    await reacts(stage, other, ANSWER_COPY, THUMB)
    await reacts(stage, seller, 999, THUMB)
    assert not await rows(stage.session, RelayReaction)
    assert not await rows(stage.session, RelayReactionToSeller)
