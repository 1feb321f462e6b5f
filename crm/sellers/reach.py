"""Whether a seller may be written to on Telegram unasked, and what is left where they may not."""

from typing import ClassVar

from crm.errors import CrmError
from crm.sellers.rules import Hurdle, hurdle
from models import Seller


class OutOfReach(CrmError):
    """Telegram does not lead to the seller; `phone` and `email` may, or be None."""

    code: ClassVar[str] = "seller_out_of_reach"

    def __init__(self, hurdle: Hurdle, *, phone: str | None, email: str | None) -> None:
        """Name what is in the way, and what is left."""
        super().__init__(f"The seller cannot be written to on Telegram: {hurdle}")
        self.hurdle, self.phone, self.email = hurdle, phone, email


def require_reach(seller: Seller) -> None:
    """Refuse where `seller` cannot, or does not want to, be written to unasked.

    Raises:
        OutOfReach: with what is left.
    """
    found = hurdle(seller)
    if found is not None:
        raise OutOfReach(found, phone=seller.phone, email=seller.email)
