"""What a merge leaves on record, so that it can be undone."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from pydantic import TypeAdapter

from crm.duplicates.rules import Link, cuts_a_chat
from models import Dialog, Seller, SellerDuplicate
from models.duplicates import DuplicateState


@dataclass(frozen=True, slots=True)
class Talk:
    """The dialog that a chat was in when it lost its store."""

    name: str
    step: str
    answers: dict[str, Any]
    started_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, dialog: Dialog) -> Self:
        """Keep `dialog`."""
        return cls(dialog.name, dialog.step, dialog.answers, dialog.started_at, dialog.expires_at)

    def as_row(self, chat_id: int) -> Dialog:
        """Return the dialog again."""
        return Dialog(
            chat_id=chat_id,
            name=self.name,
            step=self.step,
            answers=self.answers,
            started_at=self.started_at,
            expires_at=self.expires_at,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a listed pair before it was merged."""

    pair_id: int
    state: DuplicateState
    decided_at: datetime | None
    decided_by: int | None

    @classmethod
    def of(cls, pair: SellerDuplicate) -> Self:
        """Keep what `pair` says."""
        return cls(pair.id or 0, pair.state, pair.decided_at, pair.decided_by)


@dataclass(frozen=True, slots=True)
class Joined:
    """What a merge did to the links of the two stores."""

    before: Link
    """Of the kept store."""
    given: Link
    """What the merge made of it."""
    other: Link
    """Of the merged store; its row still has it, but for the chat."""
    pulled_hash: int | None
    """Of the kept store's row in the pull: another one since then must be read again."""
    dialog: Talk | None = None
    cancelled: list[int] = field(default_factory=list[int])
    """Messages to the merged store's chat that nobody had asked for."""

    @property
    def chat_lost(self) -> bool:
        """Whether both had a chat, of which the merged store's became a stranger's."""
        return cuts_a_chat(self.before, self.other)


@dataclass(frozen=True, slots=True)
class Moved:
    """All that a merge changed."""

    rows: dict[str, list[int]]
    """By table: the ids of what went over."""
    sales: int
    """How many went over; each says itself, by the portal's id, whose it is."""
    links: Joined
    pair: Decision | None = None
    pairs: list[int] = field(default_factory=list[int])
    """Pairs of the merged store that were listed again as the kept store's."""

    @property
    def tickets(self) -> int:
        """How many tickets went over."""
        return len(self.rows["ticket"])

    @property
    def messages(self) -> int:
        """How many messages, presses and calls went over."""
        return len(self.rows["interaction"])

    def as_json(self) -> dict[str, Any]:
        """Return it as the column stores it."""
        return _MOVED.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Moved":
        """Read it from the column."""
        return _MOVED.validate_python(stored)


_MOVED = TypeAdapter(Moved)


def link_of(store: Seller) -> Link:
    """Return the link of a store as its row has it."""
    return Link(
        chat_id=store.chat_id,
        telegram=store.telegram,
        linked_at=store.linked_at,
        language=store.language,
        consent=store.consent,
        consent_at=store.consent_at,
        proactive=store.proactive,
        phone=store.phone,
        phone_verified=store.phone_verified,
        tags=tuple(store.tags),
    )


def relink(store: Seller, link: Link, *, now: datetime) -> None:
    """Write a link onto its store."""
    store.chat_id, store.telegram = link.chat_id, link.telegram
    store.linked_at, store.language = link.linked_at, link.language
    store.consent, store.consent_at = link.consent, link.consent_at
    store.proactive, store.tags = link.proactive, list(link.tags)
    store.phone, store.phone_verified = link.phone, link.phone_verified
    store.updated_at = now
