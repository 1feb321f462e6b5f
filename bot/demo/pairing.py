"""The staff's group becomes the desk: its admin says so in the group."""

from bot.demo.client import Client
from bot.demo.happening import Shown
from bot.demo.stage import Stage


async def pair(client: Client, stage: Stage) -> Shown:
    """Let the admin send /pasang and return the confirmation.

    Raises:
        DidNotHappen: the bot did not greet the group, or did not confirm.
    """
    group = stage.group.id
    await client.witness.hears(group, _anything, "a greeting from the bot in the group")
    await client.says(stage.admin.id, "/pasang", chat=group)
    return await client.witness.hears(group, _anything, "the confirmation of /pasang")


def _anything(shown: Shown) -> bool:
    return bool(shown.text)
