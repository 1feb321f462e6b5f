from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.followups.hours import Hours
from crm.outbox.payload import Priority
from delivery.dispatch.claims import Pace, candidates
from delivery.dispatch.fates import lease
from models import Outbox
from models.mail import OutboxState
from tests.support.builders import NOW, a_ticket

PACE = Pace(chat_interval=timedelta(seconds=1), group_per_minute=20)
HOURS = Hours()
GROUP = -100_500


def a_message(chat_id: int, **facts: object) -> Outbox:
    plausible = {
        "due": NOW - timedelta(minutes=1),
        "priority": int(Priority.REPLY),
        "template": "apology",
        "created_at": NOW,
    }
    return Outbox(chat_id=chat_id, **(plausible | facts))  # pyright: ignore[reportArgumentType] - free facts


async def stored(session: AsyncSession, *rows: Outbox) -> Sequence[Outbox]:
    session.add_all(rows)
    await session.flush()
    return rows


async def chats(session: AsyncSession, limit: int = 50) -> list[int]:
    return [
        row.chat_id
        for row in await candidates(session, now=NOW, limit=limit, pace=PACE, hours=HOURS)
    ]


async def test_a_reply_overtakes_any_number_of_broadcasts(session: AsyncSession) -> None:
    early = NOW - timedelta(days=1)
    broadcasts = [a_message(n, priority=int(Priority.BROADCAST), due=early) for n in range(1, 200)]
    await stored(session, *broadcasts, a_message(999))
    assert (await chats(session, limit=3))[0] == 999


async def test_leaves_alone_what_is_not_due(session: AsyncSession) -> None:
    await stored(session, a_message(1, due=NOW + timedelta(seconds=1)))
    assert await chats(session) == []


async def test_one_message_a_chat_at_a_time_in_order(session: AsyncSession) -> None:
    first, second = await stored(session, a_message(1), a_message(1, due=NOW - timedelta(hours=1)))
    found = await candidates(session, now=NOW, limit=50, pace=PACE, hours=HOURS)
    assert [row.id for row in found] == [first.id]
    await lease(session, [first.id or 0], until=NOW + timedelta(minutes=1))
    assert await chats(session) == []
    first.state, first.sent_at = OutboxState.SENT, NOW - timedelta(seconds=2)
    await session.flush()
    found = await candidates(session, now=NOW, limit=50, pace=PACE, hours=HOURS)
    assert [row.id for row in found] == [second.id]


async def test_waits_a_second_between_two_messages_to_a_private_chat(
    session: AsyncSession,
) -> None:
    sent = a_message(1, state=OutboxState.SENT, sent_at=NOW - timedelta(milliseconds=900))
    await stored(session, sent, a_message(1), a_message(2))
    assert await chats(session) == [2]


async def test_a_group_gets_twenty_messages_a_minute(session: AsyncSession) -> None:
    sent = [
        a_message(GROUP, state=OutboxState.SENT, sent_at=NOW - timedelta(seconds=n))
        for n in range(20)
    ]
    await stored(session, *sent, a_message(GROUP))
    assert await chats(session) == []
    sent[-1].sent_at = NOW - timedelta(seconds=61)
    await session.flush()
    assert await chats(session) == [GROUP]


async def test_a_tickets_later_message_waits_for_the_album_before_it(
    session: AsyncSession,
) -> None:
    ticket = await a_ticket(session)
    album, _ = await stored(
        session,
        a_message(GROUP, ticket_id=ticket.id, due=NOW + timedelta(seconds=1)),
        a_message(GROUP, ticket_id=ticket.id),
    )
    assert await chats(session) == []
    later = NOW + timedelta(seconds=2)
    found = await candidates(session, now=later, limit=50, pace=PACE, hours=HOURS)
    assert [row.id for row in found] == [album.id]


async def test_a_message_that_is_tried_again_is_not_overtaken(session: AsyncSession) -> None:
    again, _, other = await stored(
        session,
        a_message(1, attempts=2, due=NOW + timedelta(seconds=4)),
        a_message(1),
        a_message(2),
    )
    assert await chats(session) == [other.chat_id]
    found = await candidates(
        session, now=NOW + timedelta(seconds=5), limit=50, pace=PACE, hours=HOURS
    )
    assert again.id in [row.id for row in found]


async def test_but_one_that_fails_for_long_does_not_hold_its_chat_for_ever(
    session: AsyncSession,
) -> None:
    _, later = await stored(
        session, a_message(1, attempts=8, due=NOW + timedelta(minutes=2)), a_message(1)
    )
    found = await candidates(session, now=NOW, limit=50, pace=PACE, hours=HOURS)
    assert [row.id for row in found] == [later.id]


async def test_two_replicas_never_hold_the_same_message(database: Database) -> None:
    async with database.transaction() as session:
        await stored(session, *(a_message(n) for n in range(1, 21)))
    seen: list[int] = []
    for _ in range(4):
        async with database.transaction() as session:
            rows = await candidates(session, now=NOW, limit=5, pace=PACE, hours=HOURS)
            ids = [row.id or 0 for row in rows]
            await lease(session, ids, until=NOW + timedelta(minutes=1))
            seen += ids
    assert len(seen) == len(set(seen)) == 20


async def test_what_somebody_changes_just_now_leaves_as_it_is_then(database: Database) -> None:
    """Only PostgreSQL has two writers at once: a part that joins an album must not be lost."""
    async with database.transaction() as session:
        (row,) = await stored(session, a_message(1, params={"parts": 1}))
    if database.is_sqlite:
        return
    async with database.transaction() as joining:
        held = await joining.get_one(Outbox, row.id, with_for_update=True)
        held.params = {"parts": 2}
        await joining.flush()
        async with database.transaction() as session:
            assert await chats(session) == []
    async with database.transaction() as session:
        (due,) = await candidates(session, now=NOW, limit=5, pace=PACE, hours=HOURS)
        assert due.params == {"parts": 2}


async def test_an_album_counts_each_of_its_parts(session: AsyncSession) -> None:
    sent = {"state": OutboxState.SENT, "sent_at": NOW - timedelta(seconds=9)}
    await stored(session, a_message(GROUP, **sent, parts=7), a_message(GROUP, **sent, parts=4))
    (album,) = await stored(session, a_message(GROUP, parts=10))
    assert await chats(session) == []
    album.parts = 9
    await session.flush()
    assert await chats(session) == [GROUP]


async def test_what_is_in_no_hurry_keeps_part_of_the_minute_free(session: AsyncSession) -> None:
    sent = {"state": OutboxState.SENT, "sent_at": NOW - timedelta(seconds=9), "parts": 12}
    await stored(session, a_message(GROUP, **sent))
    (card,) = await stored(session, a_message(GROUP, priority=int(Priority.FOLLOW_UP)))
    assert await chats(session) == []
    card.priority = int(Priority.STAFF)
    await session.flush()
    assert await chats(session) == [GROUP]


async def test_what_is_larger_than_the_rate_leaves_into_an_idle_group(
    session: AsyncSession,
) -> None:
    await stored(session, a_message(GROUP, parts=100))
    assert await chats(session) == [GROUP]
