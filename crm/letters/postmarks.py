"""What a letter carries so that it can come back, and be stopped: seals nobody else can make."""

from dataclasses import dataclass, field
from typing import Self

from core.seals import derive, seal, unseal

RETURNS = b"sapa letter 1"
STOPS = b"sapa unsubscribe 1"
"""Keep these seals apart from each other, and from any others made with the same token."""


@dataclass(frozen=True, slots=True)
class Postmarks:
    """The seals of one bot."""

    _returns: bytes = field(repr=False)
    _stops: bytes = field(repr=False)

    @classmethod
    def of(cls, token: str) -> Self:
        """Derive the keys from the bot's token."""
        return cls(derive(token, RETURNS), derive(token, STOPS))

    def letter(self, touch_id: int) -> str:
        """Return the mark of a letter, which its bounce brings back."""
        return seal(touch_id, secret=self._returns)

    def read_letter(self, mark: str) -> int:
        """Return the touch whose letter came back.

        Raises:
            SealBroken: no letter of ours has this mark.
        """
        return unseal(mark, secret=self._returns)

    def stop(self, seller_id: int) -> str:
        """Return the mark of the link that ends letters; it holds for as long as the letter."""
        return seal(seller_id, secret=self._stops)

    def read_stop(self, mark: str) -> int:
        """Return the seller who wants no more letters.

        Raises:
            SealBroken: no link of ours has this mark.
        """
        return unseal(mark, secret=self._stops)
