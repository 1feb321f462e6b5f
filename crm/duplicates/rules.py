"""When stores look like one, and whose word counts while they are one, and after."""

from dataclasses import dataclass, replace
from datetime import datetime

from crm.staff.rules import allowed
from models.sellers import Consent, Reach
from models.staff import Role

MOST_ALIKE = 10
"""How many stores may have something in common and still be taken for one.

A number that more stores than this share is a partner's or an office's: such stores are counted,
not listed.
"""

_OF_THE_PERSON = ("telegram", "linked_at", "language", "consent", "consent_at", "proactive")
"""What goes wherever the chat goes: it is the word of whoever writes there."""
_OF_THE_STORE = ("phone", "phone_verified")


@dataclass(frozen=True, slots=True)
class Link:
    """A store's chat and what was said in it, as the store's row has it; no import writes these.

    The phone is among them only because the chat can verify it.
    """

    chat_id: int | None
    telegram: Reach
    linked_at: datetime | None
    language: str | None
    consent: Consent
    consent_at: datetime | None
    proactive: bool
    phone: str | None
    phone_verified: bool
    tags: tuple[str, ...]


def may_decide(role: Role) -> bool:
    """Tell whether a member of staff may merge stores: supervisors and admins."""
    return allowed(role, Role.SUPERVISOR)


def cuts_a_chat(kept: Link, other: Link) -> bool:
    """Tell whether both have a chat: a store has one, and the kept store keeps its own."""
    return kept.chat_id is not None and other.chat_id is not None


def together(kept: Link, other: Link) -> Link:
    """Return the link of two stores that are one from now on.

    A chat brings all that was said in it, and the phone that was verified there; tags add up.
    """
    tags = (*kept.tags, *(tag for tag in other.tags if tag not in kept.tags))
    if kept.chat_id is not None or other.chat_id is None:
        return replace(kept, language=kept.language or other.language, tags=tags)
    proven = other if other.phone_verified else kept
    return replace(
        other,
        language=other.language or kept.language,
        phone=proven.phone,
        phone_verified=proven.phone_verified,
        tags=tags,
    )


def brought_a_chat(before: Link, given: Link) -> bool:
    """Tell whether a merge that made `given` of `before` gave the kept store the other's chat."""
    return before.chat_id is None and given.chat_id is not None


def apart(now: Link, *, before: Link, given: Link, other: Link) -> tuple[Link, Link | None]:
    """Return the link of the kept store once it and the other one are two again, and the other's.

    The merge had made `given` of `before` and `other`; `now` is what came of that. What was
    changed since stays with the kept store; only the word of the person whose chat goes back goes
    with it. None for the other where no chat goes back from the kept store.
    """
    same_chat = now.chat_id == given.chat_id
    undone = _OF_THE_STORE + (_OF_THE_PERSON if same_chat else ())
    kept = {fact: getattr(before if _stands(fact, now, given) else now, fact) for fact in undone}
    added = set(given.tags) - set(before.tags)
    kept["tags"] = tuple(tag for tag in now.tags if tag not in added)
    if not same_chat or not brought_a_chat(before, given):
        return replace(now, **kept), None
    kept |= {fact: getattr(before, fact) for fact in ("chat_id", *_OF_THE_PERSON)}
    said_since = {
        fact: getattr(now, fact) for fact in _OF_THE_PERSON if not _stands(fact, now, given)
    }
    return replace(now, **kept), replace(other, **said_since)


def _stands(fact: str, now: Link, given: Link) -> bool:
    """Tell whether what the merge wrote still stands, and so can be taken back."""
    return getattr(now, fact) == getattr(given, fact)
