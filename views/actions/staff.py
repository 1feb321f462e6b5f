"""What is pressed about the staff themselves: who they are, leave, invitations, language."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ListStaff(Action):
    """Show a page of the staff."""

    code: ClassVar[str] = "staff"
    page: int


@dataclass(frozen=True, slots=True)
class ShowMember(Action):
    """Show a member of the staff, or ask what of them shall change; `island` where regions are."""

    code: ClassVar[str] = "member"
    staff_id: int
    part: str
    island: str


@dataclass(frozen=True, slots=True)
class SetRole(Action):
    """Give a member another role."""

    code: ClassVar[str] = "srole"
    staff_id: int
    role: str


@dataclass(frozen=True, slots=True)
class ToggleSpoken(Action):
    """Note that a member speaks a language, or does not."""

    code: ClassVar[str] = "sspeak"
    staff_id: int
    tag: str


@dataclass(frozen=True, slots=True)
class SetRegion(Action):
    """Note which region a member looks after."""

    code: ClassVar[str] = "sregion"
    staff_id: int
    region: str


@dataclass(frozen=True, slots=True)
class RemoveMember(Action):
    """Let a member be staff no longer."""

    code: ClassVar[str] = "sremove"
    staff_id: int


@dataclass(frozen=True, slots=True)
class AskLeave(Action):
    """Ask when a member shall be on leave."""

    code: ClassVar[str] = "sleave"
    staff_id: int


@dataclass(frozen=True, slots=True)
class TakeLeave(Action):
    """Let a member be on leave from today, for so many days; 0 until they are back."""

    code: ClassVar[str] = "saway"
    staff_id: int
    days: int


@dataclass(frozen=True, slots=True)
class EndLeave(Action):
    """End a member's leave."""

    code: ClassVar[str] = "sback"
    staff_id: int


@dataclass(frozen=True, slots=True)
class DraftInvitation(Action):
    """Choose what an invitation makes of somebody; `speaks` has a bit for each language."""

    code: ClassVar[str] = "sdraft"
    role: str
    speaks: int


@dataclass(frozen=True, slots=True)
class MakeInvitation(Action):
    """Make the link of an invitation."""

    code: ClassVar[str] = "sinvite"
    role: str
    speaks: int


@dataclass(frozen=True, slots=True)
class ListInvitations(Action):
    """Show the invitations that nobody has followed yet."""

    code: ClassVar[str] = "sopen"


@dataclass(frozen=True, slots=True)
class RevokeInvitation(Action):
    """Take an invitation back."""

    code: ClassVar[str] = "srevoke"
    invitation_id: int


@dataclass(frozen=True, slots=True)
class ReadIn(Action):
    """Read staff texts in another language: oneself (0), or the desk (1)."""

    code: ClassVar[str] = "sread"
    tag: str
    desk: int
