"""Letters for tests: a store that has no Telegram, and a word for it that waits to be sent."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage
from models import Interaction, Outbox, Seller, Touch
from models.followups import TouchSource
from models.interactions import Channel
from models.sellers import Consent, Reach
from tests.support.builders import NOW, a_seller

TOKEN = "123456:LETTERS-0123456789abcdefghijklmnopqrst"
UNLINKED: dict[str, object] = {
    "chat_id": None,
    "consent": Consent.UNASKED,
    "consent_at": None,
    "telegram": Reach.UNKNOWN,
    "linked_at": None,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the outbox."""

    seller_id: int
    touch_id: int
    outbox_id: int
    address: str


def mail_settings(port: int, **more: object) -> Settings:
    """Return settings that send letters to a mail server on this machine."""
    plain = {
        "telegram_token": TOKEN,
        "marketplace_name": "Pasar Nusantara",
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "mail_from": "Pasar Nusantara <kabar@pasar.example>",
        "mail_bounce": "bounces@pasar.example",
        "mail_rate": 1000,
    }
    return Settings.load(None, **(plain | more))


async def a_letter(
    database: Database,
    *,
    letter: Letter = Letter.INVITATION,
    linked: bool = False,
    **facts: object,
) -> Waiting:
    """Post a letter that staff want, as the follow-up engine posts it, to a new store."""
    async with database.transaction() as session:
        seller = await a_seller(session, **(({} if linked else UNLINKED) | facts))
        touch = Touch(
            seller_id=seller.id or 0,
            source=TouchSource.STAFF,
            channel=Channel.EMAIL,
            planned_at=NOW,
        )
        session.add(touch)
        await session.flush()
        payload = FollowUpMessage(touch.id or 0, letter)
        row = Outbox(
            due=NOW,
            priority=int(payload.priority),
            channel=Channel.EMAIL,
            chat_id=0,
            seller_id=seller.id,
            touch_id=touch.id,
            template=payload.template,
            params=payload.params(),
            dedupe_key=f"touch:{touch.id}",
            created_at=NOW,
        )
        session.add(row)
        await session.flush()
        return Waiting(seller.id or 0, touch.id or 0, row.id or 0, seller.email or "")


async def what_became(database: Database, waiting: Waiting) -> tuple[Outbox, Touch, Seller]:
    """Return a letter's row, its touch and its store as they are now."""
    async with database.reading() as session:
        row = await session.get_one(Outbox, waiting.outbox_id)
        touch = await session.get_one(Touch, waiting.touch_id)
        return row, touch, await session.get_one(Seller, waiting.seller_id)


async def logged(database: Database, waiting: Waiting) -> list[Interaction]:
    """Return what the log says of a letter's store."""
    async with database.reading() as session:
        rows = await session.scalars(
            select(Interaction).where(col(Interaction.seller_id) == waiting.seller_id)
        )
        return list(rows)
