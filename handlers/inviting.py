"""Invite people to the team, take invitations back, and welcome whoever follows one."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.outbox.operations import post
from crm.staff import inviting, rules
from crm.staff.invitations import (
    InvitationDraft,
    InvitationOutcome,
    InvitationPressed,
    LinkProblem,
    StaffLinkRefused,
    StaffWelcome,
)
from crm.staff.inviting import InvitationGone, LinkExpired, LinkUsed, RoleTooHigh, StaffAlready
from crm.staff.links import LinkInvalid, Links
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from views.actions import (
    Action,
    DraftInvitation,
    ListInvitations,
    MakeInvitation,
    RevokeInvitation,
)

PROBLEMS: dict[type[Exception], LinkProblem] = {
    LinkInvalid: LinkProblem.INVALID,
    LinkExpired: LinkProblem.EXPIRED,
    LinkUsed: LinkProblem.USED,
    StaffAlready: LinkProblem.ALREADY_STAFF,
}


async def draft(turn: Turn, action: DraftInvitation) -> None:
    """Let the person choose what an invitation makes of whoever follows it."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    roles = tuple(role for role in Role if rules.may_invite(turn.staff.role, role))
    turn.reply(
        InvitationDraft(
            roles=roles,
            role=_role(action.role),
            speaks=rules.tags_of(action.speaks),
            message_id=turn.message.message_id,
        )
    )


async def make(turn: Turn, action: MakeInvitation) -> None:
    """Make a link, and send it to whoever asked in private."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        link = await inviting.invite(
            turn.session,
            role=_role(action.role),
            speaks=rules.tags_of(action.speaks),
            by=turn.staff,
            language=turn.services.settings.staff_language,
            links=_links(turn, turn.message.get_bot().username),
            now=turn.now,
        )
    except RoleTooHigh:
        turn.toast(InvitationPressed(InvitationOutcome.ROLE_TOO_HIGH))
    else:
        post(turn.session, link, chat_id=turn.staff.telegram_id, now=turn.now)
        turn.toast(InvitationPressed(InvitationOutcome.SENT))


async def opened(turn: Turn, _action: ListInvitations) -> None:
    """Show the invitations that can still be followed."""
    await stay_in_topic(turn)
    await _show_open(turn)


async def revoke(turn: Turn, action: RevokeInvitation) -> None:
    """Take an invitation back."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        await inviting.revoke(
            turn.session, invitation_id=action.invitation_id, by=turn.staff, now=turn.now
        )
    except RoleTooHigh:
        turn.toast(InvitationPressed(InvitationOutcome.ROLE_TOO_HIGH))
    except InvitationGone:
        turn.toast(InvitationPressed(InvitationOutcome.GONE))
    else:
        turn.toast(InvitationPressed(InvitationOutcome.REVOKED))
        await _show_open(turn)


async def follow(turn: Turn, payload: str) -> None:
    """Let whoever followed a link be staff, or say kindly why not."""
    try:
        staff = await inviting.follow(
            turn.session,
            payload=payload,
            links=_links(turn),
            telegram_id=turn.user.id,
            name=turn.user.full_name,
            now=turn.now,
        )
    except tuple(PROBLEMS) as refusal:
        turn.reply(StaffLinkRefused(PROBLEMS[type(refusal)]))
        return
    turn.roster.staff[turn.user.id] = staff
    turn.reply(StaffWelcome(name=staff.name, role=staff.role))


async def _show_open(turn: Turn) -> None:
    shown = await inviting.open_ones(
        turn.session, now=turn.now, message_id=turn.message.message_id
    )
    turn.reply(shown)


def _role(role: str) -> Role:
    return Role(role) if role in set(Role) else Role.AGENT


def _links(turn: Turn, bot: str = "") -> Links:
    """Return what reads links, and with the bot's name makes them."""
    return Links.of(bot, turn.services.settings.require_token())


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    DraftInvitation: (Role.SUPERVISOR, draft),
    MakeInvitation: (Role.SUPERVISOR, make),
    ListInvitations: (Role.SUPERVISOR, opened),
    RevokeInvitation: (Role.SUPERVISOR, revoke),
}
