from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls import problems
from crm.calls.cards import Caller, Place
from crm.calls.holding import (
    CallAlreadyClosed,
    CallHeld,
    CallNotFound,
    ask_caller,
    opened,
    release,
    take,
)
from crm.calls.payloads import CallAsk, CallEnded, CallUpdated
from crm.calls.problems import ProblemNeedsWords
from crm.followups.letters import Letter
from crm.sellers.invitations import Invitations, read
from models import CallTask, Outbox, Seller, Staff, Ticket
from models.calls import CallOutcome
from models.followups import TouchState
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.calls import a_cadence_call, a_desk, a_running, told, touch_of

SECRET = b"secret"
INVITATIONS = Invitations("sapa_bot", SECRET)


@pytest.fixture
async def task(session: AsyncSession, seller: Seller) -> CallTask:
    await a_desk(session)
    return await a_cadence_call(session, seller, plan=await a_running(session))


async def test_a_call_belongs_to_who_opened_it_for_half_an_hour(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    budi = await a_staff_member(session, name="Budi")
    number = task.id or 0
    card = await opened(session, task_id=number, caller=Caller(dewi), now=NOW)
    assert (card.holder, card.held_until) == ("Dewi", NOW + timedelta(minutes=30))
    assert (card.letter, card.link) == (Letter.SLIPPING, "")

    with pytest.raises(CallHeld) as refused:
        await opened(session, task_id=number, caller=Caller(budi), now=NOW)
    assert refused.value.by == "Dewi"
    await opened(session, task_id=number, caller=Caller(dewi), now=NOW)
    await opened(session, task_id=number, caller=Caller(budi), now=NOW + timedelta(minutes=31))
    assert task.held_by == budi.id


async def test_a_call_that_is_put_back_is_free(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    budi = await a_staff_member(session, name="Budi")
    await take(session, task_id=task.id or 0, caller=Caller(dewi), now=NOW)
    with pytest.raises(CallHeld):
        await release(session, task_id=task.id or 0, caller=Caller(budi), now=NOW)
    await release(session, task_id=task.id or 0, caller=Caller(dewi, Place(1, 2)), now=NOW)
    assert (task.held_by, task.held_until) == (None, None)
    assert not (await told(session, CallUpdated))[-1].card.holder


async def test_a_store_without_a_chat_is_invited(session: AsyncSession, dewi: Staff) -> None:
    store = await a_seller(session, chat_id=None)
    task = await a_cadence_call(session, store, plan=await a_running(session))
    caller = Caller(dewi, Place(1, 2), INVITATIONS)

    card = await opened(session, task_id=task.id or 0, caller=caller, now=NOW)
    await ask_caller(session, task_id=task.id or 0, caller=caller, ask=CallAsk.WHEN, now=NOW)

    link, _, token = card.link.partition("?start=")
    assert link == "https://t.me/sapa_bot"
    assert read(token, secret=SECRET, now=NOW) == store.id
    assert (await told(session, CallUpdated))[-1].card.link == card.link


async def test_a_call_that_nobody_needs_any_more_is_not_opened(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    seller.last_login = NOW
    await session.flush()
    with pytest.raises(CallAlreadyClosed):
        await opened(session, task_id=task.id or 0, caller=Caller(dewi), now=NOW)
    with pytest.raises(CallNotFound):
        await opened(session, task_id=404, caller=Caller(dewi), now=NOW)


async def test_a_problem_becomes_a_ticket_in_the_callers_words(
    session: AsyncSession, task: CallTask, seller: Seller, dewi: Staff
) -> None:
    asked = await problems.prompt(
        session,
        task_id=task.id or 0,
        category=Category.PAYMENT,
        caller=Caller(dewi, Place(-1001, 9)),
        now=NOW,
    )
    assert (asked.telegram_id, asked.store) == (dewi.telegram_id, seller.store_name)
    with pytest.raises(ProblemNeedsWords):
        await problems.take_down(
            session, asked=asked, words=" ", staff=dewi, chat_id=-1001, now=NOW
        )

    kept = await problems.take_down(
        session, asked=asked, words="Uang belum cair", staff=dewi, chat_id=-1001, now=NOW
    )

    [ticket] = await session.scalars(select(Ticket))
    assert (ticket.id, ticket.seller_id) == (kept.ticket_id, seller.id)
    assert (ticket.text, ticket.category) == ("Uang belum cair", Category.PAYMENT)
    cards = [row for row in await session.scalars(select(Outbox)) if row.template == "ticket_card"]
    assert [row.params["told_to"] for row in cards] == ["Dewi"]
    assert (task.outcome, task.ticket_id) == (CallOutcome.PROBLEM, ticket.id)
    touch = await touch_of(session, task)
    assert (touch.state, touch.answer) == (TouchState.ANSWERED, "problem")
    assert [(one.message_id, one.ticket_id) for one in await told(session, CallEnded)] == [
        (9, ticket.id)
    ]


async def test_a_problem_that_comes_too_late_makes_no_ticket(
    session: AsyncSession, task: CallTask, dewi: Staff
) -> None:
    asked = await problems.prompt(
        session,
        task_id=task.id or 0,
        category=Category.ORDER,
        caller=Caller(dewi, Place(1, 2)),
        now=NOW,
    )
    task.done_at = NOW
    with pytest.raises(CallAlreadyClosed):
        await problems.take_down(
            session, asked=asked, words="Macet", staff=dewi, chat_id=1, now=NOW
        )
    assert not list(await session.scalars(select(Ticket)))
