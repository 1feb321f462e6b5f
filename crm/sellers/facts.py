"""What staff should know at a glance about who they are talking to."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.sellers.rules import Lifecycle, is_visitor, lifecycle
from models import Seller


@dataclass(frozen=True, slots=True)
class SellerFacts:
    """A seller as a card shows them; texts are empty and the rest None where it is not known.

    `store` and `owner` are a visitor's own name as Telegram gives it; `linked` is False for them.
    """

    store: str
    owner: str
    regency: str
    province: str
    zone: str
    phone: str | None
    products: int
    transactions: int
    last_login: datetime | None
    joined: date | None
    category: str
    linked: bool
    language: str | None
    lifecycle: Lifecycle


def facts_of(seller: Seller, *, now: datetime) -> SellerFacts:
    """Return the facts about `seller` as they stand at `now`."""
    return SellerFacts(
        store=seller.store_name,
        owner=seller.owner_name,
        regency=seller.regency,
        province=seller.province,
        zone=seller.zone,
        phone=seller.phone,
        products=seller.products,
        transactions=seller.transactions,
        last_login=seller.last_login,
        joined=seller.joined,
        category=seller.category,
        linked=not is_visitor(seller),
        language=seller.language,
        lifecycle=lifecycle(seller, now),
    )
