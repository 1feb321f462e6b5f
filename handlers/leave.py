"""`/cuti`: leave of absence, one's own or, for supervisors, a colleague's."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.staff import leave
from crm.staff.absence import LeaveNoted, LeaveProblem, LeaveRefused
from crm.staff.days import DaysNotUnderstood
from crm.staff.leave import NoSuchLeave, NotYourLeave
from crm.staff.members import MemberOutcome, MemberPressed
from crm.staff.operations import NotStaff
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from views.actions import Action, AskLeave, EndLeave, TakeLeave

PROBLEMS: dict[type[Exception], LeaveProblem] = {
    DaysNotUnderstood: LeaveProblem.NOT_UNDERSTOOD,
    NotYourLeave: LeaveProblem.NOT_YOURS,
    NotStaff: LeaveProblem.UNKNOWN,
    NoSuchLeave: LeaveProblem.NO_SUCH_LEAVE,
}


async def ask(turn: Turn) -> None:
    """Ask when the person shall be on leave, or take the days that they wrote."""
    await stay_in_topic(turn)
    staff = turn.staff
    if staff is None:
        return
    _, _, days = (turn.message.text or "").strip().partition(" ")
    if not days:
        own = await leave.ask(turn.session, staff_id=staff.id or 0, by=staff, shift=turn.shift)
        turn.reply(own)
        return
    try:
        noted = await leave.by_words(
            turn.session, text=days, by=staff, shift=turn.shift, now=turn.now
        )
    except tuple(PROBLEMS) as refusal:
        turn.reply(LeaveRefused(PROBLEMS[type(refusal)]))
    else:
        turn.reply(noted)


async def ask_for(turn: Turn, action: AskLeave) -> None:
    """Ask when a member of the list shall be on leave, in place of their card."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        asked = await leave.ask(
            turn.session,
            staff_id=action.staff_id,
            by=turn.staff,
            shift=turn.shift,
            listed=True,
            message_id=turn.message.message_id,
        )
    except NotStaff:
        turn.toast(MemberPressed(MemberOutcome.GONE))
    else:
        turn.reply(asked)


async def take(turn: Turn, action: TakeLeave) -> None:
    """Let somebody be on leave from today."""

    async def note(staff: Staff) -> LeaveNoted:
        return await leave.take_days(
            turn.session,
            staff_id=action.staff_id,
            days=action.days,
            by=staff,
            shift=turn.shift,
            now=turn.now,
        )

    await _note(turn, note)


async def end(turn: Turn, action: EndLeave) -> None:
    """End somebody's leave."""

    async def note(staff: Staff) -> LeaveNoted:
        return await leave.come_back(
            turn.session, staff_id=action.staff_id, by=staff, now=turn.now
        )

    await _note(turn, note)


async def _note(turn: Turn, note: Callable[[Staff], Awaitable[LeaveNoted]]) -> None:
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        turn.reply(await note(turn.staff))
    except NotStaff:
        turn.toast(MemberPressed(MemberOutcome.GONE))
    except NotYourLeave:
        turn.toast(MemberPressed(MemberOutcome.NOT_YOURS))
    except NoSuchLeave:
        turn.toast(MemberPressed(MemberOutcome.NO_SUCH_LEAVE))
    else:
        turn.toast(MemberPressed(MemberOutcome.CHANGED))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    AskLeave: (Role.SUPERVISOR, ask_for),
    TakeLeave: (Role.AGENT, take),
    EndLeave: (Role.AGENT, end),
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "cuti": (Role.AGENT, ask),
}
