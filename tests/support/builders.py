"""Rows for tests: plausible where the test does not care, exact where it does."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from models import Product, Sale, Seller, Staff, Ticket, Touch, Upload
from models.followups import TouchSource, TouchState
from models.sellers import Consent, Reach
from models.tickets import Category, TicketKind

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Monday, 09:00 in Jakarta, no holiday: when tests begin unless they say otherwise."""

_numbers = itertools.count(1)
Row = TypeVar("Row", bound=SQLModel)


async def a_seller(session: AsyncSession, **facts: object) -> Seller:
    """Store a seller who has linked a chat, given consent and reads Indonesian."""
    number = next(_numbers)
    plausible = {
        "portal_id": f"UMKM-{number:05d}",
        "store_name": f"Dapur Bu Sri {number}",
        "store_key": f"dapur bu sri {number}",
        "owner_name": "Sri Wahyuni",
        "email": f"sri{number}@example.com",
        "phone": f"+62812{number:08d}",
        "regency": "Kota Yogyakarta",
        "province": "DI Yogyakarta",
        "category": "makanan",
        "products": 12,
        "last_login": NOW - timedelta(days=2),
        "chat_id": 5_000_000_000 + number,
        "telegram": Reach.OK,
        "linked_at": NOW - timedelta(days=30),
        "language": "id",
        "consent": Consent.GIVEN,
        "consent_at": NOW - timedelta(days=30),
        "created_at": NOW - timedelta(days=60),
        "updated_at": NOW - timedelta(days=30),
    }
    return await _stored(session, Seller, plausible | facts)


async def a_sale(session: AsyncSession, *, seller: Seller, **facts: object) -> Sale:
    """Store an order of one product, which `seller` sold yesterday."""
    number = next(_numbers)
    plausible = {
        "order_id": f"ORD-{number:06d}",
        "seller_ref": seller.portal_id or "",
        "seller_id": seller.id,
        "at": NOW - timedelta(days=1),
        "amount": 125_000,
    }
    return await _stored(session, Sale, plausible | facts)


async def a_product(session: AsyncSession, *, seller: Seller, **facts: object) -> Product:
    """Store a product of `seller`, as the marketplace's list has it."""
    number = next(_numbers)
    plausible = {
        "portal_id": f"PRD-{number:06d}",
        "seller_ref": seller.portal_id or "",
        "seller_id": seller.id,
        "name": f"Keripik Tempe {number}",
        "shelf": "Makanan Ringan",
        "category": "snacks",
        "price": 15_000,
    }
    return await _stored(session, Product, plausible | facts)


async def a_staff_member(session: AsyncSession, **facts: object) -> Staff:
    """Store an agent who works in Indonesian."""
    number = next(_numbers)
    plausible = {
        "telegram_id": 7_000_000_000 + number,
        "name": f"Dewi {number}",
        "added_at": NOW - timedelta(days=90),
    }
    return await _stored(session, Staff, plausible | facts)


async def a_ticket(
    session: AsyncSession, *, seller: Seller | None = None, **facts: object
) -> Ticket:
    """Store a new report about a payment; from a new seller unless `seller` is given."""
    seller = seller or await a_seller(session)
    plausible = {
        "kind": TicketKind.ISSUE,
        "category": Category.PAYMENT,
        "seller_id": seller.id,
        "text": "Uang penjualan minggu lalu belum masuk ke rekening saya.",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return await _stored(session, Ticket, plausible | facts)


async def a_touch(session: AsyncSession, *, seller: Seller, **facts: object) -> Touch:
    """Store a word that was said to `seller` on Telegram at `NOW`, because staff wanted it."""
    plausible = {
        "seller_id": seller.id,
        "source": TouchSource.STAFF,
        "state": TouchState.SENT,
        "planned_at": NOW,
        "sent_at": NOW,
    }
    return await _stored(session, Touch, plausible | facts)


async def an_upload(session: AsyncSession, *, seller: Seller, **facts: object) -> Upload:
    """Store a draft of `seller` that is about a snack, and no further than that."""
    plausible = {
        "seller_id": seller.id,
        "category": "snacks",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return await _stored(session, Upload, plausible | facts)


async def _stored(session: AsyncSession, kind: type[Row], facts: dict[str, object]) -> Row:
    row = kind(**cast("dict[str, Any]", facts))
    session.add(row)
    await session.flush()
    return row
