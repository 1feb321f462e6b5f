from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.hearing import hear, join, tied
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from crm.outbox.operations import post_once
from models import Interaction, Outbox, Seller, Touch
from models.followups import TouchSource, TouchState
from models.interactions import Channel, Direction
from tests.support.builders import NOW, a_seller, a_touch

DAY = timedelta(days=1)


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session)


def as_now(touch: Touch) -> tuple[TouchState, str | None]:
    return touch.state, touch.answer


async def test_a_message_answers_the_last_word(session: AsyncSession, seller: Seller) -> None:
    before = await a_touch(session, seller=seller, sent_at=NOW - 2 * DAY)
    last = await a_touch(session, seller=seller, sent_at=NOW - DAY)
    assert await hear(session, seller=seller, now=NOW) is last
    assert as_now(last) == (TouchState.ANSWERED, "text")
    assert last.answered_at == NOW
    assert as_now(before) == (TouchState.SENT, None)
    assert await hear(session, seller=seller, now=NOW) is None, "it was answered before"


@pytest.mark.parametrize(
    "facts",
    [
        {"sent_at": NOW - 8 * DAY},
        {"state": TouchState.WAITING, "sent_at": None},
        {"state": TouchState.ANSWERED, "answer": "fine"},
        {"state": TouchState.DROPPED, "sent_at": None},
        {"channel": Channel.EMAIL},
        {"channel": Channel.PHONE},
    ],
    ids=["long ago", "not sent", "answered", "dropped", "a letter", "a call"],
)
async def test_a_message_answers_nothing_else(
    session: AsyncSession, seller: Seller, facts: dict[str, object]
) -> None:
    touch = await a_touch(session, seller=seller, **facts)
    before = as_now(touch)
    assert await hear(session, seller=seller, now=NOW) is None
    assert as_now(touch) == before


async def test_a_message_answers_nobody_elses_word(session: AsyncSession, seller: Seller) -> None:
    touch = await a_touch(session, seller=await a_seller(session))
    assert await hear(session, seller=seller, now=NOW) is None
    assert touch.answer is None


async def test_an_invitation_that_was_followed_answers_the_letter(
    session: AsyncSession, seller: Seller
) -> None:
    letter = await a_touch(session, seller=seller, channel=Channel.EMAIL, sent_at=NOW - 20 * DAY)
    assert await join(session, store_id=seller.id or 0, now=NOW) is letter
    assert as_now(letter) == (TouchState.ANSWERED, "joined")
    assert await join(session, store_id=seller.id or 0, now=NOW) is None
    assert seller.usual_minute is None


async def test_a_store_that_was_merged_has_its_letters_at_the_other(
    session: AsyncSession, seller: Seller
) -> None:
    merged = await a_seller(session, chat_id=None, merged_into=seller.id)
    letter = await a_touch(session, seller=seller, channel=Channel.EMAIL)
    assert await join(session, store_id=merged.id or 0, now=NOW) is letter


async def test_an_invitation_answers_no_message_and_no_old_letter(
    session: AsyncSession, seller: Seller
) -> None:
    await a_touch(session, seller=seller)
    await a_touch(session, seller=seller, channel=Channel.EMAIL, sent_at=NOW - 91 * DAY)
    assert await join(session, store_id=seller.id or 0, now=NOW) is None
    assert await join(session, store_id=987, now=NOW) is None


async def test_a_ticket_remembers_the_letter_that_it_answers(
    session: AsyncSession, seller: Seller
) -> None:
    touch = await a_touch(session, seller=seller)
    await post_once(
        session,
        FollowUpMessage(touch.id or 0, Letter.SLIPPING),
        dedupe_key=f"touch:{touch.id}",
        chat_id=1,
        now=NOW,
    )
    assert await tied(session, touch_id=touch.id or 0, seller=seller) == {
        "touch_id": touch.id,
        "letter": "slipping",
    }


async def test_a_ticket_remembers_the_first_line_of_anything_else(
    session: AsyncSession, seller: Seller
) -> None:
    touch = await a_touch(session, seller=seller, source=TouchSource.BROADCAST)
    row = Outbox(due=NOW, priority=3, chat_id=1, template="x", touch_id=touch.id, created_at=NOW)
    session.add(row)
    await session.flush()
    text = f"\n Pameran di Solo{'!' * 200}\nIkut?"
    session.add(
        Interaction(at=NOW, direction=Direction.OUT, kind="x", text=text, outbox_id=row.id)
    )
    found = await tied(session, touch_id=touch.id or 0, seller=seller)
    assert found["said"].startswith("Pameran di Solo!!!")
    assert len(found["said"]) == 100
    assert found["touch_id"] == touch.id


async def test_a_ticket_is_tied_to_nobody_elses_word(
    session: AsyncSession, seller: Seller
) -> None:
    touch = await a_touch(session, seller=await a_seller(session))
    assert await tied(session, touch_id=touch.id or 0, seller=seller) == {}
    own = await a_touch(session, seller=seller)
    assert await tied(session, touch_id=own.id or 0, seller=seller) == {"touch_id": own.id}
