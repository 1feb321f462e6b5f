from collections.abc import AsyncIterator

import pytest
from markupsafe import Markup

from core.clock import MovableClock
from delivery.telegram.api import BotApi
from delivery.telegram.gateway import Gateway, Place
from delivery.telegram.request import AiohttpRequest
from simulator import Limits, Person, Simulator
from views.message import Button, Photo, Text

TOKEN = "123456:PAID"


@pytest.fixture
async def simulator(clock: MovableClock) -> AsyncIterator[Simulator]:
    """Yield a simulator that takes two messages a second, and four more that are paid."""
    limits = Limits(total_per_second=2, paid_per_second=4)
    simulator = Simulator(clock, token=TOKEN, limits=limits)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def people(simulator: Simulator) -> list[Person]:
    people = [simulator.add_user(f"Penjual {number}") for number in range(7)]
    for person in people:
        person.start()
    return people


@pytest.fixture
async def gateway(simulator: Simulator) -> AsyncIterator[Gateway]:
    request = AiohttpRequest()
    await request.initialize()
    yield Gateway(BotApi(request, f"{simulator.url}/bot{TOKEN}"))
    await request.shutdown()


async def test_paid_messages_leave_beside_the_free_ones(
    simulator: Simulator, people: list[Person], gateway: Gateway
) -> None:
    for number, person in enumerate(people[:6]):
        await gateway.send(Text(Markup("Halo")), Place(person.id, paid=number >= 2))
    paid = [call.params.get("allow_paid_broadcast") for call in simulator.calls]
    assert paid == [None, None, True, True, True, True]
    assert simulator.rejected_429 == 0


async def test_a_photo_that_telegram_has_is_sent_by_its_id(
    people: list[Person], gateway: Gateway
) -> None:
    sent = people[0].sends_photo()
    assert sent.photo is not None
    photo = Photo(
        str(sent.photo["file_id"]),
        Markup("<b>Ayo</b>"),
        buttons=((Button("Stop", data="1~menu"),),),
    )
    await gateway.send(photo, Place(people[1].id, paid=True))
    shown = await people[1].hears("Ayo")
    assert shown.photo
    assert (shown.html, shown.buttons) == ("<b>Ayo</b>", ["Stop"])
