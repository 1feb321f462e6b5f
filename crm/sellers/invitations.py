"""Signed invitations: the token in `t.me/<bot>?start=<token>` that says whose store it is."""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from crm.errors import CrmError

LIFETIME = timedelta(days=90)
PURPOSE = b"sapa invitation 1"
"""Keeps these signatures apart from any others that are made with the same secret."""

_BODY = struct.Struct(">QI")
_MAC_BYTES = 15
"""With the body this makes 27 bytes: a whole number of base64 letters, none with spare bits."""
_LENGTH = (_BODY.size + _MAC_BYTES) * 4 // 3


class InvitationInvalid(CrmError):
    """The token was not made by this bot, or somebody changed it."""

    code: ClassVar[str] = "invitation_invalid"


class InvitationExpired(CrmError):
    """The token was once good; a new one must be sent."""

    code: ClassVar[str] = "invitation_expired"


@dataclass(frozen=True, slots=True)
class Invitations:
    """Makes the links that lead a store's owner into the chat with the bot called `bot`."""

    bot: str
    secret: bytes

    def link(self, seller_id: int, *, now: datetime) -> str:
        """Return the store's invitation as a link."""
        return f"https://t.me/{self.bot}?start={sign(seller_id, secret=self.secret, now=now)}"


def invitation_secret(token: str) -> bytes:
    """Derive the key for invitations from the bot's token."""
    return hmac.digest(token.encode(), PURPOSE, "sha256")


def sign(seller_id: int, *, secret: bytes, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """Return an invitation for the store, 36 characters out of `A-Za-z0-9_-`."""
    body = _BODY.pack(seller_id, int((now + lifetime).timestamp()))
    return base64.urlsafe_b64encode(body + _mac(body, secret)).decode()


def read(token: str, *, secret: bytes, now: datetime) -> int:
    """Return the id of the store that `token` invites.

    Raises:
        InvitationInvalid: it is forged or damaged.
        InvitationExpired: it is ours, and too old.
    """
    body, mac = _unpack(token)
    if not hmac.compare_digest(mac, _mac(body, secret)):
        raise InvitationInvalid
    seller_id, expires = _BODY.unpack(body)
    if datetime.fromtimestamp(expires, UTC) <= now:
        raise InvitationExpired(seller_id=seller_id)
    return seller_id


def _unpack(token: str) -> tuple[bytes, bytes]:
    if len(token) != _LENGTH:
        raise InvitationInvalid
    try:
        packed = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise InvitationInvalid from None
    return packed[: _BODY.size], packed[_BODY.size :]


def _mac(body: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, body, sha256).digest()[:_MAC_BYTES]
