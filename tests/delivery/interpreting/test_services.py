"""What services answer, and what each of their answers means."""

from collections.abc import AsyncIterator

import pytest

from crm.errors import CrmError
from crm.interpreting.services import AUTO, LanguageUnsupported, ServiceAway, ServiceRefused
from delivery.interpreting.asking import LARGEST
from delivery.interpreting.libretranslate import LibreTranslate
from delivery.interpreting.openai import OpenAiTranscriber
from tests.support.interpreters import HEARD, KEY, Interpreters, interpreters
from tests.support.loopback import free_port


@pytest.fixture
async def services() -> AsyncIterator[Interpreters]:
    async with interpreters() as running:
        yield running


async def test_a_text_is_translated(services: Interpreters) -> None:
    translator = LibreTranslate(services.url, KEY)
    assert await translator.translate("alah masuak", source="min", target="id") == "ALAH MASUAK"
    (asked,) = services.asked
    assert asked == {
        "q": "alah masuak", "source": "min", "target": "id", "format": "text", "api_key": KEY,
    }  # fmt: skip


async def test_a_voice_is_written_down(services: Interpreters) -> None:
    transcriber = OpenAiTranscriber(services.url, model="small", key=KEY)
    assert await transcriber.transcribe(b"OggS", name="voice.ogg") == HEARD
    (asked,) = services.asked
    assert asked == {
        "model": "small", "name": "voice.ogg", "sound": b"OggS", "key": f"Bearer {KEY}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (503, b"", ServiceAway),
        (429, b'{"error": "Slowdown"}', ServiceAway),
        (403, b'{"error": "Invalid API key"}', ServiceRefused),
        (302, None, ServiceRefused),
        (400, b'{"error": "exceeds text limit"}', ServiceRefused),
        (200, b"<html>", ServiceRefused),
        (200, b'["no", "object"]', ServiceRefused),
        (200, b'{"translatedText": 5, "text": 5}', ServiceRefused),
        (200, b"x" * (LARGEST + 1), ServiceRefused),
    ],
)
async def test_anything_else_is_refused_or_comes_later(
    services: Interpreters, status: int, body: bytes | None, error: type[CrmError]
) -> None:
    services.status, services.body = status, body
    with pytest.raises(error):
        await LibreTranslate(services.url).translate("a", source="min", target="id")
    with pytest.raises(error):
        await OpenAiTranscriber(services.url, model="m").transcribe(b"OggS", name="voice.ogg")
    assert len(services.asked) == 2, "no redirection is followed"


@pytest.mark.parametrize(
    ("source", "target", "error", "unknown"),
    [
        ("nij", "id", None, "nij"),
        ("min", "nij", None, "nij"),
        (AUTO, "id", b'{"error": "auto is not supported"}', AUTO),
        (
            "en",
            "id",
            b'{"error": "Indonesian (id) is not available as a target language from English"}',
            "id",
        ),
    ],
)
async def test_a_language_that_is_not_known_is_named(
    services: Interpreters, source: str, target: str, error: bytes | None, unknown: str
) -> None:
    if error is not None:
        services.status, services.body = 400, error
    with pytest.raises(LanguageUnsupported) as refused:
        await LibreTranslate(services.url).translate("narai", source=source, target=target)
    assert refused.value.language == unknown


async def test_what_no_database_keeps_is_left_out_of_an_answer(services: Interpreters) -> None:
    services.body = (
        rb'{"translatedText": "a\u0000\n\u0007b\u009b", "text": "\u0000\tc\r\n\u001bd"}'
    )
    translated = await LibreTranslate(services.url).translate("a", source="min", target="id")
    heard = await OpenAiTranscriber(services.url, model="m").transcribe(b"O", name="voice.ogg")
    assert (translated, heard) == ("a\nb", "c\nd")

    services.body = rb'{"translatedText": "\u0000 "}'
    with pytest.raises(ServiceRefused):
        await LibreTranslate(services.url).translate("a", source="min", target="id")


async def test_nobody_there_is_not_waited_for() -> None:
    translator = LibreTranslate(f"http://127.0.0.1:{free_port()}", patience=2)
    with pytest.raises(ServiceAway) as away:
        await translator.translate("a", source="min", target="id")
    assert "127.0.0.1" not in str(away.value)
