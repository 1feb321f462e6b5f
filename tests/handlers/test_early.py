from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.relayed import RelayToSeller
from delivery.dispatch.leases import LEASE
from delivery.dispatch.sending import UPLOAD_LEASE
from delivery.intake.worker import TooEarly
from handlers import routing
from models import Interaction, Outbox, Staff
from models.interactions import Direction
from models.mail import OutboxState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, posted
from tests.support.turns import BOT, Stage, group_chat

TOPIC = 33


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    await a_ticket(session, seller=await a_seller(session), topic_id=TOPIC, card_message_id=9)
    return await a_staff_member(session, name="Dewi")


async def a_question_leaves(
    session: AsyncSession, *, at: datetime, lease: timedelta = LEASE
) -> None:
    """Take a message to the desk in hand, and settle it not."""
    session.add(
        Outbox(
            chat_id=GROUP,
            template="note_question",
            due=at,
            created_at=at,
            priority=1,
            state=OutboxState.SENDING,
            lease_until=at + lease,
        )
    )
    await session.flush()


async def replies(stage: Stage, dewi: Staff) -> None:
    question = {"message_id": 70, "date": 0, "chat": group_chat(GROUP), "from": BOT}
    turn = await stage.in_group(
        dewi, topic=TOPIC, text="Sering salah", reply_to_message=question | {"text": "?"}
    )
    await routing.group_message(turn)


async def test_an_answer_to_what_is_not_logged_yet_waits(stage: Stage, dewi: Staff) -> None:
    await a_question_leaves(stage.session, at=NOW)
    with pytest.raises(TooEarly):
        await replies(stage, dewi)
    assert not await posted(stage.session, RelayToSeller), "it may be a note, for staff alone"


async def test_but_not_for_what_has_been_leaving_for_long(stage: Stage, dewi: Staff) -> None:
    await a_question_leaves(stage.session, at=NOW - timedelta(seconds=6))
    await replies(stage, dewi)
    assert await posted(stage.session, RelayToSeller)


async def test_nor_where_the_log_has_it(stage: Stage, dewi: Staff) -> None:
    await a_question_leaves(stage.session, at=NOW)
    stage.session.add(
        Interaction(at=NOW, direction=Direction.OUT, kind="x", chat_id=GROUP, message_id=70)
    )
    await replies(stage, dewi)
    assert await posted(stage.session, RelayToSeller)


async def test_nor_while_a_file_is_uploaded_which_takes_its_time(
    stage: Stage, dewi: Staff
) -> None:
    await a_question_leaves(stage.session, at=NOW, lease=UPLOAD_LEASE)
    await replies(stage, dewi)
    assert await posted(stage.session, RelayToSeller)
