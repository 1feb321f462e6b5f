"""The macros that Sapa brings along; their words are in every catalog."""

from enum import StrEnum

from models.tickets import Category


class Starter(StrEnum):
    """One of them."""

    GREETING = "greeting"
    SCREENSHOT = "screenshot"
    THANK_YOU = "thank_you"
    TRY_AGAIN = "try_again"
    ORDER_NUMBER = "order_number"
    PAYOUT_CHECKED = "payout_checked"
    PAYOUT_SENT = "payout_sent"
    COURIER_ASKED = "courier_asked"
    PRODUCT_APPROVED = "product_approved"
    BRIGHTER_PHOTO = "brighter_photo"


ABOUT: dict[Starter, Category | None] = {
    Starter.GREETING: None,
    Starter.SCREENSHOT: None,
    Starter.THANK_YOU: None,
    Starter.TRY_AGAIN: Category.LOGIN,
    Starter.ORDER_NUMBER: Category.ORDER,
    Starter.PAYOUT_CHECKED: Category.PAYMENT,
    Starter.PAYOUT_SENT: Category.PAYMENT,
    Starter.COURIER_ASKED: Category.SHIPPING,
    Starter.PRODUCT_APPROVED: Category.PRODUCT,
    Starter.BRIGHTER_PHOTO: Category.PRODUCT,
}
"""With which tickets they are offered; None: with any."""


def starter_of(name: str | None) -> Starter | None:
    """Return the starter of this name; None where there is none, or another version had it."""
    return Starter(name) if name in set(Starter) else None
