"""`/segmen`: how the week's stores stand."""

from collections.abc import Awaitable, Callable

from crm.segments import files
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role


async def show(turn: Turn) -> None:
    """Show the last counted week; its files too, or as soon as they are made."""
    await stay_in_topic(turn)
    payloads = await files.ask(
        turn.session, chat_id=turn.chat_id, ticket_id=turn.ticket_id, now=turn.now
    )
    for payload in payloads:
        turn.reply(payload)


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "segmen": (Role.AGENT, show)
}
