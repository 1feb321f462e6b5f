import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.operations import ask
from crm.calls.payloads import CallCard
from crm.calls.rules import CallReason
from crm.outbox.operations import post
from crm.staff import operations, queries
from crm.staff.operations import NotPaired, Pairing
from crm.tickets import cardless
from crm.tickets.payloads import CardUpdate, TicketCard
from crm.tickets.relayed import Relay, RelayEdit
from models import Incident, Staff
from models.mail import OutboxState
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, everything_leaves, rows

ELSEWHERE = -1009999


async def pair(
    session: AsyncSession, chat_id: int = GROUP, *, staff: Staff | None = None
) -> Pairing:
    return await operations.pair(
        session, chat_id=chat_id, title="Desk", is_forum=True, staff=staff, now=NOW
    )


async def test_the_first_pairing_makes_the_desk(session: AsyncSession) -> None:
    ratna = await a_staff_member(session, language="en")
    pairing = await pair(session, staff=ratna)
    group = pairing.group
    assert await queries.group(session) is group
    assert (group.chat_id, group.language, group.paired_by) == (GROUP, "en", ratna.id)
    assert (pairing.moved, pairing.cards) == (False, 0)


async def test_pairing_brings_the_cards_of_open_work(session: AsyncSession) -> None:
    await a_ticket(session)
    await a_ticket(session, state=TicketState.RESOLVED)
    await ask(
        session, seller=await a_seller(session), touch_id=None, reason=CallReason.ASKED, now=NOW
    )
    assert (await pair(session)).cards == 2
    assert len(await rows(session, TicketCard)) == len(await rows(session, CallCard)) == 1


async def test_pairing_the_same_group_again_brings_nothing_twice(session: AsyncSession) -> None:
    await a_ticket(session)
    await pair(session)
    again = await pair(session)
    assert (again.moved, again.cards) == (False, 0)


async def test_a_desk_that_moves_takes_its_work_along(session: AsyncSession) -> None:
    await a_desk(session)
    waits, posted_before = await a_ticket(session), await a_ticket(session, topic_id=3)
    posted_before.card_message_id = 9
    for payload in (
        Relay(from_chat_id=5, message_ids=(1,), reply_to=77),
        RelayEdit(message_id=60, text="x"),
    ):
        post(session, payload, chat_id=GROUP, ticket_id=waits.id, now=NOW)
    moved = await pair(session, ELSEWHERE)
    assert (moved.moved, moved.cards) == (True, 2)
    assert (posted_before.topic_id, posted_before.card_message_id) == (None, None)
    cards = await rows(session, TicketCard)
    assert [(row.chat_id, row.ticket_id) for row in cards] == [
        (ELSEWHERE, waits.id),
        (ELSEWHERE, posted_before.id),
    ]
    [relay] = await rows(session, Relay)
    assert (relay.chat_id, relay.params["reply_to"]) == (ELSEWHERE, None)
    assert len(await rows(session, RelayEdit, state=OutboxState.CANCELLED)) == 1


async def test_calls_get_a_card_in_the_new_desk_too(session: AsyncSession) -> None:
    await pair(session)
    seller = await a_seller(session)
    task = await ask(session, seller=seller, touch_id=None, reason=CallReason.ASKED, now=NOW)
    await everything_leaves(session)
    task.card_message_id = 12
    assert (await pair(session, ELSEWHERE)).cards == 1
    assert [row.chat_id for row in await rows(session, CallCard)] == [ELSEWHERE]


async def test_the_cards_of_much_open_work_come_some_at_a_time_after_what_is_new(
    session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cardless, "AT_ONCE", 2)
    for _ in range(5):
        await a_ticket(session)
    assert (await pair(session)).cards == 5
    assert [await cardless.post_rest(session, now=NOW) for _ in range(3)] == [2, 1, 0]
    session.expire_all()
    waiting = await rows(session, TicketCard)
    assert [row.priority for row in waiting] == [1, 1, 2, 2, 2]


async def test_a_card_that_telegram_refused_is_not_posted_for_ever(session: AsyncSession) -> None:
    await a_ticket(session)
    await pair(session)
    [card] = await rows(session, TicketCard)
    card.state = OutboxState.DEAD
    assert await cardless.post_rest(session, now=NOW) == 0


async def test_a_report_of_an_incident_waits_until_somebody_needs_its_card(
    session: AsyncSession,
) -> None:
    incident = Incident(category=Category.LOGIN, title="kode, otp", proposed_at=NOW)
    session.add(incident)
    await session.flush()
    await a_ticket(session, incident_id=incident.id)
    assert (await pair(session)).cards == 0


async def test_the_desk_follows_its_group_into_a_supergroup(session: AsyncSession) -> None:
    group = await a_desk(session, chat_id=-55, is_forum=False)
    ticket = await a_ticket(session, card_message_id=9)
    post(session, Relay(from_chat_id=5, message_ids=(1,)), chat_id=-55, now=NOW)
    for _ in range(2):
        await operations.group_migrated(session, old=-55, new=GROUP)
    assert (group.chat_id, ticket.card_message_id) == (GROUP, None)
    assert [row.chat_id for row in await rows(session, Relay)] == [GROUP]
    assert await operations.post_cards(session, now=NOW) == 1


async def test_another_groups_migration_is_nothing_to_the_desk(session: AsyncSession) -> None:
    group = await a_desk(session)
    await operations.group_migrated(session, old=-56, new=-1)
    assert group.chat_id == GROUP


async def test_unpairing_keeps_the_work_for_the_next_desk(session: AsyncSession) -> None:
    await a_desk(session)
    await a_ticket(session)
    await operations.post_cards(session, now=NOW)
    await operations.unpair(session, chat_id=GROUP)
    assert await queries.group(session) is None
    assert not await rows(session, TicketCard)
    assert (await pair(session)).cards == 1
    assert not await rows(session, CardUpdate)


async def test_only_the_desk_is_unpaired(session: AsyncSession) -> None:
    with pytest.raises(NotPaired):
        await operations.unpair(session, chat_id=GROUP)
    await a_desk(session)
    with pytest.raises(NotPaired):
        await operations.unpair(session, chat_id=ELSEWHERE)
