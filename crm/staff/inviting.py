"""Invite somebody to the staff by a link: signed, for one person, for a week."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.staff import operations, queries, rules
from crm.staff.invitations import (
    InvitationFollowed,
    InvitationLink,
    OpenInvitation,
    OpenInvitations,
)
from crm.staff.links import LinkInvalid, Links
from models import Staff, StaffInvitation
from models.staff import Role

LIFETIME = timedelta(days=7)
SHOWN = 20
"""How many open invitations are listed."""


class RoleTooHigh(CrmError):
    """Supervisors invite agents, only admins everybody else."""

    code: ClassVar[str] = "role_too_high"


class LinkExpired(CrmError):
    """The link is older than a week."""

    code: ClassVar[str] = "staff_link_expired"


class LinkUsed(CrmError):
    """Somebody followed the link before."""

    code: ClassVar[str] = "staff_link_used"


class StaffAlready(CrmError):
    """Whoever follows the link is staff; it is kept for whom it is meant."""

    code: ClassVar[str] = "staff_already"


class InvitationGone(CrmError):
    """It was followed, taken back or is over."""

    code: ClassVar[str] = "staff_invitation_gone"


async def invite(
    session: AsyncSession,
    *,
    role: Role,
    speaks: Sequence[str],
    by: Staff | None,
    language: str,
    links: Links,
    now: datetime,
) -> InvitationLink:
    """Invite somebody; the link works once, for a week.

    `by` is None on the command line, where whoever sits is an admin. `language` is what the
    person reads at first.

    Raises:
        RoleTooHigh: `by` may not give this role.
    """
    if by is not None and not rules.may_invite(by.role, role):
        raise RoleTooHigh(role=role)
    invitation = StaffInvitation(
        role=role,
        language=language,
        speaks=[tag for tag in rules.SPOKEN if tag in speaks],
        invited_by=by.id if by else None,
        invited_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(invitation)
    await session.flush()
    number = invitation.id or 0
    return InvitationLink(
        invitation_id=number,
        link=links.link(number),
        role=role,
        expires_at=invitation.expires_at,
    )


async def follow(
    session: AsyncSession,
    *,
    payload: str,
    links: Links,
    telegram_id: int,
    name: str,
    now: datetime,
) -> Staff:
    """Let whoever follows a link be staff, and tell whoever invited them.

    Raises:
        StaffAlready: they are; the link still works for somebody else.
        LinkInvalid: it is forged or taken back.
        LinkExpired: it is too old.
        LinkUsed: somebody was first.
    """
    invitation = await session.get(StaffInvitation, links.read(payload))
    before = await queries.by_telegram_id(session, telegram_id)
    if before is not None and before.active:
        raise StaffAlready(telegram_id=telegram_id)
    inviter = await _inviter(session, invitation)
    if invitation is None or not await _taken(session, invitation.id or 0, now=now):
        raise _refusal(invitation, now)
    staff = await operations.add(
        session,
        telegram_id=telegram_id,
        name=name,
        role=invitation.role,
        language=invitation.language,
        now=now,
    )
    staff.speaks = list(invitation.speaks)
    invitation.used_by, invitation.used_at = staff.id, now
    if inviter is not None:
        told = InvitationFollowed(name=name, role=invitation.role)
        post(session, told, chat_id=inviter.telegram_id, now=now)
    return staff


async def revoke(session: AsyncSession, *, invitation_id: int, by: Staff, now: datetime) -> None:
    """Take an invitation back, so that its link works no more.

    Raises:
        InvitationGone: it does not work any more.
        RoleTooHigh: supervisors take back what they could have given.
    """
    invitation = await session.get(StaffInvitation, invitation_id)
    if invitation is None:
        raise InvitationGone(invitation_id=invitation_id)
    if not rules.may_invite(by.role, invitation.role):
        raise RoleTooHigh(role=invitation.role)
    revoked = await session.scalar(
        update(StaffInvitation)
        .where(col(StaffInvitation.id) == invitation_id, _is_open(now))
        .values(revoked_at=now)
        .returning(col(StaffInvitation.id))
    )
    if revoked is None:
        raise InvitationGone(invitation_id=invitation_id)


async def open_ones(
    session: AsyncSession, *, now: datetime, message_id: int | None = None
) -> OpenInvitations:
    """Return the invitations that can still be followed, the newest first."""
    rows = await session.execute(
        select(StaffInvitation, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(StaffInvitation.invited_by))
        .where(_is_open(now))
        .order_by(col(StaffInvitation.id).desc())
        .limit(SHOWN)
    )
    lines = (
        OpenInvitation(
            invitation_id=invitation.id or 0,
            role=invitation.role,
            by=name or "",
            expires_at=invitation.expires_at,
        )
        for invitation, name in rows
    )
    return OpenInvitations(lines=tuple(lines), message_id=message_id)


async def count_open(session: AsyncSession, *, now: datetime) -> int:
    """Return how many invitations can still be followed."""
    found = await session.scalar(
        select(func.count()).select_from(StaffInvitation).where(_is_open(now))
    )
    return found or 0


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(
        col(StaffInvitation.used_at).is_(None),
        col(StaffInvitation.revoked_at).is_(None),
        col(StaffInvitation.expires_at) > now,
    )


async def _taken(session: AsyncSession, invitation_id: int, *, now: datetime) -> bool:
    """Use an invitation up; of two who follow it at once, for one."""
    taken = await session.scalar(
        update(StaffInvitation)
        .where(col(StaffInvitation.id) == invitation_id, _is_open(now))
        .values(used_at=now)
        .returning(col(StaffInvitation.id))
    )
    return taken is not None


async def _inviter(session: AsyncSession, invitation: StaffInvitation | None) -> Staff | None:
    """Return who invited; LinkInvalid where they may not any more."""
    if invitation is None or invitation.invited_by is None:
        return None
    inviter = await session.get_one(Staff, invitation.invited_by)
    if not inviter.active or not rules.may_invite(inviter.role, invitation.role):
        raise LinkInvalid(invitation_id=invitation.id)
    return inviter


def _refusal(invitation: StaffInvitation | None, now: datetime) -> CrmError:
    if invitation is None or invitation.revoked_at is not None:
        return LinkInvalid()
    if invitation.expires_at <= now and invitation.used_at is None:
        return LinkExpired(invitation_id=invitation.id)
    return LinkUsed(invitation_id=invitation.id)
