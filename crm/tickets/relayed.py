"""What is carried between a seller and staff: words, edits and reactions of the other side."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload, Priority


@dataclass(frozen=True)
class Relay(Payload):
    """What a seller said, copied to staff."""

    template: ClassVar[str] = "relay"
    priority: ClassVar[Priority] = Priority.STAFF
    from_chat_id: int
    message_ids: tuple[int, ...]
    reply_to: int | None = None
    text: str = ""
    words: bool = False
    """Whether it is one plain text, which can be sent together with others."""

    @property
    def parts(self) -> int:
        """Each part of an album is a message."""
        return len(self.message_ids)


@dataclass(frozen=True)
class RelayToSeller(Relay):
    """What staff said, copied to the seller."""

    template: ClassVar[str] = "relay_to_seller"
    priority: ClassVar[Priority] = Priority.REPLY


@dataclass(frozen=True)
class RelayTogether(Payload):
    """Texts that a seller wrote one after the other, as one message; each is a row of its own."""

    template: ClassVar[str] = "relay_together"
    priority: ClassVar[Priority] = Priority.STAFF
    from_chat_id: int
    message_ids: tuple[int, ...]
    texts: tuple[str, ...]
    reply_to: int | None = None


@dataclass(frozen=True)
class RelayEdit(Payload):
    """What a seller changed in a message, on the copy that staff see."""

    template: ClassVar[str] = "relay_edit"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    text: str
    caption: bool = False


@dataclass(frozen=True)
class RelayEditToSeller(RelayEdit):
    """What staff changed in a message, on the copy that the seller sees."""

    template: ClassVar[str] = "relay_edit_to_seller"
    priority: ClassVar[Priority] = Priority.REPLY


@dataclass(frozen=True)
class RelayReaction(Payload):
    """The seller's reaction, on the message that staff see; an empty one is taken back."""

    template: ClassVar[str] = "relay_reaction"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    emoji: str

    @property
    def parts(self) -> int:
        """It is no message."""
        return 0


@dataclass(frozen=True)
class RelayReactionToSeller(RelayReaction):
    """A staff member's reaction, on the message that the seller sees."""

    template: ClassVar[str] = "relay_reaction_to_seller"
    priority: ClassVar[Priority] = Priority.REPLY


@dataclass(frozen=True)
class NotRelayed(Payload):
    """The seller sent something that cannot be copied; `kind` is Telegram's word for it.

    It is empty where it is of a kind that could be, but Telegram refused.
    """

    template: ClassVar[str] = "not_relayed"
    priority: ClassVar[Priority] = Priority.STAFF
    kind: str = ""
