"""`/bahasa` for staff: in private for one's own texts, in the desk for those of the desk."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.staff import people
from crm.staff.members import RoleNeeded, StaffLanguageChosen, StaffLanguageQuestion
from crm.staff.operations import NotAdmin
from crm.staff.people import UnknownWord
from handlers import menu
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, ReadIn


async def ask(turn: Turn) -> None:
    """Ask for a language; whoever is a seller too is asked for that one as well."""
    if not turn.private:
        await stay_in_topic(turn)
    turn.reply(StaffLanguageQuestion(desk=not turn.private))
    if turn.private and turn.seller is not None:
        await menu.language(turn)


async def choose(turn: Turn, action: ReadIn) -> None:
    """Write in another language from now on, to the person or in the desk."""
    if not turn.private:
        await stay_in_topic(turn)
    reader = turn.group if action.desk else turn.staff
    if reader is None or turn.staff is None:
        return
    try:
        people.read_in(reader, action.tag, by=turn.staff)
    except NotAdmin:
        turn.toast(RoleNeeded(Role.ADMIN))
    except UnknownWord:
        await menu.stale(turn)
    else:
        turn.reply(StaffLanguageChosen(desk=bool(action.desk)))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ReadIn: (Role.AGENT, choose),
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "bahasa": (Role.AGENT, ask),
}
