"""What staff press on a call's card."""

from collections.abc import Awaitable, Callable

from crm.calls import operations
from crm.calls.payloads import CallNoted, CallNotOpen
from handlers.turn import Turn
from models.calls import CallOutcome
from models.staff import Role
from views.actions import Action, CloseCall


async def close(turn: Turn, action: CloseCall) -> None:
    """Keep how the call ended."""
    if turn.staff is None or action.outcome not in set(CallOutcome):
        turn.toast(CallNotOpen())
        return
    outcome = CallOutcome(action.outcome)
    try:
        await operations.close(
            turn.session, task_id=action.task_id, staff=turn.staff, outcome=outcome, now=turn.now
        )
    except (operations.CallNotFound, operations.CallAlreadyClosed):
        turn.toast(CallNotOpen())
    else:
        turn.toast(CallNoted(outcome))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, CloseCall], Awaitable[None]]]] = {
    CloseCall: (Role.AGENT, close)
}
