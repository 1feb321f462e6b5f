"""The sellers' Telegram accounts: one for each imported store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.demo.tongues import tongue_of
from core.db import Database
from crm.sellers.invitations import invitation_secret, sign
from models import Seller
from simulator import Simulator


@dataclass(frozen=True, slots=True)
class Account:
    """A store's owner on Telegram; `person_id` is also the id of their chat with the bot."""

    person_id: int
    seller_id: int
    store: str
    owner: str
    place: str
    province: str
    zone: str
    days_silent: int | None
    """Whole days since the last login; None for a seller who never logged in."""
    language: str
    """What the owner speaks and writes, by its tag."""
    invitation: str
    """What Start carries when the owner comes by their invitation link."""


async def open_accounts(
    simulator: Simulator, database: Database, *, token: str, now: datetime
) -> tuple[Account, ...]:
    """Give each seller of this week's pull a Telegram account; return these in the file's order.

    Whoever registered a second store by the same phone has one account, which is for the first.
    """
    async with database.reading() as session:
        sellers = await session.scalars(
            select(Seller)
            .where(col(Seller.portal_id).is_not(None), col(Seller.gone_at).is_(None))
            .order_by(col(Seller.id))
        )
        people: dict[str | None, Seller] = {}
        for seller in sellers:
            people.setdefault(seller.phone or seller.portal_id, seller)
    secret = invitation_secret(token)
    return tuple(_open(simulator, seller, secret=secret, now=now) for seller in people.values())


def _open(simulator: Simulator, seller: Seller, *, secret: bytes, now: datetime) -> Account:
    invitation = sign(seller.id or 0, secret=secret, now=now)
    silent = (now - seller.last_login).days if seller.last_login else None
    language = tongue_of(seller.province, seller.id or 0)
    place = ", ".join(part for part in (seller.regency, seller.province) if part)
    person = simulator.add_user(
        seller.owner_name,
        phone=seller.phone,
        facts={
            "store": seller.store_name,
            "place": place,
            "category": seller.category,
            "province": seller.province,
            "days_silent": silent,
            "language": language,
            "invitation": invitation,
        },
    )
    return Account(
        person_id=person.id,
        seller_id=seller.id or 0,
        store=seller.store_name,
        owner=person.name,
        place=place,
        province=seller.province,
        zone=seller.zone,
        days_silent=silent,
        language=language,
        invitation=invitation,
    )
