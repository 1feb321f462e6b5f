"""What is told about invitations to the staff, without its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.staff import Role


@dataclass(frozen=True)
class InvitationDraft(Payload):
    """Choose the role and languages of whom one invites; `roles` are those one may give."""

    template: ClassVar[str] = "staff_invitation_draft"
    priority: ClassVar[Priority] = Priority.STAFF
    roles: tuple[Role, ...]
    role: Role
    speaks: tuple[str, ...]
    message_id: int | None = None


@dataclass(frozen=True)
class InvitationLink(Payload):
    """In private, to whoever invites: the link to pass on."""

    template: ClassVar[str] = "staff_invitation_link"
    priority: ClassVar[Priority] = Priority.STAFF
    invitation_id: int
    link: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has followed yet."""

    invitation_id: int
    role: Role
    by: str
    expires_at: datetime


@dataclass(frozen=True)
class OpenInvitations(Payload):
    """The invitations that can still be followed, and taken back."""

    template: ClassVar[str] = "staff_invitations"
    priority: ClassVar[Priority] = Priority.STAFF
    lines: tuple[OpenInvitation, ...]
    message_id: int | None = None


class InvitationOutcome(StrEnum):
    """What pressing a button about an invitation came to."""

    SENT = "sent"
    REVOKED = "revoked"
    GONE = "gone"
    ROLE_TOO_HIGH = "role_too_high"


@dataclass(frozen=True)
class InvitationPressed(Payload):
    """A toast: what came of it."""

    template: ClassVar[str] = "toast_staff_invitation"
    outcome: InvitationOutcome


@dataclass(frozen=True)
class StaffWelcome(Payload):
    """To whoever followed an invitation: you are staff now."""

    template: ClassVar[str] = "staff_welcome"
    priority: ClassVar[Priority] = Priority.STAFF
    name: str
    role: Role


@dataclass(frozen=True)
class InvitationFollowed(Payload):
    """In private, to whoever invited: somebody followed the link."""

    template: ClassVar[str] = "staff_invitation_followed"
    priority: ClassVar[Priority] = Priority.STAFF
    name: str
    role: Role


class LinkProblem(StrEnum):
    """Why a link made nobody a member of the staff."""

    INVALID = "invalid"
    EXPIRED = "expired"
    USED = "used"
    ALREADY_STAFF = "already_staff"


@dataclass(frozen=True)
class StaffLinkRefused(Payload):
    """To whoever followed an invitation that does not work, or not for them."""

    template: ClassVar[str] = "staff_link_refused"
    problem: LinkProblem
