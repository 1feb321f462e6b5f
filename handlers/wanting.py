"""`/perbaiki`: the stores whose data staff should mend."""

from collections.abc import Awaitable, Callable

from crm.wanting import orders
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role


async def show(turn: Turn) -> None:
    """Have the list made."""
    await stay_in_topic(turn)
    turn.reply(
        await orders.ask(
            turn.session, chat_id=turn.chat_id, ticket_id=turn.ticket_id, now=turn.now
        )
    )


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "perbaiki": (Role.AGENT, show)
}
