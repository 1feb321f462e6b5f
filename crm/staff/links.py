"""The links that invite to the staff, sealed so that only Sapa can have made them."""

from dataclasses import dataclass
from typing import ClassVar

from core import seals
from crm.errors import CrmError

PREFIX = "staf-"
"""How a payload of `?start=` shows that it is such an invitation, not a store's."""
_PURPOSE = b"sapa staff invitation 1"


class LinkInvalid(CrmError):
    """The link is not ours, or was taken back, or who made it may not invite any more."""

    code: ClassVar[str] = "staff_link_invalid"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the links that lead into the chat with the bot called `bot`."""

    bot: str
    secret: bytes

    @classmethod
    def of(cls, bot: str, token: str) -> "Links":
        """Return the links of the bot with this name and token."""
        return cls(bot=bot, secret=seals.derive(token, _PURPOSE))

    def link(self, invitation_id: int) -> str:
        """Return an invitation as a link."""
        seal = seals.seal(invitation_id, secret=self.secret)
        return f"https://t.me/{self.bot}?start={PREFIX}{seal}"

    def read(self, payload: str) -> int:
        """Return the invitation behind the payload of a link.

        Raises:
            LinkInvalid: it is forged or damaged.
        """
        try:
            return seals.unseal(payload.removeprefix(PREFIX), secret=self.secret)
        except seals.SealBroken:
            raise LinkInvalid from None


def is_invitation(payload: str) -> bool:
    """Tell whether what follows `/start` invites to the staff."""
    return payload.startswith(PREFIX)
