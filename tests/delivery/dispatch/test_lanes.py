from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.settings import Settings
from crm.broadcasts.payloads import BroadcastMessage
from crm.followups.hours import Hours
from crm.outbox.operations import post
from crm.outbox.payload import Priority
from crm.outbox.retelling import Retold
from crm.sellers.menu import Help
from delivery.bell import Bell
from delivery.dispatch import pacing
from delivery.dispatch.claims import Due, Pace, candidates
from delivery.dispatch.jobs import Desk
from delivery.dispatch.streams import streams
from models import Broadcast, Outbox
from models.broadcasts import BroadcastState
from tests.support.broadcasts import a_broadcast, filled
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.tickets import GROUP, a_desk
from views.actions import ReadInIndonesian, encode
from views.message import EditText, Text
from views.retelling import LONG
from views.words import Catalogs

PACE = Pace(chat_interval=timedelta(seconds=1), group_per_minute=20)
HOURS = Hours()


async def due(
    session: AsyncSession,
    *,
    limit: int = 50,
    now: datetime = NOW,
    priorities: tuple[Priority, ...] = tuple(Priority),
) -> list[Due]:
    return await candidates(
        session, now=now, limit=limit, pace=PACE, hours=HOURS, priorities=priorities
    )


async def lanes(session: AsyncSession, broadcast: Broadcast) -> set[str]:
    rows = await session.scalars(select(Outbox).where(col(Outbox.lane).is_not(None)))
    by_id = {row.id: row.lane or "" for row in rows}
    return {by_id[one.id] for one in await due(session) if by_id[one.id]}


async def on_its_way(session: AsyncSession, **facts: object) -> Broadcast:
    broadcast = await a_broadcast(session, **facts)  # pyright: ignore[reportArgumentType] - free facts
    await filled(session, broadcast)
    return broadcast


async def test_what_a_paused_broadcast_holds_does_not_leave(session: AsyncSession) -> None:
    await a_seller(session)
    broadcast = await on_its_way(session)
    assert len(await due(session)) == 1
    broadcast.state = BroadcastState.PAUSED
    await session.flush()
    assert await due(session) == []


async def test_a_paused_broadcast_is_in_nobodys_way(session: AsyncSession) -> None:
    await a_seller(session)
    first = await on_its_way(session)
    first.state = BroadcastState.PAUSED
    second = await on_its_way(session)
    assert await lanes(session, second) == {f"{second.id}:Asia/Jakarta"}


async def test_one_message_a_chat_though_two_broadcasts_wait(session: AsyncSession) -> None:
    await a_seller(session)
    first = await on_its_way(session)
    await on_its_way(session)
    assert await lanes(session, first) == {f"{first.id}:Asia/Jakarta"}
    assert len(await due(session)) == 1


async def test_a_zone_at_night_does_not_keep_the_others_waiting(session: AsyncSession) -> None:
    for zone in ("Asia/Jayapura", "Asia/Jayapura", "Asia/Jakarta"):
        await a_seller(session, zone=zone)
    await on_its_way(session)
    evening = NOW.replace(hour=11, minute=30)  # 18:30 in Jakarta, 20:30 in Jayapura
    (only,) = await due(session, limit=1, now=evening)
    row = await session.get(Outbox, only.id)
    assert row is not None
    assert (row.lane or "").endswith("Asia/Jakarta")


async def test_paid_broadcasts_have_a_stream_of_their_own(session: AsyncSession) -> None:
    bot, paid = streams(Settings.load(None, paid_broadcast_rate=1000), bell=Bell())
    assert (bot.bucket, paid.bucket) == (pacing.BOT, pacing.PAID)
    await a_seller(session)
    await on_its_way(session)
    assert await due(session, priorities=bot.priorities) == []
    assert len(await due(session, priorities=paid.priorities)) == 1


def test_free_broadcasts_share_the_bots_stream() -> None:
    (bot,) = streams(Settings.load(None), bell=Bell())
    assert bot.priorities == tuple(Priority)


@pytest.mark.parametrize(
    ("language", "text"), [("jv", "Sesuk prei."), ("su", "Besok libur."), (None, "Besok libur.")]
)
@pytest.mark.parametrize("rate", [0, 500])
async def test_each_seller_reads_their_own_language_or_indonesian(
    session: AsyncSession, language: str | None, text: str, rate: int
) -> None:
    await a_seller(session, language=language)
    await on_its_way(session, photo="AgAC")
    desk = Desk(catalogs=Catalogs.load(), settings=Settings.load(None, paid_broadcast_rate=rate))
    (job,) = await desk.jobs(session, await due(session), now=NOW)
    assert isinstance(job.payload, BroadcastMessage)
    assert (job.payload.text, job.payload.photo) == (text, "AgAC")
    assert job.place(None).paid is (rate > 0)


@pytest.mark.parametrize("language", ["jv", "en"])
async def test_a_long_one_is_read_in_indonesian_where_it_was_written_in_another(
    session: AsyncSession, language: str
) -> None:
    seller = await a_seller(session, language=language)
    broadcast = await on_its_way(session)
    broadcast.texts = {"id": "Besok libur. " * 40, language: "Sesuk prei. " * 40}
    desk = Desk(catalogs=Catalogs.load(), settings=Settings.load(None))
    (job,) = await desk.jobs(session, await due(session), now=NOW)
    told = job.render()
    assert isinstance(told, Text)
    assert told.buttons[-1][0].data == encode(ReadInIndonesian(1))

    said = Retold(7, indonesian=True, said=job.payload.template, facts=job.payload.params())
    post(session, said, chat_id=seller.chat_id or 0, seller_id=seller.id, now=NOW)
    (again,) = await desk.jobs(session, await due(session, priorities=(said.priority,)), now=NOW)
    retold = again.render()
    assert isinstance(retold, EditText)
    assert retold.html.startswith("Besok libur.")
    assert retold.buttons[-1][0].data == encode(ReadInIndonesian(0))


async def test_staff_who_read_english_are_not_led_to_indonesian(session: AsyncSession) -> None:
    (await a_desk(session)).language = "en"
    dewi = await a_staff_member(session, telegram_id=77, language="en")
    seller = await a_seller(session, language="en")
    for chat_id, seller_id in ((GROUP, seller.id), (dewi.telegram_id, None)):
        post(session, Help(), chat_id=chat_id, seller_id=seller_id, now=NOW)
    desk = Desk(catalogs=Catalogs.load(), settings=Settings.load(None))
    jobs = await desk.jobs(session, await due(session), now=NOW)
    assert len(jobs) == 2
    for job in jobs:
        told = job.render()
        assert isinstance(told, Text)
        assert job.words.language == "en"
        assert len(told.html) > LONG
        assert encode(ReadInIndonesian(1)) not in [one.data for row in told.buttons for one in row]
