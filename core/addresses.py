"""What an e-mail address looks like that a letter can be sent to."""

import re

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
LONGEST = 254
"""Of a path in RFC 5321 § 4.5.3.1.3, without its brackets."""


def is_address(text: str) -> bool:
    """Tell whether `text` is an address in plain letters, and nothing beside it.

    Quoted and non-ASCII local parts are refused: hardly a server takes them, and what is no
    address must never reach one as a command.
    """
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None


def domain_of(address: str) -> str:
    """Return what stands behind the @."""
    return address.rpartition("@")[2]
