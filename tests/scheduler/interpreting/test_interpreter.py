"""Orders are answered once, whatever the services do."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.interpreting import orders, telling
from crm.interpreting.payloads import NotTranslated, Translated, TranslationFailed, VoiceWritten
from crm.interpreting.services import AUTO, LanguageUnsupported, ServiceAway, ServiceRefused
from crm.tickets import explaining
from crm.tickets.messages import Said
from crm.tickets.payloads import CardUpdate
from models import InterpretingOrder, Outbox, Ticket
from models.mail import OutboxState
from scheduler.interpreting.interpreter import Interpreter
from scheduler.interpreting.tools import Tools
from scheduler.jobs import housekeeping
from tests.support.builders import a_seller, a_ticket
from tests.support.rows import all_of
from tests.support.tickets import a_desk, posted

MINANG = "Pitih panjualan ambo alun juo masuak lai"
JAVANESE = "Kula mboten saged mlebet akun kula wiwit wingi sonten"


@dataclass
class Service:
    """A translator and a transcriber that says what it is told to; errors are raised, in turn."""

    answers: list[str | Exception] = field(default_factory=list[str | Exception])
    sources: list[str] = field(default_factory=list[str])
    names: list[str] = field(default_factory=list[str])

    async def translate(self, text: str, *, source: str, target: str) -> str:
        self.sources.append(source)
        return self._next(f"{text} -> {target}")

    async def transcribe(self, sound: bytes, *, name: str) -> str:
        self.names.append(name)
        return self._next(sound.decode(errors="replace"))

    def _next(self, usual: str) -> str:
        answer = self.answers.pop(0) if self.answers else usual
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Desk:
    """A desk with a ticket, and an interpreter with a service."""

    database: Database
    clock: MovableClock
    service: Service = field(default_factory=Service)
    sound: bytes = b"OggS"

    @property
    def interpreter(self) -> Interpreter:
        services = Services(Settings.load(None), self.clock, self.database)
        return Interpreter(Tools(services, self.service, self.service, self._fetch, _nothing))

    async def asks_for_a_translation(self, text: str, *, language: str = "min") -> Ticket:
        async with self.database.transaction() as session:
            await a_desk(session)
            ticket = await a_ticket(
                session, seller=await a_seller(session), text=text, language=language
            )
            await orders.translate(
                session, ticket=ticket, chat_id=1, message_id=1, target="id", now=self.clock.now()
            )
        return ticket

    async def hears_a_voice(self) -> None:
        async with self.database.transaction() as session:
            await a_desk(session)
            seller, now = await a_seller(session), self.clock.now()
            chat_id = seller.chat_id or 0
            orders.transcribe(session, chat_id=chat_id, message_id=5, file_id="f", now=now)
            await session.flush()
            ticket = await a_ticket(session, seller=seller)
            voice = Said(chat_id, 5, "voice")
            await orders.belong(session, ticket=ticket, messages=[voice], now=now)

    async def told(self) -> list[object]:
        rows = await all_of(
            self.database, select(Outbox).where(col(Outbox.state) == OutboxState.WAITING)
        )
        kinds = {one.template: one for one in (Translated, TranslationFailed, VoiceWritten)}
        return [kinds[row.template].load(row.params) for row in rows if row.template in kinds]

    async def _fetch(self, _file_id: str, _limit: int) -> bytes:
        return self.sound


def _nothing() -> None:
    pass


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [(MINANG, "id", "min"), ("👍 ok", "jv", "jv"), ("Uang saya belum masuk", "id", AUTO)],
)
async def test_the_source_is_what_it_reads_as(
    desk: Desk, text: str, language: str, source: str
) -> None:
    await desk.asks_for_a_translation(text, language=language)
    await desk.interpreter.step()
    assert desk.service.sources == [source]
    assert await desk.told() == [Translated(text, f"{text} -> id", "id")]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ServiceAway(), TranslationFailed(NotTranslated.AWAY)),
        (ServiceRefused(), TranslationFailed(NotTranslated.REFUSED)),
        (LanguageUnsupported("min"), TranslationFailed(NotTranslated.UNSUPPORTED, "min")),
        (LanguageUnsupported("id"), TranslationFailed(NotTranslated.NOT_INTO, "id")),
        (LanguageUnsupported(AUTO), TranslationFailed(NotTranslated.UNRECOGNISED)),
    ],
)
async def test_a_failure_is_told_at_once_and_once(
    desk: Desk, error: Exception, told: TranslationFailed
) -> None:
    await desk.asks_for_a_translation(MINANG)
    desk.service.answers = [error]
    assert await desk.interpreter.step()
    assert not await desk.interpreter.step()
    assert await desk.told() == [told]


async def test_two_replicas_answer_once(desk: Desk) -> None:
    await desk.asks_for_a_translation(JAVANESE)
    async with desk.database.transaction() as session:
        (lost,) = await orders.claim(session, limit=4, now=desk.clock.now())
    assert not await desk.interpreter.step(), "somebody has it in hand"

    desk.clock.advance(orders.LEASE)
    assert await desk.interpreter.step()
    async with desk.database.transaction() as session:
        assert not await orders.settle(session, lost), "whoever was too slow tells nothing"
    assert len(await desk.told()) == 1


async def test_a_voice_is_tried_again_and_then_left_to_be_listened_to(desk: Desk) -> None:
    await desk.hears_a_voice()
    desk.service.answers = [ServiceAway()] * 9
    for _ in range(5):
        desk.clock.advance(timedelta(minutes=1))
        await desk.interpreter.step()

    assert len(desk.service.names) == 3
    assert await all_of(desk.database, select(InterpretingOrder)) == []
    assert await desk.told() == []


@pytest.mark.parametrize(
    ("sound", "name"),
    [(b"OggS", "voice.ogg"), (b"\0\0\0 ftypisom", "voice.mp4"), (b"ID3\x04", "voice.mp3")],
)
async def test_a_voice_is_named_by_what_it_is(desk: Desk, sound: bytes, name: str) -> None:
    desk.sound = sound
    await desk.hears_a_voice()
    desk.clock.advance(timedelta(minutes=1))
    await desk.interpreter.step()
    assert desk.service.names == [name]
    assert [type(one) for one in await desk.told()] == [VoiceWritten]


async def lapses(desk: Desk) -> int:
    """Let the housekeeping forget what lapsed; return how many orders are left."""
    async with desk.database.transaction() as session:
        services = Services(Settings.load(None), desk.clock, desk.database)
        await housekeeping.lapse_interpreting(session, services, desk.clock.now())
    return len(await all_of(desk.database, select(InterpretingOrder)))


async def test_a_voice_that_belongs_to_nothing_is_forgotten(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        now = desk.clock.now()
        orders.transcribe(session, chat_id=1, message_id=1, file_id="f", now=now)
    desk.clock.advance(orders.KEPT - timedelta(seconds=1))
    assert await lapses(desk) == 1
    desk.clock.advance(timedelta(seconds=2))
    assert await lapses(desk) == 0


async def test_what_waited_while_the_services_were_off_is_not_done_weeks_later(desk: Desk) -> None:
    await desk.hears_a_voice()
    (ticket,) = await all_of(desk.database, Ticket)
    await _asked(desk, ticket)
    desk.clock.advance(orders.LAPSED - timedelta(hours=1))
    assert await lapses(desk) == 2, "they may be back in an hour"

    desk.clock.advance(timedelta(weeks=2))
    assert not await desk.interpreter.step(), "switched on again before anything was forgotten"
    await _asked(desk, ticket)
    assert await desk.interpreter.step()
    assert [type(one) for one in await desk.told()] == [Translated], "whoever asks again is heard"
    assert await lapses(desk) == 0


async def _asked(desk: Desk, ticket: Ticket) -> None:
    async with desk.database.transaction() as session:
        now = desk.clock.now()
        await orders.translate(
            session, ticket=ticket, chat_id=1, message_id=2, target="id", now=now
        )


async def test_a_regional_voice_is_explained_once_it_is_written_down(desk: Desk) -> None:
    await desk.hears_a_voice()
    async with desk.database.transaction() as session:
        (ticket,) = await session.scalars(select(Ticket))
        ticket.card_message_id = 9
        ticket.data = {"messages": [asdict(Said(1, 5, "voice"))]}
        assert explaining.written(ticket) is None
    desk.service.answers = [MINANG]
    desk.clock.advance(timedelta(minutes=1))

    await desk.interpreter.step()

    async with desk.database.transaction() as session:
        (card,) = await posted(session, CardUpdate)
        assert (card.explained, card.written) == (True, "min")
        (ticket,) = await session.scalars(select(Ticket))
        assert MINANG in await telling.words(session, ticket=ticket)
