"""Sealed numbers: what a link or an address carries so that only Sapa can have written it."""

import base64
import binascii
import hmac
import struct
from hashlib import sha256

_BODY = struct.Struct(">Q")
_MAC_BYTES = 12
"""With the body this makes 20 bytes: a whole number of base32 letters."""
LENGTH = (_BODY.size + _MAC_BYTES) * 8 // 5
"""Of a seal, in characters: it fits into the local part of an address."""


class SealBroken(Exception):
    """The seal was not made by this bot for this purpose, or somebody changed it."""


def derive(token: str, purpose: bytes) -> bytes:
    """Derive a key from the bot's token; each purpose has its own, so no seal does for another."""
    return hmac.digest(token.encode(), purpose, "sha256")


def seal(number: int, *, secret: bytes) -> str:
    """Return `number` sealed, in `LENGTH` characters out of `a-z2-7`: mail servers fold case."""
    body = _BODY.pack(number)
    return base64.b32encode(body + _mac(body, secret)).decode().lower()


def unseal(text: str, *, secret: bytes) -> int:
    """Return the number in `text`, in upper or lower case.

    Raises:
        SealBroken: it is forged or damaged.
    """
    if len(text) != LENGTH or not text.isascii():
        raise SealBroken
    try:
        packed = base64.b32decode(text.upper())
    except binascii.Error:
        raise SealBroken from None
    body, mac = packed[: _BODY.size], packed[_BODY.size :]
    if not hmac.compare_digest(mac, _mac(body, secret)):
        raise SealBroken
    return int(_BODY.unpack(body)[0])


def _mac(body: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, body, sha256).digest()[:_MAC_BYTES]
