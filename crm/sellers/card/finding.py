"""Find the seller whom staff mean: by number, portal id, e-mail, phone or name."""

import re
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.sellers import queries
from crm.sellers.names import fold
from crm.sellers.payloads import StoreChoice
from crm.sellers.phones import parse_phone
from models import Seller

SHOWN = 6
"""How many stores are offered to choose from."""
LONGEST = 255
"""No name, address or number is longer."""

_OWN_NUMBER = re.compile(r"#?\s?(\d{1,15})", re.ASCII)


async def find(session: AsyncSession, text: str) -> list[Seller]:
    """Return the sellers that `text` may mean, the likeliest first; at most one more than `SHOWN`.

    It is Sapa's own #number; else the portal's id, an e-mail address, a phone number in any
    spelling, words of a store's name, or our number without its sign: the first of these that
    somebody has. What was merged into another store leads there. Of several stores the only one
    that is called exactly so is meant.
    """
    typed = text.strip()[:LONGEST]
    own = _OWN_NUMBER.fullmatch(typed)
    found = await exactly(session, typed)
    if found or (own and typed.startswith("#")):
        return found
    called = await queries.ever_called(session, typed, limit=SHOWN + 1)
    namesakes = [one for one in called if one.store_key == fold(typed)]
    if len(namesakes) == 1:
        return namesakes
    named = await queries.ever_named(session, typed, limit=SHOWN + 1)
    if not named and own:
        return await _where(session, col(Seller.id) == int(own[1]))
    return named


async def exactly(session: AsyncSession, text: str) -> list[Seller]:
    """Return the sellers whose #number, portal id, e-mail address or phone `text` is."""
    typed = text.strip()[:LONGEST]
    own = _OWN_NUMBER.fullmatch(typed)
    if own and typed.startswith("#"):
        return await _where(session, col(Seller.id) == int(own[1]))
    phone = parse_phone(typed)
    ways = (
        col(Seller.portal_id).in_({typed, typed.upper()}),
        col(Seller.email) == typed.lower(),
        col(Seller.phone) == phone if phone else None,
    )
    for way in ways:
        found = await _where(session, way) if way is not None else []
        if found:
            return found
    return []


async def by_id(session: AsyncSession, seller_id: int) -> Seller | None:
    """Return the seller that this row is today; None where there is no such row."""
    found = await _where(session, col(Seller.id) == seller_id)
    return found[0] if found else None


def choices(sellers: Sequence[Seller]) -> tuple[StoreChoice, ...]:
    """Return what tells these sellers apart: the place, and the owner where that is the same."""
    looks = Counter((one.store_name, _place(one)) for one in sellers)
    return tuple(
        StoreChoice(
            seller_id=one.id or 0,
            store=one.store_name or one.owner_name or f"#{one.id}",
            place=_place(one)
            if looks[one.store_name, _place(one)] == 1
            else ", ".join(part for part in (_place(one), one.owner_name) if part),
        )
        for one in sellers
    )


async def _where(session: AsyncSession, condition: ColumnElement[bool]) -> list[Seller]:
    """Return the stores that fit, and after them the visitors, who have none yet."""
    found = await session.scalars(
        select(Seller)
        .where(condition)
        .order_by(col(Seller.portal_id).is_(None), col(Seller.store_name), col(Seller.id))
        .limit(SHOWN + 1)
    )
    return await queries.kept(session, list(found))


def _place(seller: Seller) -> str:
    return seller.regency or seller.province
