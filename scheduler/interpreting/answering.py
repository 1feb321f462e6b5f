"""One order: its material is fetched, the service asked, and staff told what came of it."""

from datetime import timedelta

import structlog
from telegram.error import TelegramError

from crm.errors import CrmError
from crm.interpreting import orders, telling
from crm.interpreting.payloads import LONGEST, NotTranslated, Translated, TranslationFailed
from crm.interpreting.services import (
    AUTO,
    LanguageUnsupported,
    ServiceAway,
    ServiceRefused,
    Translator,
)
from crm.outbox.payload import Payload
from crm.tickets.rules import cut
from crm.understanding.reading import read
from models import InterpretingOrder, Ticket
from scheduler.interpreting.tools import Tools

log = structlog.get_logger()

ATTEMPTS = 3
"""Tries at an order: staff hear of a translation that fails at once, and may press again."""
PAUSE = timedelta(seconds=20)
LARGEST = 20 * 1024 * 1024
"""Bytes of a voice message: more Telegram does not hand out."""
KNOWN = 0.8
"""The chance from which the recognised language is told to the service."""


async def translate(tools: Tools, order: InterpretingOrder) -> None:
    """Post a translation beside the original, or why there is none."""
    async with tools.services.database.reading() as session:
        ticket = await session.get_one(Ticket, order.ticket_id)
        words = await telling.words(session, ticket=ticket)
        language = ticket.language
    payload = await _translated(tools, order, words, language)
    async with tools.services.database.transaction() as session:
        now = tools.services.clock.now()
        await telling.tell(session, order=order, payload=payload, now=now)


async def transcribe(tools: Tools, order: InterpretingOrder) -> None:
    """Post a voice message's words below it; where there are none, staff listen as ever."""
    if tools.transcriber is None or order.attempts > ATTEMPTS:
        await _give_up(tools, order)
        return
    try:
        sound = await tools.fetch(order.file_id, LARGEST)
        text = await tools.transcriber.transcribe(sound, name=_name(sound))
    except (ServiceAway, TelegramError) as error:
        await _put_off(tools, order, error)
    except CrmError as error:
        log.warning("voice_not_written", order_id=order.id, reason=error.code)
        await _give_up(tools, order)
    else:
        await _written(tools, order, text)


async def _written(tools: Tools, order: InterpretingOrder, text: str) -> None:
    if not text:
        await _give_up(tools, order)
        return
    async with tools.services.database.transaction() as session:
        now = tools.services.clock.now()
        await telling.written_down(session, order=order, text=text, now=now)


async def _translated(tools: Tools, order: InterpretingOrder, words: str, stored: str) -> Payload:
    if tools.translator is None or order.attempts > ATTEMPTS:
        return TranslationFailed(NotTranslated.AWAY if tools.translator else NotTranslated.OFF)
    if not words:
        return TranslationFailed(NotTranslated.NOTHING)
    source = _source(words, stored, target=order.target)
    try:
        translation = await _asked(tools.translator, words, source=source, target=order.target)
    except LanguageUnsupported as error:
        return _unsupported(error.language, target=order.target)
    except (ServiceAway, ServiceRefused) as error:
        log.warning("not_translated", order_id=order.id, reason=error.code)
        is_away = isinstance(error, ServiceAway)
        return TranslationFailed(NotTranslated.AWAY if is_away else NotTranslated.REFUSED)
    return Translated(words, translation, order.target)


def _unsupported(language: str, *, target: str) -> TranslationFailed:
    if language == AUTO:
        return TranslationFailed(NotTranslated.UNRECOGNISED)
    why = NotTranslated.NOT_INTO if language == target else NotTranslated.UNSUPPORTED
    return TranslationFailed(why, language=language)


async def _asked(translator: Translator, words: str, *, source: str, target: str) -> str:
    translation = await translator.translate(words, source=source, target=target)
    return cut(translation, LONGEST)


def _source(words: str, stored: str, *, target: str) -> str:
    """Return the language to translate from: what it reads as, else what the seller chose."""
    reading = read(words)
    known = reading is not None and reading.language_score >= KNOWN
    source = reading.language if reading is not None and known else stored
    return AUTO if source == target else source


def _name(sound: bytes) -> str:
    """Return a file's name by what it begins with: some services go by its ending alone."""
    if sound[4:8] == b"ftyp":
        return "voice.mp4"
    return "voice.mp3" if sound.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3")) else "voice.ogg"


async def _put_off(tools: Tools, order: InterpretingOrder, error: Exception) -> None:
    log.info("voice_put_off", order_id=order.id, error=type(error).__name__)
    async with tools.services.database.transaction() as session:
        await orders.put_off(session, order, until=tools.services.clock.now() + PAUSE)


async def _give_up(tools: Tools, order: InterpretingOrder) -> None:
    async with tools.services.database.transaction() as session:
        await orders.settle(session, order)
