from collections.abc import AsyncIterator
from typing import Any

import pytest
from markupsafe import Markup
from telegram.error import RetryAfter, TelegramError, TimedOut

from core.clock import MovableClock
from delivery.telegram.api import BotApi, File
from delivery.telegram.gateway import PHOTO_LIMIT, Gateway, Place
from delivery.telegram.request import AiohttpRequest
from simulator import Fault, Group, Message, Simulator
from simulator.files import sample_png
from views.message import Attached, Button

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOKEN = "123456:UPLOADS"


@pytest.fixture
async def simulator(clock: MovableClock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def group(simulator: Simulator) -> Group:
    group = simulator.add_group("Relasi Penjual", forum=True)
    group.add(simulator.add_user("Ratna"), admin=True)
    group.add_bot()
    return group


@pytest.fixture
async def gateway(simulator: Simulator) -> AsyncIterator[Gateway]:
    request = AiohttpRequest()
    await request.initialize()
    yield Gateway(BotApi(request, f"{simulator.url}/bot{TOKEN}"))
    await request.shutdown()


def bytes_of(simulator: Simulator, shown: dict[str, Any] | None) -> bytes:
    assert shown is not None
    return simulator.world.files.by_id[shown["file_id"]].data


async def posted(group: Group) -> Message:
    return await group.hears(lambda message: bool(message.photo or message.document))


async def test_a_document_arrives_as_it_was_with_its_caption_and_buttons(
    simulator: Simulator, group: Group, gateway: Gateway
) -> None:
    thread = await gateway.open_topic(group.id, "Impor")
    content = bytes(range(256)) * 20_000
    message = Attached(
        1, Markup("<b>3 baris</b> &amp; lain"), buttons=((Button("Menu", data="1~menu"),),)
    )

    await gateway.upload(
        message, File("ditolak “tés”.xlsx", XLSX, content), Place(group.id, thread_id=thread)
    )

    shown = await posted(group)
    assert bytes_of(simulator, shown.document) == content
    assert shown.document["file_name"] == "ditolak “tés”.xlsx"
    assert (shown.html, shown.buttons) == ("<b>3 baris</b> &amp; lain", ["Menu"])
    assert shown.thread == thread


async def test_a_picture_arrives_as_a_photo_under_the_message_it_answers(
    simulator: Simulator, group: Group, gateway: Gateway
) -> None:
    asked = simulator.people[0].says("/segmen", chat=group)

    await gateway.upload(
        Attached(1, Markup("Segmen"), photo=True),
        File("segmen.png", "image/png", sample_png()),
        Place(group.id, reply_to=asked.id),
    )

    shown = await posted(group)
    assert bytes_of(simulator, shown.photo) == sample_png()
    assert shown.raw["reply_to_message"]["message_id"] == asked.id


async def test_a_picture_too_large_for_a_photo_arrives_as_a_document(
    simulator: Simulator, group: Group, gateway: Gateway
) -> None:
    content = sample_png() + bytes(PHOTO_LIMIT)

    await gateway.upload(
        Attached(1, Markup("Segmen"), photo=True),
        File("segmen.png", "image/png", content),
        Place(group.id),
    )

    assert bytes_of(simulator, (await posted(group)).document) == content


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("sendDocument", "429", retry_after=3), RetryAfter),
        (Fault("sendDocument", "502"), TelegramError),
        (Fault("sendDocument", "cut"), TimedOut),
    ],
    ids=lambda one: getattr(one, "kind", None),
)
async def test_a_failure_is_told_as_for_a_text(
    simulator: Simulator, group: Group, gateway: Gateway, fault: Fault, kind: type[Exception]
) -> None:
    simulator.fault(fault)

    with pytest.raises(kind):
        await gateway.upload(Attached(1, Markup("a")), File("a.xlsx", XLSX, b"a"), Place(group.id))
