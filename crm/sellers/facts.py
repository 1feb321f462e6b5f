"""What staff should know at a glance about who they are talking to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.segments.queries import last_sales
from crm.segments.rules import Standing
from crm.sellers.rules import is_visitor
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
    last_sale: datetime | None = None
    gone: bool = False
    """The last pull came without the store."""

    @property
    def standing(self) -> Standing:
        """What the part of its life that the store is in follows from."""
        return Standing(
            is_store=self.linked,
            gone=self.gone,
            joined=self.joined,
            products=self.products,
            last_login=self.last_login,
            last_sale=self.last_sale,
        )


async def facts_of(session: AsyncSession, *, seller: Seller, now: datetime) -> SellerFacts:
    """Return the facts about `seller` as they are at `now`."""
    sold = await last_sales(session, seller_ids=[seller.id or 0], now=now)
    return facts_with(seller, last_sale=sold.get(seller.id or 0))


def facts_with(seller: Seller, *, last_sale: datetime | None) -> SellerFacts:
    """Return the facts about `seller`, whose last sale is at hand."""
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
        last_sale=last_sale,
        gone=seller.gone_at is not None,
    )
