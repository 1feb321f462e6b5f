import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.answering import FollowUpNotYours
from crm.followups.helping import HelpedAlready, NoHelpForThat, help_with, rest, tell
from crm.followups.letters import OBSTACLES, Answer
from crm.followups.obstacles import HELP, retagged
from crm.tickets.payloads import TicketCard
from models import FollowUp, Seller, Ticket, Touch
from models.followups import Ending, TouchState
from models.tickets import Category, TicketKind, TicketState
from tests.support.builders import NOW, a_seller, a_touch
from tests.support.tickets import a_desk, posted, words

TAGS = st.lists(
    st.sampled_from(("ekspor", "hindered:no_time", "hindered:closed")), unique=True, max_size=3
)


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, language="jv")


@pytest.fixture
async def touch(session: AsyncSession, seller: Seller) -> Touch:
    return await a_touch(session, seller=seller)


async def helped(session: AsyncSession, seller: Seller, touch: Touch, what: Answer) -> Ticket:
    return await help_with(session, touch_id=touch.id or 0, seller=seller, obstacle=what, now=NOW)


async def told(session: AsyncSession, seller: Seller, touch: Touch, text: str) -> Ticket:
    return await tell(session, touch_id=touch.id or 0, seller=seller, said=words(text), now=NOW)


@pytest.mark.parametrize("what", sorted(HELP), ids=str)
async def test_a_press_becomes_a_ticket_that_staff_see(
    session: AsyncSession, seller: Seller, touch: Touch, what: Answer
) -> None:
    await a_desk(session)
    ticket = await helped(session, seller, touch, what)
    assert (ticket.category, ticket.kind) == HELP[what]
    assert (ticket.data["touch_id"], ticket.data["pressed"]) == (touch.id, what.value)
    [card] = await posted(session, TicketCard)
    assert (card.pressed, card.language) == (what, "jv")


async def test_pressed_twice_it_is_one_ticket(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    ticket = await helped(session, seller, touch, Answer.NO_PHOTOS)
    with pytest.raises(HelpedAlready) as refusal:
        await helped(session, seller, touch, Answer.NO_PHOTOS)
    assert refusal.value.ticket is ticket
    await helped(session, seller, touch, Answer.SHIPPING)
    assert len((await session.scalars(select(Ticket))).all()) == 2


@pytest.mark.parametrize("what", sorted(set(Answer) - set(HELP)), ids=str)
async def test_there_is_no_help_at_once_for_anything_else(
    session: AsyncSession, seller: Seller, touch: Touch, what: Answer
) -> None:
    with pytest.raises(NoHelpForThat):
        await helped(session, seller, touch, what)


async def test_own_words_become_a_ticket_and_more_of_them_join_it(
    session: AsyncSession, seller: Seller, touch: Touch
) -> None:
    ticket = await told(session, seller, touch, "Anak saya sakit")
    assert (ticket.text, ticket.category) == ("Anak saya sakit", Category.OTHER)
    assert (ticket.kind, ticket.data["touch_id"]) == (TicketKind.ISSUE, touch.id)
    assert await told(session, seller, touch, "Sudah seminggu") is ticket
    ticket.state, ticket.resolved_at = TicketState.RESOLVED, NOW
    assert await told(session, seller, touch, "Sekarang modal habis") is not ticket


async def test_nobody_is_helped_or_heard_or_put_to_rest_for_another(
    session: AsyncSession, touch: Touch
) -> None:
    stranger = await a_seller(session)
    with pytest.raises(FollowUpNotYours):
        await helped(session, stranger, touch, Answer.NO_PHOTOS)
    with pytest.raises(FollowUpNotYours):
        await told(session, stranger, touch, "Halo")
    with pytest.raises(FollowUpNotYours):
        await rest(session, touch_id=touch.id or 0, seller=stranger, for_good=True, now=NOW)
    assert stranger.proactive
    assert not (await session.scalars(select(Ticket))).all()


@pytest.mark.parametrize(
    ("for_good", "ending"), [(True, Ending.OPTED_OUT), (False, Ending.ANSWERED)]
)
async def test_a_store_that_rests_is_left_in_peace(
    session: AsyncSession, seller: Seller, touch: Touch, *, for_good: bool, ending: Ending
) -> None:
    followup = FollowUp(
        seller_id=seller.id or 0,
        cadence="quiet",
        entered_at=NOW,
        zone=seller.zone,
        day=NOW.date(),
        minute=600,
    )
    session.add(followup)
    waiting = await a_touch(session, seller=seller, state=TouchState.WAITING, sent_at=None)
    await rest(session, touch_id=touch.id or 0, seller=seller, for_good=for_good, now=NOW)
    for row in (followup, waiting):
        await session.refresh(row)
    assert (followup.ending, waiting.state) == (ending, TouchState.DROPPED)
    assert seller.proactive is not for_good


@given(TAGS, st.sampled_from((None, "text", *Answer)), st.sampled_from(sorted(OBSTACLES)))
def test_a_tag_takes_the_place_of_the_former_and_of_no_other(
    tags: list[str], before: str | None, after: Answer
) -> None:
    found = retagged(tags, before=before, after=after)
    assert found.count(f"hindered:{after}") == 1
    assert len(set(found)) == len(found)
    gone = {f"hindered:{before}"} - {f"hindered:{after}"}
    assert set(found) == (set(tags) - gone) | {f"hindered:{after}"}
    assert retagged(found, before=after, after=Answer.FINE) == [
        tag for tag in found if tag != f"hindered:{after}"
    ]
