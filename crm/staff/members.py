"""What is shown of the staff, and told to them, without its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.staff import Role


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the staff, as a list shows them; `load` counts their unfinished tickets."""

    staff_id: int
    name: str
    role: Role
    language: str
    speaks: tuple[str, ...]
    region: str
    load: int
    away: bool
    away_from: date | None = None
    """None also where a leave is over."""
    away_until: date | None = None


@dataclass(frozen=True)
class StaffList(Payload):
    """A page of the staff; `total` counts them all, `invitations` those that are open."""

    template: ClassVar[str] = "staff_list"
    priority: ClassVar[Priority] = Priority.STAFF
    members: tuple[Member, ...]
    total: int
    invitations: int
    page: int = 0
    pages: int = 1
    message_id: int | None = None


class MemberPart(StrEnum):
    """What of a member is shown, or asked for."""

    CARD = "card"
    ROLE = "role"
    SPEAKS = "speaks"
    REGION = "region"
    REMOVE = "remove"


@dataclass(frozen=True)
class MemberCard(Payload):
    """A member of the staff; `manages` where whoever asks may change them."""

    template: ClassVar[str] = "member_card"
    priority: ClassVar[Priority] = Priority.STAFF
    member: Member
    manages: bool
    part: MemberPart = MemberPart.CARD
    island: str = ""
    """The group of islands whose provinces are offered as a region."""
    message_id: int | None = None


class MemberOutcome(StrEnum):
    """What pressing a button about a member came to."""

    CHANGED = "changed"
    REMOVED = "removed"
    GONE = "gone"
    LAST_ADMIN = "last_admin"
    NOT_YOURS = "not_yours"
    NO_SUCH_LEAVE = "no_such_leave"


@dataclass(frozen=True)
class MemberPressed(Payload):
    """A toast: what came of it."""

    template: ClassVar[str] = "toast_member"
    outcome: MemberOutcome
    name: str = ""


@dataclass(frozen=True)
class RoleChanged(Payload):
    """To a staff member in private: an admin gave them another role."""

    template: ClassVar[str] = "role_changed"
    priority: ClassVar[Priority] = Priority.STAFF
    role: Role
    by: str


@dataclass(frozen=True)
class StaffLanguageQuestion(Payload):
    """Ask in which language staff texts shall be: one's own, or the desk's."""

    template: ClassVar[str] = "staff_language_question"
    priority: ClassVar[Priority] = Priority.STAFF
    desk: bool = False


@dataclass(frozen=True)
class StaffLanguageChosen(Payload):
    """Confirm it, in the new language."""

    template: ClassVar[str] = "staff_language_chosen"
    priority: ClassVar[Priority] = Priority.STAFF
    desk: bool = False


@dataclass(frozen=True)
class RoleNeeded(Payload):
    """A toast: only `role` may do this."""

    template: ClassVar[str] = "toast_role_needed"
    role: Role


@dataclass(frozen=True)
class CommandDeclined(Payload):
    """To a staff member: a command is for `role`."""

    template: ClassVar[str] = "command_declined"
    priority: ClassVar[Priority] = Priority.STAFF
    role: Role
