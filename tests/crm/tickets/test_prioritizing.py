from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import handling, operations, rules
from crm.tickets.payloads import TicketCard
from crm.tickets.priorities import PriorityWish, page_of, read_wish
from crm.tickets.prioritizing import (
    AlreadyThatUrgent,
    NotAPriority,
    NothingLeftToDo,
    set_priority,
)
from crm.tickets.sla.queries import times_of
from models import Ticket
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, a_photo, happened, posted, words

LATER = NOW + timedelta(minutes=30)


async def a_report(session: AsyncSession) -> Ticket:
    return await operations.report(
        session,
        seller=await a_seller(session),
        category=Category.LOGIN,
        messages=[words()],
        now=NOW,
    )


def test_money_and_orders_come_before_questions_and_wishes_last() -> None:
    order = sorted(Category, key=rules.priority_of)

    assert set(order[:2]) == {Category.PAYMENT, Category.ORDER}
    assert order[-1] is Category.SUGGESTION


async def test_the_third_message_without_an_answer_raises_once(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_report(session)

    levels = [ticket.priority]
    for _ in range(5):
        await operations.add_message(session, ticket=ticket, said=words(), now=LATER)
        levels.append(ticket.priority)

    assert levels == [2, 2, 1, 1, 1, 1]
    assert (await happened(session, ticket)).count("priority_raised") == 1
    [card] = await posted(session, TicketCard)
    assert (card.urgent, card.due_at) == (True, NOW + timedelta(hours=1))


async def test_what_is_least_urgent_is_raised_by_one_step_only(session: AsyncSession) -> None:
    ticket = await a_ticket(session, category=Category.SUGGESTION, priority=3)

    for _ in range(4):
        await operations.add_message(session, ticket=ticket, said=words(), now=LATER)

    assert (ticket.priority, ticket.unanswered) == (2, 5)


async def test_an_answer_begins_the_count_anew(session: AsyncSession) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)
    await operations.add_message(session, ticket=ticket, said=words(), now=LATER)
    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=LATER)

    for _ in range(2):
        await operations.add_message(session, ticket=ticket, said=words(), now=LATER)

    assert (ticket.priority, ticket.unanswered) == (2, 2)


async def test_an_album_is_one_message(session: AsyncSession) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)

    for album in ("a", "a", "a", "b"):
        await operations.add_message(session, ticket=ticket, said=a_photo(album=album), now=LATER)
        if album == "a":
            assert (ticket.priority, ticket.unanswered) == (2, 2)
    assert (ticket.priority, ticket.unanswered) == (1, 3)

    await handling.answer(session, ticket=ticket, staff=staff, said=words(), now=LATER)
    await operations.add_message(session, ticket=ticket, said=a_photo(album="b"), now=LATER)
    assert (ticket.state, ticket.unanswered) == (TicketState.OPEN, 1)


async def test_a_hand_overrules_the_rule(session: AsyncSession) -> None:
    await a_desk(session)
    ticket, staff = await a_report(session), await a_staff_member(session, name="Dewi")

    await set_priority(session, ticket=ticket, priority=3, staff=staff, now=LATER)
    for _ in range(3):
        await operations.add_message(session, ticket=ticket, said=words(), now=LATER)

    assert (ticket.priority, ticket.priority_by) == (3, staff.id)
    assert "priority_set" in await happened(session, ticket)
    [card] = await posted(session, TicketCard)
    assert (card.urgent, card.low) == (False, True)
    times = await times_of(session, [ticket.id or 0], now=LATER)
    assert times[ticket.id or 0].due_at == NOW + timedelta(hours=8)
    assert (await page_of(session, ticket)).set_by == "Dewi"


async def test_who_leaves_it_as_it_is_keeps_rules_away(session: AsyncSession) -> None:
    ticket, staff = await a_report(session), await a_staff_member(session)

    await set_priority(session, ticket=ticket, priority=2, staff=staff, now=LATER)
    with pytest.raises(AlreadyThatUrgent):
        await set_priority(session, ticket=ticket, priority=2, staff=staff, now=LATER)

    for _ in range(3):
        await operations.add_message(session, ticket=ticket, said=words(), now=LATER)
    assert ticket.priority == 2


async def test_what_is_resolved_or_unheard_of_is_refused(session: AsyncSession) -> None:
    staff = await a_staff_member(session)
    ticket = await a_ticket(session, state=TicketState.RESOLVED)

    with pytest.raises(NothingLeftToDo):
        await set_priority(session, ticket=ticket, priority=1, staff=staff, now=LATER)
    with pytest.raises(NotAPriority):
        await set_priority(session, ticket=ticket, priority=4, staff=staff, now=LATER)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", PriorityWish()),
        ("1", PriorityWish(level=1)),
        (" Mendesak ", PriorityWish(level=1)),
        ("biasa", PriorityWish(level=2)),
        ("3", PriorityWish(level=3)),
        ("#12 1", PriorityWish(12, 1)),
        ("12 rendah", PriorityWish(12, 3)),
        ("#12", PriorityWish(12)),
        ("4", None),
        ("penting sekali", None),
        ("#x 1", None),
        ("#12 1 1", None),
        ("#" + "9" * 30, None),
        ("²", None),
    ],
)
def test_a_wish_is_read_or_not_understood(text: str, wish: PriorityWish | None) -> None:
    assert read_wish(text) == wish
