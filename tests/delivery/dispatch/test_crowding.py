from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.settings import Settings
from crm.outbox.payload import Priority
from crm.tickets import edits, relay
from crm.tickets.copies import counterpart
from crm.tickets.relayed import Relay, RelayEdit, RelayTogether
from delivery.dispatch.claims import Due, Pace
from delivery.dispatch.crowding import ease
from delivery.dispatch.fates import lease
from delivery.dispatch.jobs import Desk, Job
from delivery.dispatch.leases import reap
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.settling import settle_refused, settle_sent
from delivery.dispatch.verdicts import Fate, Hold, Verdict
from delivery.telegram.gateway import Receipt
from models import Interaction, Outbox, StaffGroup, Ticket
from models.interactions import Channel
from models.mail import OutboxState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.tickets import GROUP, a_desk, a_photo, posted, rows, words
from views.words import Catalogs

PACE = Pace(chat_interval=timedelta(seconds=1), group_per_minute=20)
FULL = Pace(chat_interval=timedelta(seconds=1), group_per_minute=1)
COPY = 500
"""The message that texts were sent in."""


async def says(session: AsyncSession, ticket: Ticket, *texts: str | None) -> list[int]:
    """Let the seller say texts, or a photo where it is None; return the ids of the messages."""
    group = await session.get_one(StaffGroup, 1)
    ids: list[int] = []
    for text in texts:
        said = a_photo() if text is None else words(text)
        await relay.to_staff(session, group=group, ticket=ticket, said=said, now=NOW)
        ids.append(said.message_id)
    return ids


async def a_ticket_at_the_desk(session: AsyncSession) -> Ticket:
    await a_desk(session)
    seller = await a_seller(session, chat_id=5)
    return await a_ticket(session, seller=seller, topic_id=3, card_message_id=9)


async def leaving(session: AsyncSession, pace: Pace = FULL) -> Due:
    """Return what leaves of the first message that waits, as the dispatcher claims it."""
    row = (await rows(session, Relay))[0]
    due = Due(
        row.id or 0,
        row.chat_id,
        row.seller_id,
        row.ticket_id,
        None,
        row.template,
        row.params,
        0,
        Priority(row.priority),
    )
    [eased] = await ease(session, [due], pace=pace, now=NOW)
    return eased


async def a_job(session: AsyncSession, due: Due) -> Job:
    desk = Desk(catalogs=Catalogs.load(), settings=Settings.load(None))
    [job] = await desk.jobs(session, [due], now=NOW)
    await lease(session, job.ids, until=NOW + timedelta(minutes=1))
    return job


async def sent_together(session: AsyncSession, ticket: Ticket, *texts: str) -> Sequence[int]:
    ids = await says(session, ticket, *texts)
    job = await a_job(session, await leaving(session))
    await settle_sent(session, [Sent(job, job.render(), Receipt(COPY), NOW)])
    session.expire_all()
    await session.refresh(ticket)
    return ids


async def test_where_there_is_room_every_text_is_copied(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    await says(session, ticket, "Satu", "Dua", "Tiga")
    assert (await leaving(session, PACE)).along == ()


async def test_where_there_is_none_texts_leave_together_until_something_else(
    session: AsyncSession,
) -> None:
    ticket = await a_ticket_at_the_desk(session)
    ids = await says(session, ticket, "Satu", "Dua <b>", "Tiga", None, "Empat")
    job = await a_job(session, await leaving(session))
    assert job.payload == RelayTogether(
        from_chat_id=5, message_ids=tuple(ids[:3]), texts=("Satu", "Dua <b>", "Tiga")
    )
    assert len(job.ids) == 3


async def test_never_more_than_one_message_holds(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    await says(session, ticket, "x" * 2000, "y" * 1990, "z" * 20)
    assert len((await leaving(session)).along) == 1


async def test_another_sellers_texts_are_never_among_them(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    other = await a_ticket(session, seller=await a_seller(session, chat_id=6))
    for one in (ticket, other, ticket, other):
        await says(session, one, f"Dari {one.id}")
    due = await leaving(session)
    assert {one.ticket_id for one in due.along} == {ticket.id}


async def test_each_text_is_logged_by_itself_and_they_count_once(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    await sent_together(session, ticket, "Satu", "Dua", "Tiga")
    logged = list(await session.scalars(select(Interaction).order_by(col(Interaction.id))))
    assert [(row.kind, row.text, row.message_id) for row in logged] == [
        ("relay", "Satu", COPY),
        ("relay", "Dua", COPY),
        ("relay", "Tiga", COPY),
    ]
    settled = await rows(session, Relay, state=OutboxState.SENT)
    assert [(row.parts, row.sent_at) for row in settled] == [(1, NOW), (0, NOW), (0, NOW)]


async def test_replies_find_the_copy_and_its_last_original(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    first, second = await sent_together(session, ticket, "Satu", "Dua")
    found = [
        await counterpart(
            session, ticket=ticket, chat_id=chat, message_id=message, other_chat_id=other
        )
        for chat, message, other in ((5, first, GROUP), (5, second, GROUP), (GROUP, COPY, 5))
    ]
    assert found == [COPY, COPY, second]


async def test_an_edit_changes_its_own_lines(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    first, second, _ = await sent_together(session, ticket, "Satu", "Dua", "Tiga")
    for message, text in ((first, "Satu!"), (second, "Dua!")):
        said = words(text, message_id=message)
        await edits.edited_by_seller(session, ticket=ticket, said=said, now=NOW)
    assert [edit.text for edit in await posted(session, RelayEdit)] == ["Satu!\nDua!\nTiga"]


async def test_an_edit_before_they_leave_is_in_them(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    _, second = await says(session, ticket, "Satu", "Dua")
    said = words("Dua!", message_id=second)
    await edits.edited_by_seller(session, ticket=ticket, said=said, now=NOW)
    job = await a_job(session, await leaving(session))
    assert isinstance(job.payload, RelayTogether)
    assert job.payload.texts == ("Satu", "Dua!")


async def test_what_telegram_refuses_for_now_waits_whole(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    await says(session, ticket, "Satu", "Dua")
    job = await a_job(session, await leaving(session))
    verdict = Verdict(Fate.RETRY, pause=timedelta(seconds=7), hold=Hold.CHAT)
    await settle_refused(session, Refused(job, verdict, "429"), now=NOW)
    session.expire_all()
    again = await rows(session, Relay)
    assert [(row.due, row.parts) for row in again] == [(NOW + timedelta(seconds=7), 1)] * 2


async def test_what_a_killed_process_had_in_hand_waits_again(session: AsyncSession) -> None:
    ticket = await a_ticket_at_the_desk(session)
    await says(session, ticket, "Satu", "Dua", "Tiga")
    await a_job(session, await leaving(session))
    freed = await reap(session, channel=Channel.TELEGRAM, expired_before=None, except_for=())
    assert freed == 3
    assert {row.state for row in await session.scalars(select(Outbox))} == {OutboxState.WAITING}
