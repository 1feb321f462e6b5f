"""Whose fault it is that a letter was refused, by the code that the refusal carries."""

import re

_STATUS = re.compile(r"(?<![\d.])5\.(\d{1,3})\.\d{1,3}(?![\d.])")
_ADDRESS = frozenset({"1", "2", "4"})
"""Subjects of RFC 3463 § 3: the address, the mailbox, the way there. Not among them: policy (7),
content (6), protocol (5) and the mail system (3), which say nothing of the address."""
_PLAIN = frozenset({550, 551, 553})
"""Replies of RFC 5321 § 4.2.3 that are about a mailbox, where no status says more."""


def permanent_status(text: str) -> str | None:
    """Return the first enhanced status of a permanent failure in `text`, such as 5.1.1."""
    found = _STATUS.search(text)
    return found[0] if found else None


def blames_address(text: str, code: int | None = None) -> bool:
    """Tell whether a permanent refusal says that the address is no good.

    `text` has the enhanced status; where it has none, the reply's `code` decides.
    """
    found = _STATUS.search(text)
    return found[1] in _ADDRESS if found else code in _PLAIN
