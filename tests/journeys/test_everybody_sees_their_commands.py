from simulator.methods.profile import shown_commands
from tests.support.town import Town


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


def _commands(town: Town, chat_id: int, language: str = "id") -> dict[str, str]:
    """Return what the menu of a chat shows: each command with its line."""
    world = town.simulator.world
    shown = shown_commands(world, world.chats[chat_id], language, town.agent.id)
    return {one["command"]: one["description"] for one in shown}
