from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram.error import BadRequest

from crm.outbox.operations import post
from crm.outbox.payload import Delivery
from crm.sellers.menu import Help
from crm.staff.rules import Lack
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from crm.tickets.relayed import Relay, RelayEdit, RelayTogether, RelayToSeller
from crm.tickets.reporting import NotPassedOn
from delivery.dispatch.jobs import Job
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.settling import close, settle_refused, settle_sent
from delivery.dispatch.verdicts import Fate, Hold, Verdict, judge
from delivery.telegram.gateway import Receipt
from models import Interaction, Outbox, Seller
from models.mail import OutboxState
from models.sellers import Reach
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk
from tests.support.tickets import posted as waiting
from views.message import Copy, Text
from views.rendering import Reader
from views.words import Words

GROUP = -100_500
RATNA = 4_242
PAUSE = timedelta(minutes=5)


async def posted(session: AsyncSession, *, chat_id: int, seller: Seller | None = None) -> Outbox:
    post(session, Help(), chat_id=chat_id, seller_id=seller.id if seller else None, now=NOW)
    rows = await session.scalars(select(Outbox).order_by(col(Outbox.id).desc()))
    return rows.first() or Outbox()  # pyright: ignore[reportCallIssue] - it is there


def a_job(row: Outbox) -> Job:
    return Job(
        outbox_id=row.id or 0,
        chat_id=row.chat_id,
        seller_id=row.seller_id,
        ticket_id=None,
        attempts=1,
        payload=Help(),
        words=Words("en", NullTranslations()),
        reader=Reader(now=NOW, marketplace="Pasar Kita"),
    )


def sent(row: Outbox) -> Sent:
    return Sent(a_job(row), Text(Markup("<b>Halo</b> &amp; apa kabar?")), Receipt(77), NOW)


async def test_logs_what_was_sent_in_plain_words(session: AsyncSession) -> None:
    seller = await a_seller(session)
    row = await posted(session, chat_id=42, seller=seller)

    await settle_sent(session, [sent(row)])

    await session.refresh(row)
    assert (row.state, row.message_id, row.sent_at) == (OutboxState.SENT, 77, NOW)
    (logged,) = await session.scalars(select(Interaction))
    assert (logged.text, logged.seller_id, logged.outbox_id, logged.message_id) == (
        "Halo & apa kabar?",
        seller.id,
        row.id,
        77,
    )


async def test_logs_the_store_that_a_visitor_became_while_the_message_was_on_its_way(
    session: AsyncSession,
) -> None:
    visitor, store = await a_seller(session, portal_id=None), await a_seller(session)
    row = await posted(session, chat_id=42, seller=visitor)
    result = sent(row)
    row.seller_id = store.id
    await session.flush()
    await session.delete(visitor)
    await session.flush()

    await settle_sent(session, [result])

    (logged,) = await session.scalars(select(Interaction))
    assert logged.seller_id == store.id


async def test_a_full_group_holds_all_that_waits_for_it_and_nothing_else(
    session: AsyncSession,
) -> None:
    refused, behind = await posted(session, chat_id=GROUP), await posted(session, chat_id=GROUP)
    other = await posted(session, chat_id=42)
    refused.state = OutboxState.SENDING
    await session.flush()
    verdict = Verdict(Fate.RETRY, pause=timedelta(seconds=40), hold=Hold.CHAT)

    await settle_refused(session, Refused(a_job(refused), verdict, "429"), now=NOW)

    for row in (refused, behind, other):
        await session.refresh(row)
    later = NOW + timedelta(seconds=40)
    assert (refused.state, refused.due, behind.due) == (OutboxState.WAITING, later, later)
    assert other.due == NOW


async def test_what_cannot_be_logged_is_not_sent_again(session: AsyncSession) -> None:
    row = await posted(session, chat_id=42)

    await close(session, sent(row))

    await session.refresh(row)
    assert (row.state, row.sent_at) == (OutboxState.SENT, NOW)


async def test_an_edit_does_not_follow_a_group_that_moved(session: AsyncSession) -> None:
    post(session, RelayEdit(message_id=9, text="x"), chat_id=GROUP, now=NOW)
    row = (await session.scalars(select(Outbox))).one()
    job = replace(a_job(row), payload=RelayEdit(message_id=9, text="x"))
    verdict = Verdict(Fate.MIGRATED, new_chat_id=-1_002)
    await settle_refused(session, Refused(job, verdict, "moved"), now=NOW)
    await session.refresh(row)
    assert row.state is OutboxState.CANCELLED


async def test_an_album_that_arrived_in_part_is_told_and_matches_nothing(
    session: AsyncSession,
) -> None:
    ticket = await a_ticket(session)
    relay = Relay(from_chat_id=5, message_ids=(1, 2, 3))
    post(session, relay, chat_id=GROUP, ticket_id=ticket.id, now=NOW)
    row = (await session.scalars(select(Outbox))).one()
    job = replace(a_job(row), payload=relay, ticket_id=ticket.id)
    await settle_sent(session, [Sent(job, Copy(5, (1, 2, 3)), Receipt(7, (7, 8)), NOW)])
    (logged,) = await session.scalars(select(Interaction))
    assert (logged.data["from_message_ids"], logged.data["message_ids"]) == ([], [7, 8])
    told = select(col(Outbox.template)).where(col(Outbox.state) == OutboxState.WAITING)
    assert list(await session.scalars(told)) == [NotPassedOn.template]


async def test_staff_hear_whose_answer_came_to_a_seller_who_has_left(
    session: AsyncSession,
) -> None:
    await a_desk(session, chat_id=GROUP)
    seller = await a_seller(session, chat_id=5, phone="+62811")
    ticket = await a_ticket(session, seller=seller)
    said = RelayToSeller(from_chat_id=GROUP, message_ids=(31,))
    for _ in range(2):
        post(session, said, chat_id=5, ticket_id=ticket.id, now=NOW)
    first, second = await session.scalars(select(Outbox).order_by(col(Outbox.id)))
    job = replace(a_job(first), payload=said, ticket_id=ticket.id)
    verdict = Verdict(Fate.UNREACHABLE, reach=Reach.BLOCKED)
    await settle_refused(session, Refused(job, verdict, "blocked"), now=NOW)
    assert await waiting(session, AnswerUndelivered) == [
        AnswerUndelivered(Undelivered.UNREACHABLE, phone="+62811", message_id=31)
    ]
    await session.refresh(second)
    assert (seller.telegram, second.state) == (Reach.BLOCKED, OutboxState.CANCELLED)


async def test_texts_that_left_together_and_were_refused_are_told_of(
    session: AsyncSession,
) -> None:
    ticket = await a_ticket(session)
    texts = RelayTogether(from_chat_id=5, message_ids=(1, 2), texts=("Satu", "Dua"))
    row = await posted(session, chat_id=GROUP)
    job = replace(a_job(row), payload=texts, ticket_id=ticket.id)
    await settle_refused(session, Refused(job, Verdict(Fate.DEAD), "no"), now=NOW)
    assert await waiting(session, NotPassedOn) == [NotPassedOn(message_id=1)]


async def test_what_finds_every_door_closed_waits(session: AsyncSession) -> None:
    row = await posted(session, chat_id=GROUP)
    error = BadRequest("Bad Request: TOPIC_CLOSED")
    verdict = judge(error, attempts=1, delivery=Delivery.AT_LEAST_ONCE, chat_id=GROUP)
    await settle_refused(session, Refused(a_job(row), verdict, "closed"), now=NOW)
    await session.refresh(row)
    assert (row.state, row.due) == (OutboxState.WAITING, NOW + PAUSE)
    assert verdict.lack is Lack.SPEAK


async def test_a_group_that_refuses_words_waits_and_admins_are_told_once(
    session: AsyncSession,
) -> None:
    await a_desk(session, chat_id=GROUP)
    await a_staff_member(session, telegram_id=RATNA, role=Role.ADMIN)
    first = await posted(session, chat_id=GROUP)
    second = await posted(session, chat_id=GROUP)
    for row in (first, second):
        verdict = Verdict(Fate.NO_RIGHTS, pause=PAUSE, hold=Hold.CHAT, lack=Lack.SPEAK)
        await settle_refused(session, Refused(a_job(row), verdict, "no"), now=NOW)
    session.expire_all()
    rows = list(await session.scalars(select(Outbox).order_by(col(Outbox.id))))
    assert [(row.chat_id, row.state) for row in rows] == [
        (GROUP, OutboxState.WAITING),
        (GROUP, OutboxState.WAITING),
        (RATNA, OutboxState.WAITING),
    ]
    assert [row.due for row in rows[:2]] == [NOW + PAUSE] * 2
