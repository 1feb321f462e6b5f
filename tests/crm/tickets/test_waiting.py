from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.followups.hours import Hours
from crm.tickets import operations, waiting
from crm.tickets.payloads import CardUpdate, TicketResolved
from crm.tickets.reminding import SilenceResolved, StillWaiting
from crm.tickets.rules import BEGUN_BY
from models import Ticket
from models.sellers import Consent, Reach
from models.tickets import TicketKind, TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.tickets import a_desk, happened, posted, rows, words

SETTINGS = Settings.load(None)
TWO, FIVE = NOW + timedelta(days=2), NOW + timedelta(days=5)
SELLERS = {"telegram", "proactive", "consent", "zone"}
NIGHT = TWO + timedelta(hours=14)


async def a_waiting_ticket(session: AsyncSession, **facts: object) -> Ticket:
    seller = await a_seller(session, **{key: facts.pop(key) for key in SELLERS & facts.keys()})
    plausible = {"state": TicketState.WAITING, "waiting_since": NOW, "card_message_id": 9}
    return await a_ticket(session, seller=seller, **(plausible | facts))


async def test_reminds_each_seller_once_and_writes_it_down(session: AsyncSession) -> None:
    ticket = await a_waiting_ticket(session)
    await a_waiting_ticket(session, waiting_since=NOW + timedelta(minutes=1))
    assert [await waiting.remind(session, settings=SETTINGS, now=TWO) for _ in "12"] == [1, 0]
    assert await posted(session, StillWaiting) == [StillWaiting(ticket.id or 0, days=2)]
    assert await happened(session, ticket) == ["reminded"]


async def test_reminds_whoever_wants_silence_but_nobody_else_in_vain(
    session: AsyncSession,
) -> None:
    silent = await a_waiting_ticket(session, proactive=False)
    for facts in (
        {"telegram": Reach.BLOCKED},
        {"consent": Consent.DECLINED},
        {"kind": TicketKind.CLAIM},
        {"data": {BEGUN_BY: "Dewi"}},
        {"state": TicketState.OPEN},
        {"reminded_at": NOW},
    ):
        await a_waiting_ticket(session, **facts)
    assert await waiting.remind(session, settings=SETTINGS, now=TWO) == 1
    assert [row.ticket_id for row in await rows(session, StillWaiting)] == [silent.id]


async def test_reminds_by_the_day_of_the_seller(session: AsyncSession) -> None:
    long_ago, dawn = NOW - timedelta(days=1), TWO - timedelta(hours=2)
    await a_waiting_ticket(session, waiting_since=long_ago, zone="Asia/Jakarta")
    east = await a_waiting_ticket(session, waiting_since=long_ago, zone="Asia/Jayapura")
    await a_waiting_ticket(session, waiting_since=long_ago, zone="Mars/Olympus")
    assert await waiting.remind(session, settings=SETTINGS, now=dawn) == 1
    assert [row.ticket_id for row in await rows(session, StillWaiting)] == [east.id]
    assert await waiting.remind(session, settings=SETTINGS, now=TWO) == 2


async def test_an_answer_begins_the_wait_anew(session: AsyncSession) -> None:
    ticket = await a_waiting_ticket(session, reminded_at=NOW)
    await operations.add_message(session, ticket=ticket, said=words(), now=TWO)
    assert (ticket.waiting_since, ticket.reminded_at) == (None, None)


async def test_resolves_after_the_reminder_with_a_word_and_a_way_back(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await a_waiting_ticket(session, reminded_at=TWO)
    assert [await waiting.let_be(session, settings=SETTINGS, now=FIVE) for _ in "12"] == [1, 0]
    assert (ticket.state, ticket.resolved_at) == (TicketState.RESOLVED, FIVE)
    told = SilenceResolved(ticket.id or 0, days=5, asks=True)
    assert await posted(session, SilenceResolved) == [told]
    [card] = await posted(session, CardUpdate)
    assert card.resolved_as == "sapa"
    assert await happened(session, ticket) == ["resolved"]


async def test_nobody_is_resolved_before_they_had_time_to_answer(session: AsyncSession) -> None:
    await a_waiting_ticket(session)  # never reminded: Sapa was away
    await a_waiting_ticket(session, reminded_at=TWO + timedelta(hours=1))
    asleep = await a_waiting_ticket(session, reminded_at=TWO)
    assert await waiting.let_be(session, settings=SETTINGS, now=FIVE + timedelta(hours=14)) == 0
    later = FIVE + timedelta(minutes=30)
    assert await waiting.let_be(session, settings=SETTINGS, now=later) == 1
    assert asleep.state is TicketState.RESOLVED


@pytest.mark.parametrize(
    "facts", [{"telegram": Reach.GONE}, {"data": {BEGUN_BY: "Dewi"}}], ids=["left", "talk"]
)
async def test_what_nobody_would_hear_ends_without_a_word(
    session: AsyncSession, facts: dict[str, object]
) -> None:
    ticket = await a_waiting_ticket(session, **facts)
    assert await waiting.let_be(session, settings=SETTINGS, now=FIVE) == 1
    assert ticket.state is TicketState.RESOLVED
    assert not await rows(session, SilenceResolved)


async def test_claims_wait_for_staff_however_long(session: AsyncSession) -> None:
    await a_waiting_ticket(session, kind=TicketKind.CLAIM, reminded_at=TWO)
    assert await waiting.let_be(session, settings=SETTINGS, now=FIVE) == 0


async def test_both_can_be_turned_off(session: AsyncSession) -> None:
    await a_waiting_ticket(session)
    never = Settings.load(None, waiting_remind_days=0, waiting_resolve_days=0)
    assert await waiting.remind(session, settings=never, now=FIVE) == 0
    assert await waiting.let_be(session, settings=never, now=FIVE) == 0
    unreminded = Settings.load(None, waiting_remind_days=0)
    assert await waiting.let_be(session, settings=unreminded, now=FIVE) == 1


async def test_a_run_is_bounded(session: AsyncSession) -> None:
    for _ in range(3):
        await a_waiting_ticket(session, reminded_at=TWO)
    assert await waiting.let_be(session, settings=SETTINGS, now=FIVE, limit=2) == 2
    assert await waiting.let_be(session, settings=SETTINGS, now=FIVE, limit=2) == 1


async def test_words_whose_reason_is_gone_do_not_leave(session: AsyncSession) -> None:
    waits = await a_waiting_ticket(session, reminded_at=TWO)
    answered = await a_waiting_ticket(session, state=TicketState.OPEN, waiting_since=None)
    reopened = await a_waiting_ticket(session, state=TicketState.OPEN)
    messages = {
        1: (waits.id, StillWaiting.template),
        2: (answered.id, StillWaiting.template),
        3: (reopened.id, SilenceResolved.template),
        4: (None, StillWaiting.template),
    }
    hours = Hours.of(SETTINGS)
    found = await waiting.screen(session, messages, hours=hours, now=TWO)
    assert (found.dropped, found.moved) == ({2, 3, 4}, {})
    at_night = await waiting.screen(session, messages, hours=hours, now=NIGHT)
    assert at_night.moved.keys() == {1}
    assert hours.is_open(at_night.moved[1], "Asia/Jakarta")


async def test_stars_are_asked_for_once(session: AsyncSession) -> None:
    ticket = await a_waiting_ticket(session, reminded_at=TWO)
    await waiting.let_be(session, settings=SETTINGS, now=FIVE)
    again = {"state": TicketState.WAITING, "waiting_since": NOW, "reminded_at": TWO}
    for name, value in again.items():
        setattr(ticket, name, value)
    await session.flush()
    await waiting.let_be(session, settings=SETTINGS, now=FIVE)
    assert [told.asks for told in await posted(session, SilenceResolved)] == [True, False]
    assert not await rows(session, TicketResolved)
