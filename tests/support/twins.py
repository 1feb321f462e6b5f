"""Stores that may be one, and all that may hang on a store."""

import itertools
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from crm.duplicates import operations
from models import (
    CallTask,
    Dialog,
    FollowUp,
    ImportBatch,
    ImportConflict,
    Interaction,
    KnowledgeReading,
    Outbox,
    Product,
    Sale,
    Seller,
    SellerDuplicate,
    Suggestion,
    SuggestionVote,
    TicketEvent,
    Upload,
)
from models.followups import Ending
from models.imports import ImportKind
from models.interactions import Direction
from models.sales import SaleStatus
from tests.support.builders import NOW, a_seller, a_ticket, a_touch

_numbers = itertools.count(1)


async def a_pull(session: AsyncSession) -> int:
    """Store an import of sellers and return its id."""
    number = next(_numbers)
    batch = ImportBatch(
        kind=ImportKind.SELLERS, file_name=f"{number}.csv", digest=f"{number}", at=NOW
    )
    session.add(batch)
    await session.flush()
    return batch.id or 0


async def a_store(session: AsyncSession, **facts: object) -> Seller:
    """Store a store out of a pull, whose owner has not met the bot."""
    unlinked = {"chat_id": None, "linked_at": None}
    return await a_seller(session, **(unlinked | facts))


async def found(session: AsyncSession, batch_id: int) -> list[tuple[int, int, str]]:
    """Look for stores that may be one, and return all pairs that are listed."""
    await session.flush()
    await operations.detect(session, batch_id=batch_id, now=NOW)
    return await listed(session)


async def listed(session: AsyncSession) -> list[tuple[int, int, str]]:
    """Return the listed pairs with their reasons."""
    rows = await session.scalars(select(SellerDuplicate).order_by(col(SellerDuplicate.id)))
    return [(pair.first_id, pair.second_id, pair.reason.value) for pair in rows]


async def with_history(session: AsyncSession, seller: Seller) -> None:
    """Give a seller one of everything that may be about a seller, and nothing that goes on."""
    seller_id, number = seller.id or 0, next(_numbers)
    ticket = await a_ticket(session, seller=seller)
    followup = await a_run(session, seller, ended_at=NOW, ending=Ending.FINISHED)
    touch = await a_touch(session, seller=seller, followup_id=followup.id, step=f"{number}")
    about: dict[str, Any] = {"seller_id": seller_id}
    wish = Suggestion(text="Mode gelap", created_at=NOW)
    session.add(wish)
    await session.flush()
    rows: list[SQLModel] = [
        TicketEvent(ticket_id=ticket.id or 0, at=NOW, kind="message", **about),
        Interaction(at=NOW, direction=Direction.IN, kind="text", text="Halo", **about),
        Outbox(due=NOW, priority=0, chat_id=1, template="x", created_at=NOW, **about),
        CallTask(touch_id=touch.id, reason="asked", created_at=NOW, call_at=NOW, **about),
        KnowledgeReading(article="no_otp", shown_at=NOW, **about),
        Upload(ticket_id=ticket.id, name="Keripik", created_at=NOW, updated_at=NOW, **about),
        SuggestionVote(suggestion_id=wish.id or 0, at=NOW, **about),
        ImportConflict(batch_id=await a_pull(session), fact="phone", **about),
        a_sale(seller, f"O-{number}"),
        Product(
            portal_id=f"P-{number}",
            seller_ref=seller.portal_id or "",
            seller_id=seller.id,
            name="Keripik Tempe",
            price=15_000,
        ),
    ]
    session.add_all(rows)
    await session.flush()


async def a_run(session: AsyncSession, seller: Seller, **facts: object) -> FollowUp:
    """Store a store's way through a cadence, which goes on unless `facts` end it."""
    plausible: dict[str, object] = {
        "seller_id": seller.id or 0,
        "cadence": "quiet",
        "entered_at": NOW,
        "step": "first",
        "zone": seller.zone,
        "day": NOW.date(),
        "minute": 600,
    }
    run = FollowUp(**cast("dict[str, Any]", plausible | facts))
    session.add(run)
    await session.flush()
    return run


def a_sale(seller: Seller, order_id: str, *, status: SaleStatus = SaleStatus.COMPLETED) -> Sale:
    """Return a sale of the store, as the portal tells it."""
    return Sale(
        order_id=order_id,
        seller_ref=seller.portal_id or "",
        seller_id=seller.id,
        at=NOW,
        amount=50_000,
        status=status,
    )


def a_dialog(chat_id: int | None) -> Dialog:
    """Return the report that somebody is in the middle of."""
    return Dialog(
        chat_id=chat_id or 0, name="report", step="message", started_at=NOW, expires_at=NOW
    )
