"""`/cari`: reports, stores and messages by their words."""

from collections.abc import Awaitable, Callable

from crm.search import searching
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role


async def search(turn: Turn) -> None:
    """Answer with what was found, in the topic that was asked in."""
    typed = (turn.message.text or turn.message.caption or "").split(maxsplit=1)[1:]
    await stay_in_topic(turn)
    zone = turn.services.settings.timezone
    turn.reply(await searching.search(turn.session, "".join(typed), zone=zone))


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "cari": (Role.AGENT, search)
}
