from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from crm.staff.payloads import NotStaffYet
from crm.tickets import operations
from crm.tickets.messages import Said
from crm.tickets.payloads import AnswerUndelivered, CardUpdate, Undelivered
from crm.tickets.relayed import RelayEdit, RelayEditToSeller, RelayToSeller
from handlers import relay
from models import Dialog, Interaction, Seller, Staff, Ticket
from models.interactions import Direction
from models.sellers import Reach
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import (
    GROUP,
    a_copy,
    a_desk,
    everything_leaves,
    happened,
    posted,
    rows,
    words,
)
from tests.support.turns import Stage

TOPIC = 33
OPENED = {
    "message_id": TOPIC,
    "date": 0,
    "chat": {"id": GROUP, "type": "supergroup"},
    "forum_topic_created": {"name": "#1", "icon_color": 1},
}


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session)


@pytest.fixture
async def ticket(session: AsyncSession, seller: Seller) -> Ticket:
    return await a_ticket(session, seller=seller, topic_id=TOPIC, card_message_id=9)


async def logged(
    session: AsyncSession,
    ticket: Ticket,
    message_id: int,
    *,
    chat_id: int = GROUP,
    direction: Direction = Direction.IN,
    kind: str = "text",
) -> None:
    session.add(
        Interaction(
            at=NOW,
            direction=direction,
            kind=kind,
            chat_id=chat_id,
            message_id=message_id,
            ticket_id=ticket.id,
        )
    )
    await session.flush()


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"text": "halo"}, "text", "halo"),
        (
            {
                "photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}],
                "caption": "ini",
            },
            "photo",
            "ini",
        ),
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, "voice", ""),
        ({"location": {"latitude": 0, "longitude": 0}}, "location", ""),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "contact", ""),
    ],
)
def test_a_message_is_kept_by_what_copying_needs(
    fields: dict[str, Any], kind: str, text: str
) -> None:
    chat = {"id": 5, "type": "private"}
    message = Message.de_json({"message_id": 7, "date": 0, "chat": chat, **fields}, None)
    assert relay.said(message) == Said(5, 7, kind, text=text)


async def test_words_in_a_topic_go_to_its_seller(
    stage: Stage, dewi: Staff, ticket: Ticket, seller: Seller
) -> None:
    turn = await stage.in_group(dewi, topic=TOPIC, text="Kami cek", reply_to_message=OPENED)
    await relay.staff_said(turn)
    [row] = await rows(stage.session, RelayToSeller)
    assert (row.chat_id, row.ticket_id) == (seller.chat_id, ticket.id)
    assert row.params == {
        "from_chat_id": GROUP,
        "message_ids": [900],
        "reply_to": None,
        "text": "Kami cek",
        "words": True,
    }
    assert (turn.ticket_id, ticket.state) == (ticket.id, TicketState.WAITING)


async def test_without_topics_a_reply_to_the_card_goes_to_the_seller(
    stage: Stage, dewi: Staff, ticket: Ticket
) -> None:
    await logged(stage.session, ticket, 9, direction=Direction.OUT, kind="ticket_card")
    card = {"message_id": 9, "date": 0, "chat": {"id": GROUP, "type": "supergroup"}}
    turn = await stage.in_group(dewi, forum=False, text="Kami cek", reply_to_message=card)
    await relay.staff_said(turn)
    assert len(await rows(stage.session, RelayToSeller)) == 1
    assert turn.group is not None
    assert not turn.group.is_forum


async def test_without_topics_a_reply_to_any_of_its_messages_does_too(
    stage: Stage, dewi: Staff, ticket: Ticket, seller: Seller
) -> None:
    await a_copy(
        stage.session,
        ticket,
        kind="relay",
        chat_id=GROUP,
        ids=[50],
        of=[7],
        from_chat_id=seller.chat_id or 0,
    )
    copy = {"message_id": 50, "date": 0, "chat": {"id": GROUP, "type": "supergroup"}}
    turn = await stage.in_group(dewi, forum=False, text="Ya", reply_to_message=copy)
    await relay.staff_said(turn)
    assert [one.reply_to for one in await posted(stage.session, RelayToSeller)] == [7]


async def test_talk_outside_of_tickets_stays_in_the_group(
    stage: Stage, dewi: Staff, ticket: Ticket
) -> None:
    for turn in (
        await stage.in_group(dewi, text="Makan siang?"),
        await stage.in_group(dewi, topic=TOPIC + 1, text="Di topik lain"),
        await stage.in_group(dewi, text="General", message_thread_id=TOPIC),
    ):
        await relay.staff_said(turn)
        assert turn.ticket_id is None
    assert not await rows(stage.session, RelayToSeller)


async def test_a_note_stays_among_staff(stage: Stage, dewi: Staff, ticket: Ticket) -> None:
    turn = await stage.in_group(dewi, topic=TOPIC, text="// penipu?")
    await relay.staff_said(turn)
    assert (turn.kind, turn.ticket_id) == ("note", ticket.id)
    assert not await rows(stage.session, RelayToSeller)
    assert await happened(stage.session, ticket) == ["noted"]


async def test_a_stranger_is_told_once_a_day(stage: Stage, dewi: Staff, ticket: Ticket) -> None:
    for _ in range(2):
        await relay.staff_said(await stage.in_group(topic=TOPIC, text="Halo"))
        await relay.staff_said(await stage.in_group(text="Halo semua"))
    assert await posted(stage.session, NotStaffYet) == [NotStaffYet("Agus")]
    assert [row.ticket_id for row in await rows(stage.session, NotStaffYet)] == [ticket.id]
    assert not await rows(stage.session, RelayToSeller)


async def test_the_groups_own_name_and_other_bots_are_nobodys_words(
    stage: Stage, dewi: Staff, ticket: Ticket
) -> None:
    bot = {"id": 99, "is_bot": True, "first_name": "Other"}
    await relay.staff_said(await stage.in_group(topic=TOPIC, text="Halo", by=bot))
    assert not await rows(stage.session, NotStaffYet)
    anonymous = {"id": GROUP, "type": "supergroup", "title": "Desk"}
    await relay.staff_said(
        await stage.in_group(topic=TOPIC, text="Halo", sender_chat=anonymous, by=bot)
    )
    assert [one.anonymous for one in await posted(stage.session, NotStaffYet)] == [True]


async def test_staff_are_told_what_did_not_arrive(
    stage: Stage, dewi: Staff, ticket: Ticket, seller: Seller
) -> None:
    story = {"id": 1, "chat": {"id": 5, "type": "private"}}
    await relay.staff_said(await stage.in_group(dewi, topic=TOPIC, story=story))
    seller.telegram, seller.phone = Reach.BLOCKED, "+62811"
    await relay.staff_said(await stage.in_group(dewi, topic=TOPIC, text="Halo"))
    assert await posted(stage.session, AnswerUndelivered) == [
        AnswerUndelivered(Undelivered.NOT_COPYABLE),
        AnswerUndelivered(Undelivered.UNREACHABLE, "+62811"),
    ]
    assert ticket.state is TicketState.NEW


async def test_staffs_edit_reaches_the_sellers_copy(
    stage: Stage, dewi: Staff, ticket: Ticket, seller: Seller
) -> None:
    await logged(stage.session, ticket, 900)
    await a_copy(
        stage.session,
        ticket,
        kind="relay_to_seller",
        chat_id=seller.chat_id or 0,
        ids=[70],
        of=[900],
        from_chat_id=GROUP,
    )
    turn = await stage.in_group(dewi, topic=TOPIC, kind="edited_message", text="Baru", edit_date=1)
    await relay.staff_edited(turn)
    assert await posted(stage.session, RelayEditToSeller) == [RelayEditToSeller(70, "Baru")]
    hidden = await stage.in_group(
        dewi, topic=TOPIC, kind="edited_message", text="// baru", edit_date=1
    )
    await relay.staff_edited(hidden)
    assert hidden.kind == "note"
    assert len(await rows(stage.session, RelayEditToSeller)) == 1


async def test_a_sellers_edit_reaches_staffs_copy(
    stage: Stage, dewi: Staff, ticket: Ticket, seller: Seller
) -> None:
    chat = seller.chat_id or 0
    await logged(stage.session, ticket, 900, chat_id=chat)
    await a_copy(
        stage.session, ticket, kind="relay", chat_id=GROUP, ids=[60], of=[900], from_chat_id=chat
    )
    turn = await stage.in_private(chat, kind="edited_message", text="Baru", edit_date=1)
    await relay.seller_edited(turn)
    assert turn.ticket_id == ticket.id
    assert await posted(stage.session, RelayEdit) == [RelayEdit(60, "Baru")]


async def test_a_sellers_edit_of_the_report_reaches_the_card(
    stage: Stage, dewi: Staff, seller: Seller
) -> None:
    said = words("Lama", chat_id=seller.chat_id or 0, message_id=900)
    ticket = await operations.report(
        stage.session, seller=seller, category=Category.ORDER, messages=[said], now=NOW
    )
    await everything_leaves(stage.session)
    ticket.card_message_id = 9
    turn = await stage.in_private(said.chat_id, kind="edited_message", text="Baru", edit_date=1)
    await relay.seller_edited(turn)
    assert [card.text for card in await posted(stage.session, CardUpdate)] == ["Baru"]


async def test_an_edit_while_the_report_is_written_changes_what_will_be_sent(
    stage: Stage, seller: Seller
) -> None:
    chat = seller.chat_id or 0
    kept = {
        "chat_id": chat,
        "message_id": 900,
        "kind": "text",
        "text": "Lama",
        "album": None,
        "reply_to": None,
    }
    other = kept | {"message_id": 901}
    dialog = Dialog(
        chat_id=chat,
        name="report",
        step="describe",
        started_at=NOW,
        expires_at=NOW,
        answers={"category": "order", "messages": [kept, other]},
    )
    stage.session.add(dialog)
    turn = await stage.in_private(chat, kind="edited_message", text="Baru", edit_date=1)
    await relay.seller_edited(turn)
    assert dialog.answers == {"category": "order", "messages": [kept | {"text": "Baru"}, other]}
