import asyncio
from http import HTTPStatus

from sqlalchemy import select
from sqlmodel import col

from crm.sellers.payloads import CommandMenu
from models import Outbox
from simulator import Fault
from simulator.methods.profile import shown_commands
from tests.support.talk import offers, taps
from tests.support.town import Town
from views.actions import AnswerConsent, ChooseLanguage, Open


async def test_sellers_in_their_chat_and_staff_in_the_desk(town: Town) -> None:
    sri = await town.a_linked_seller()

    sellers, staff = _commands(town, sri.id), _commands(town, town.group.id)

    assert {"menu", "lapor", "bantuan"} <= set(sellers)
    assert list(staff)[:4] == ["tugas", "antrean", "seller", "telepon"]
    assert {"tindaklanjut", "perbaiki", "segmen", "impor", "kembar", "siaran", "bantuan"} <= set(
        staff
    )
    assert "seller" not in sellers


async def test_in_the_language_of_their_app_else_in_indonesian(town: Town) -> None:
    await town.settled()

    indonesian = _commands(town, town.group.id)["tugas"]
    assert _commands(town, town.group.id, "jv")["tugas"] == indonesian
    assert _commands(town, town.group.id, "en")["tugas"] == "The reports I work on"


async def test_in_the_language_that_they_chose_whatever_their_app_speaks(town: Town) -> None:
    sri, budi = await town.a_linked_seller(), await town.a_linked_seller()
    indonesian = _commands(town, sri.id)

    sri.says("/bahasa")
    await taps(sri, ChooseLanguage("min"))
    await sri.hears(offers(Open("report")))
    await town.settled()

    apps = ("id", "en", "jv")
    assert {_commands(town, sri.id, app)["lapor"] for app in apps} == {"Malaporkan masalah"}
    assert _commands(town, sri.id).keys() == indonesian.keys()
    assert _commands(town, budi.id) == indonesian, "the menu is of this one chat"

    sri.says("bahasa Indonesia")
    await sri.hears(offers(Open("report")))
    await town.settled()
    assert _commands(town, sri.id, "en") == indonesian


async def test_though_telegram_asks_for_patience_and_the_bot_is_started_anew(town: Town) -> None:
    sri = await town.a_linked_seller()
    indonesian = _commands(town, sri.id)
    town.simulator.fault(Fault("setMyCommands", "429", retry_after=2))

    sri.says("bahasa Bugis")
    await sri.hears(offers(Open("report")))
    while all(call.status != HTTPStatus.TOO_MANY_REQUESTS for call in town.simulator.calls):  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.02)
    await town.closes()
    await town.opens()
    await town.settled()

    assert _commands(town, sri.id)["lapor"] != indonesian["lapor"]


async def test_from_the_first_choice_on(town: Town) -> None:
    sri, budi = town.a_stranger("Sri"), town.a_stranger("Budi")
    for person, tag in ((sri, "min"), (budi, "id")):
        person.start()
        await taps(person, ChooseLanguage(tag))
        await person.hears(offers(AnswerConsent(1)))
    await town.settled()

    assert _commands(town, sri.id)["lapor"] != _commands(town, budi.id)["lapor"]
    menus = await town.all(select(Outbox).where(col(Outbox.template) == CommandMenu.template))
    assert [row.chat_id for row in menus] == [sri.id], "nothing where nothing changes"


def _commands(town: Town, chat_id: int, language: str = "id") -> dict[str, str]:
    """Return what the menu of a chat shows: each command with its line."""
    world = town.simulator.world
    shown = shown_commands(world, world.chats[chat_id], language, town.agent.id)
    return {one["command"]: one["description"] for one in shown}
