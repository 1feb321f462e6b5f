from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.segments.rules import Standing
from crm.sellers.facts import facts_of
from models import Sale
from models.sales import SaleStatus
from tests.support.builders import NOW, a_seller


async def test_a_visitor_is_not_linked(session: AsyncSession) -> None:
    visitor, store = await a_seller(session, portal_id=None), await a_seller(session)
    assert not (await facts_of(session, seller=visitor, now=NOW)).linked
    assert (await facts_of(session, seller=store, now=NOW)).linked


async def test_facts_tell_what_a_part_of_life_follows_from(session: AsyncSession) -> None:
    store = await a_seller(session, gone_at=NOW, products=3, last_login=None)
    for days, status in ((9, "completed"), (5, "pending"), (2, "cancelled"), (-1, "completed")):
        sale = Sale(
            order_id=f"{days}",
            seller_ref=store.portal_id or "",
            seller_id=store.id,
            at=NOW - timedelta(days=days),
            amount=1,
            status=SaleStatus(status),
        )
        session.add(sale)
    await session.flush()
    facts = await facts_of(session, seller=store, now=NOW)
    assert facts.standing == Standing(gone=True, products=3, last_sale=NOW - timedelta(days=5))
