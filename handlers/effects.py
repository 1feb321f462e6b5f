"""📈 on a cadence's card: what it brought about."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.followups.cadences.deciding import CadenceUnknown
from crm.followups.cadences.payloads import CadencePressed, Pressed
from crm.followups.effect import orders
from crm.followups.effect.payloads import EffectSought
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, ShowEffect


async def show(turn: Turn, action: ShowEffect) -> None:
    """Have the effect counted and drawn."""
    await stay_in_topic(turn)
    try:
        await orders.ask(
            turn.session,
            cadence=action.cadence,
            chat_id=turn.chat_id,
            ticket_id=turn.ticket_id,
            now=turn.now,
        )
    except CadenceUnknown:
        turn.toast(CadencePressed(Pressed.UNKNOWN))
        return
    turn.toast(EffectSought())


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowEffect: (Role.AGENT, show)
}
