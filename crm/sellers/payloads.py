"""What is said to a person from the first word until their store is linked."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload


class InvitationTrouble(StrEnum):
    """Why an invitation leads nowhere."""

    INVALID = "invalid"
    EXPIRED = "expired"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """One of several stores with the same number; `place` tells it from its namesakes."""

    seller_id: int
    store: str
    place: str = ""


@dataclass(frozen=True)
class Apology(Payload):
    """Something went wrong on our side; staff have been told."""

    template: ClassVar[str] = "apology"


@dataclass(frozen=True)
class LanguageQuestion(Payload):
    """Ask for a language; `first` greets a stranger.

    `province` tells which languages are likely, `page` counts those offered from 0. With
    `message_id` the question turns the page of that message.
    """

    template: ClassVar[str] = "language_question"
    first: bool
    province: str = ""
    page: int = 0
    message_id: int | None = None
    waiting: int = 0
    """How many of the stranger's messages are kept meanwhile."""
    written: str | None = None
    """The language that these surely are in, which is offered first."""


@dataclass(frozen=True)
class LanguageChosen(Payload):
    """A toast: we speak this language now."""

    template: ClassVar[str] = "toast_language_chosen"


@dataclass(frozen=True)
class ConsentQuestion(Payload):
    """Ask whether the person's messages may be kept; `waiting` counts those that are there."""

    template: ClassVar[str] = "consent_question"
    waiting: int = 0


@dataclass(frozen=True)
class ConsentDeclined(Payload):
    """Accept a no, say what stays possible, and how to change one's mind."""

    template: ClassVar[str] = "consent_declined"


@dataclass(frozen=True)
class ConsentNeeded(Payload):
    """Lead back to consent somebody who declined; `said` where they wrote something just now."""

    template: ClassVar[str] = "consent_needed"
    said: bool = False


@dataclass(frozen=True)
class CommandMenu(Payload):
    """Put the commands of this one chat's menu in the language that is spoken there."""

    template: ClassVar[str] = "command_menu"


@dataclass(frozen=True)
class LinkQuestion(Payload):
    """Ask by which way to find the person's store."""

    template: ClassVar[str] = "link_question"
    waiting: int = 0
    trouble: InvitationTrouble | None = None


@dataclass(frozen=True)
class ContactQuestion(Payload):
    """Ask for the person's own number, which the phone sends by one key."""

    template: ClassVar[str] = "contact_question"
    waiting: int = 0


@dataclass(frozen=True)
class ContactNotOwn(Payload):
    """Explain that only one's own number can be taken, and show the key again."""

    template: ClassVar[str] = "contact_not_own"


@dataclass(frozen=True)
class WhichStore(Payload):
    """Ask which of the person's stores this chat is for."""

    template: ClassVar[str] = "which_store"
    stores: tuple[StoreChoice, ...]
    waiting: int = 0


@dataclass(frozen=True)
class StoreNameQuestion(Payload):
    """Ask for the store's name; `unknown_phone` where no store has the person's number."""

    template: ClassVar[str] = "store_name_question"
    waiting: int = 0
    unknown_phone: bool = False


@dataclass(frozen=True)
class LinkingEnd(Payload):
    """The base of what linking ends with; `keyboard` where the contact key must leave the screen.

    Telegram lets a message take the key away or carry buttons, not both.
    """

    keyboard: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Linked(LinkingEnd):
    """Greet the store by its name."""

    template: ClassVar[str] = "linked"
    store: str


@dataclass(frozen=True)
class ClaimReceived(LinkingEnd):
    """Staff look for the store by the name that was typed."""

    template: ClassVar[str] = "claim_received"
    ticket_id: int
    typed_name: str


@dataclass(frozen=True)
class StoreTaken(LinkingEnd):
    """The store is linked to another chat; staff decide."""

    template: ClassVar[str] = "store_taken"
    ticket_id: int


@dataclass(frozen=True)
class OtherStoreHere(LinkingEnd):
    """This chat is linked to `store`, and another one was asked for; staff decide."""

    template: ClassVar[str] = "other_store_here"
    ticket_id: int
    store: str


@dataclass(frozen=True)
class LinkedLater(LinkingEnd):
    """Everything works without a linked store; it can be linked at any time."""

    template: ClassVar[str] = "linked_later"


@dataclass(frozen=True)
class ClaimApproved(Payload):
    """Staff linked the store."""

    template: ClassVar[str] = "claim_approved"
    store: str


@dataclass(frozen=True)
class ClaimRefused(Payload):
    """Staff found no store for the person."""

    template: ClassVar[str] = "claim_refused"
