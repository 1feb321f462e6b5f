"""People and the bot react to messages, each as Telegram lets them."""

import pytest

from simulator import ImpossibleActionError, Person, Simulator
from tests.simulator.bot_client import BotClient, Json

THUMB = [{"type": "emoji", "emoji": "👍"}]
HEART = [{"type": "emoji", "emoji": "❤"}]


async def told(bot: BotClient) -> list[Json]:
    """Return the reactions that the bot is told of."""
    wanted = ["message", "message_reaction"]
    updates = await bot.updates(allowed_updates=wanted)
    return [update["message_reaction"] for update in updates if "message_reaction" in update]


async def test_a_person_s_reaction_reaches_the_bot_beside_its_own(
    bot: BotClient, seller: Person
) -> None:
    assert await told(bot) == []
    said = seller.says("Terima kasih")
    await bot.call("setMessageReaction", chat_id=seller.id, message_id=said.id, reaction=THUMB)
    for given in (["❤"], ["❤"], []):
        seller.reacts(said, *given)
    changes = await told(bot)
    assert [(one["old_reaction"], one["new_reaction"]) for one in changes] == [
        ([], HEART),
        (HEART, []),
    ]
    assert {(one["message_id"], one["user"]["id"]) for one in changes} == {(said.id, seller.id)}
    assert said.reactions == ["👍"]


async def test_in_a_group_it_reaches_only_an_administrator(bot: BotClient, sim: Simulator) -> None:
    await told(bot)
    dewi, group = sim.add_user("Dewi"), sim.add_group("Desk")
    group.add(dewi)
    group.add_bot(admin=False)
    said = dewi.says("Halo", chat=group)
    dewi.reacts(said, "👍", chat=group)
    assert await told(bot) == []
    group.add_bot(admin=True)
    dewi.reacts(said, "❤", chat=group)
    assert [one["new_reaction"] for one in await told(bot)] == [HEART]


async def test_a_bot_that_does_not_ask_for_them_gets_none(bot: BotClient, seller: Person) -> None:
    seller.reacts(seller.says("Halo"), "👍")
    assert not [update for update in await bot.updates() if "message_reaction" in update]


async def test_nobody_reacts_where_they_are_not(seller: Person, sim: Simulator) -> None:
    said, agus = seller.says("Halo"), sim.add_user("Agus")
    with pytest.raises(ImpossibleActionError, match="cannot react"):
        agus.reacts(said, "👍", chat=seller.id)
    group = sim.add_group("Desk")
    group.add(seller)
    with pytest.raises(ImpossibleActionError, match="is not in"):
        agus.reacts(seller.says("Halo", chat=group), "👍", chat=group)
