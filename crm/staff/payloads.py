"""What staff are told about their group and themselves, without its words."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.staff.rules import Lack


@dataclass(frozen=True)
class BotAdded(Payload):
    """The bot was added to a group that is not the desk: how to make it one."""

    template: ClassVar[str] = "bot_added"
    priority: ClassVar[Priority] = Priority.STAFF
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class RightsChanged(Payload):
    """The bot's rights in the paired group changed; nothing lacks where it is empty."""

    template: ClassVar[str] = "rights_changed"
    priority: ClassVar[Priority] = Priority.STAFF
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class Paired(Payload):
    """This group is the desk now; `moved` from another, with `cards` of waiting work to come."""

    template: ClassVar[str] = "paired"
    priority: ClassVar[Priority] = Priority.STAFF
    is_forum: bool
    moved: bool
    cards: int


@dataclass(frozen=True)
class Unpaired(Payload):
    """This group is no longer the desk."""

    template: ClassVar[str] = "unpaired"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class NotPairedHere(Payload):
    """This group is not the desk, so it cannot be unpaired."""

    template: ClassVar[str] = "not_paired_here"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class AdminsOnly(Payload):
    """Only an admin pairs; `anonymous` where the group's admins write in its name."""

    template: ClassVar[str] = "admins_only"
    priority: ClassVar[Priority] = Priority.STAFF
    anonymous: bool = False


@dataclass(frozen=True)
class DeskLost(Payload):
    """To each admin: the bot was removed from the paired group."""

    template: ClassVar[str] = "desk_lost"
    title: str


@dataclass(frozen=True)
class RightsLost(Payload):
    """To each admin: somebody took rights from the bot in the paired group."""

    template: ClassVar[str] = "rights_lost"
    title: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class NotStaffYet(Payload):
    """To somebody who writes to a seller in the group and is not staff."""

    template: ClassVar[str] = "not_staff_yet"
    priority: ClassVar[Priority] = Priority.STAFF
    name: str
    anonymous: bool = False


@dataclass(frozen=True)
class StaffHelp(Payload):
    """How to work with Sapa as staff; an admin is a supervisor too."""

    template: ClassVar[str] = "staff_help"
    priority: ClassVar[Priority] = Priority.STAFF
    is_admin: bool
    is_supervisor: bool = False
