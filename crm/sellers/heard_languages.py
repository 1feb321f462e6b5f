"""In which language a person writes, and whether to ask if we shall, too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload
from crm.understanding.evidence import gathered, weighed
from crm.understanding.reading import Reading
from crm.understanding.rules import Heard, expected, is_of_names, to_ask_about, written_in
from models import HeardLanguage, Seller

DEFAULT = "id"


@dataclass(frozen=True)
class LanguageOffer(Payload):
    """Ask whether we shall speak the language that the person writes."""

    template: ClassVar[str] = "language_offer"
    language: str


@dataclass(frozen=True)
class LanguageKept(Payload):
    """A toast: we go on in the language we spoke."""

    template: ClassVar[str] = "toast_language_kept"


async def hear(
    session: AsyncSession,
    *,
    seller: Seller,
    text: str,
    reading: Reading,
    spoken: Collection[str],
    now: datetime,
) -> LanguageOffer | None:
    """Add what a message says of its language; return a question where it is time for one.

    `text` is what was read. Names say nothing of a language: a Balinese batik is sold by anybody.
    Each language of `spoken`, which are those that we have words in, is asked about once.
    """
    if is_of_names(text):
        return None
    present = seller.language or DEFAULT
    known = await session.get(HeardLanguage, seller.chat_id)
    if known is None and reading.language == present:
        return None  # as expected: nothing to keep for each of many
    row = known or HeardLanguage(chat_id=seller.chat_id or 0, updated_at=now)
    heard = Heard(reading.chances, reading.words)
    row.evidence, row.updated_at = gathered(row.evidence, heard), now
    session.add(row)
    prior = expected(list(heard.chances), stored=seller.language, province=seller.province)
    belief = weighed(prior, row.evidence)
    tag = to_ask_about(belief, heard, present=present, asked=frozenset(row.asked))
    if tag is None or tag not in spoken:
        return None
    row.asked = [*row.asked, tag]
    return LanguageOffer(tag)


def written(text: str, reading: Reading | None) -> str | None:
    """Return the language that a stranger's words surely are in, to offer it first; else None."""
    if reading is None or is_of_names(text):
        return None
    return written_in(Heard(reading.chances, reading.words))


async def chosen(
    session: AsyncSession, *, seller: Seller, before: str | None, now: datetime
) -> None:
    """Begin anew after a choice, and do not propose again what was just left."""
    row = await session.get(HeardLanguage, seller.chat_id)
    left = set[str]() if before in {None, seller.language} else {before or DEFAULT}
    if row is None and left:
        row = HeardLanguage(chat_id=seller.chat_id or 0, updated_at=now)
        session.add(row)
    if row is not None:
        row.evidence, row.asked, row.updated_at = {}, sorted({*row.asked, *left}), now


async def forget(session: AsyncSession, *, chat_id: int | None) -> None:
    """Forget what a chat's messages said."""
    await session.execute(delete(HeardLanguage).where(col(HeardLanguage.chat_id) == chat_id))
