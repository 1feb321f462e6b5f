"""`/staf`: who is on the team, and what an admin presses about them."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.staff import directory, people
from crm.staff.members import MemberOutcome, MemberPart, MemberPressed
from crm.staff.operations import LastAdmin, NotStaff
from crm.staff.people import UnknownWord
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from views.actions import (
    Action,
    ListStaff,
    RemoveMember,
    SetRegion,
    SetRole,
    ShowMember,
    ToggleSpoken,
)


async def everybody(turn: Turn) -> None:
    """List the staff."""
    await stay_in_topic(turn)
    turn.reply(await directory.listed(turn.session, day=turn.shift.day, now=turn.now))


async def turn_page(turn: Turn, action: ListStaff) -> None:
    """Show a page of the staff in place of what was shown."""
    await stay_in_topic(turn)
    shown = await directory.listed(
        turn.session,
        day=turn.shift.day,
        now=turn.now,
        page=action.page,
        message_id=turn.message.message_id,
    )
    turn.reply(shown)


async def show(turn: Turn, action: ShowMember) -> None:
    """Show a member, or ask what of them shall change."""
    await stay_in_topic(turn)
    part = MemberPart(action.part) if action.part in set(MemberPart) else MemberPart.CARD
    await _show(turn, action.staff_id, part, island=action.island)


async def set_role(turn: Turn, action: SetRole) -> None:
    """Give a member another role."""

    async def change(admin: Staff) -> Staff:
        if action.role not in set(Role):
            raise UnknownWord(role=action.role)
        return await people.change_role(
            turn.session,
            staff_id=action.staff_id,
            role=Role(action.role),
            by=admin,
            now=turn.now,
        )

    if await _changed(turn, change):
        await _show(turn, action.staff_id)


async def toggle_spoken(turn: Turn, action: ToggleSpoken) -> None:
    """Note that a member speaks a language, or does not."""

    async def change(admin: Staff) -> Staff:
        return await people.toggle_language(
            turn.session, staff_id=action.staff_id, tag=action.tag, by=admin
        )

    if await _changed(turn, change):
        await _show(turn, action.staff_id, MemberPart.SPEAKS)


async def set_region(turn: Turn, action: SetRegion) -> None:
    """Note which region a member looks after."""

    async def change(admin: Staff) -> Staff:
        return await people.settle(
            turn.session, staff_id=action.staff_id, code=action.region, by=admin
        )

    if await _changed(turn, change):
        await _show(turn, action.staff_id)


async def remove(turn: Turn, action: RemoveMember) -> None:
    """Let a member be staff no longer, and show who is."""

    async def change(admin: Staff) -> Staff:
        return await people.dismiss(
            turn.session, staff_id=action.staff_id, by=admin, shift=turn.shift, now=turn.now
        )

    if await _changed(turn, change, MemberOutcome.REMOVED):
        await turn_page(turn, ListStaff(0))


async def _changed(
    turn: Turn,
    change: Callable[[Staff], Awaitable[Staff]],
    outcome: MemberOutcome = MemberOutcome.CHANGED,
) -> bool:
    """Make a change, and say what came of it."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return False
    try:
        member = await change(turn.staff)
    except (NotStaff, UnknownWord):
        turn.toast(MemberPressed(MemberOutcome.GONE))
    except LastAdmin as refusal:
        turn.toast(MemberPressed(MemberOutcome.LAST_ADMIN, name=refusal.name))
    else:
        turn.toast(MemberPressed(outcome, name=member.name))
        return True
    return False


async def _show(
    turn: Turn, staff_id: int, part: MemberPart = MemberPart.CARD, *, island: str = ""
) -> None:
    if turn.staff is None:
        return
    try:
        card = await directory.card(
            turn.session,
            staff_id=staff_id,
            by=turn.staff,
            day=turn.shift.day,
            part=part,
            island=island,
            message_id=turn.message.message_id,
        )
    except NotStaff:
        turn.toast(MemberPressed(MemberOutcome.GONE))
    else:
        turn.reply(card)


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListStaff: (Role.SUPERVISOR, turn_page),
    ShowMember: (Role.SUPERVISOR, show),
    SetRole: (Role.ADMIN, set_role),
    ToggleSpoken: (Role.ADMIN, toggle_spoken),
    SetRegion: (Role.ADMIN, set_region),
    RemoveMember: (Role.ADMIN, remove),
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "staf": (Role.SUPERVISOR, everybody),
}
