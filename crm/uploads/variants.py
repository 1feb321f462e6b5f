"""What a product can be chosen in: sizes, colours or flavours, tidied from a typed list."""

import re
from enum import StrEnum

from crm.errors import CrmError
from crm.uploads.contacts import contacts_in
from crm.uploads.plain import plain

MOST = 20
LONGEST = 40
LONGEST_TEXT = 2000
_BETWEEN = re.compile(r"[,;|•·\n\r]+|\s[/+]\s")
_BULLET = re.compile(r"^(?:[-*•]\s*|\(?\d{1,2}[.)]\s+)+")
_SIZE = re.compile(r"\d{0,2}x*[sml]|x{1,5}l|x{1,3}s|all ?size|\d{2}", re.IGNORECASE)
_NONE = re.compile(
    r"(?:tidak|gak|ga|nggak|ngga|enggak|tdk|ndak|ora|mboten|teu|no|belum)(?: (?:ada|aya|onten))?"
    r"|-+|none|tanpa(?: varian)?|satu saja|polos saja",
    re.IGNORECASE,
)


class Objection(StrEnum):
    """Why a list cannot be taken."""

    PHONE = "phone"
    LINK = "link"
    ACCOUNT = "account"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    EMPTY = "empty"


class VariantsRefused(CrmError):
    """What was typed is no list to choose from; `why` says it, `what` has the words."""

    code = "variants_refused"

    def __init__(self, why: Objection, what: str = "") -> None:
        """Refuse it for `why`."""
        super().__init__(why)
        self.why = why
        self.what = what


def listed(text: str) -> tuple[str, ...]:
    """Return what can be chosen, each once; nothing where the text says that there is no choice.

    Raises:
        VariantsRefused: nothing can be read, or a marketplace would not take it.
    """
    flat = plain(text[:LONGEST_TEXT])
    if _NONE.fullmatch(flat.strip(" .!")):
        return ()
    for contact, what in contacts_in(flat):
        raise VariantsRefused(Objection(contact.value), what)
    parts = [_tidied(part) for part in _BETWEEN.split(text[:LONGEST_TEXT])]
    named = [part for part in parts if any(map(str.isalnum, part))]
    found = tuple({part.casefold(): part for part in reversed(named)}.values())[::-1]
    return _checked(_sizes(found[0]) if len(found) == 1 else found)


def _checked(variants: tuple[str, ...]) -> tuple[str, ...]:
    if not variants:
        raise VariantsRefused(Objection.EMPTY)
    if len(variants) > MOST:
        raise VariantsRefused(Objection.TOO_MANY)
    for one in variants:
        if len(one) > LONGEST:
            raise VariantsRefused(Objection.TOO_LONG, one)
    return variants


def _tidied(part: str) -> str:
    bare = _BULLET.sub("", plain(part)).strip(" .")
    return bare.upper() if _SIZE.fullmatch(bare) else bare[:1].upper() + bare[1:]


def _sizes(text: str) -> tuple[str, ...]:
    """Return sizes that only blanks are between, "S M L XL"; anything else as it is."""
    words = tuple(text.upper().split())
    return words if len(words) > 1 and all(map(_SIZE.fullmatch, words)) else (text,)
