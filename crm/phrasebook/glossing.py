"""Explains what a seller wrote, word by word, for staff who do not speak the language."""

from itertools import accumulate

from sqlalchemy.ext.asyncio import AsyncSession

from crm.phrasebook import rules
from crm.phrasebook.files import INDONESIAN, REGIONAL
from crm.phrasebook.payloads import Gloss, GlossRefused, NotGlossed
from models import Seller, Ticket

ROOM = 3_000
"""Letters that words and meanings may take together: they share a message with their legend."""
_BETWEEN = 4
LONGEST_WORD = 60
"""Letters of a word, or of a meaning, that are shown: a longer one is an address."""


def glossed(
    text: str, *, spoken: str, named: str | None = None, reply_to: int | None = None
) -> Gloss | GlossRefused:
    """Explain what somebody who speaks `spoken` wrote, as if in the language that is `named`."""
    if not text.strip():
        return GlossRefused(NotGlossed.WORDLESS)
    language = named or rules.language_of(text, spoken)
    if language not in REGIONAL:
        return GlossRefused(NotGlossed.NOT_REGIONAL)
    words = rules.gloss(text, language)
    fitting = sum(room <= ROOM for room in accumulate(map(_room, words)))
    return Gloss(language, words[:fitting], more=fitting < len(words), reply_to=reply_to)


async def spoken_by(session: AsyncSession, ticket: Ticket | None) -> str:
    """Return the language of a ticket's seller; Indonesian where nobody is asked about."""
    if ticket is None:
        return INDONESIAN
    seller = await session.get_one(Seller, ticket.seller_id)
    return seller.language or ticket.language


def _room(one: rules.Glossed) -> int:
    return sum(min(len(said), LONGEST_WORD) for said in (one.text, one.meaning or "")) + _BETWEEN
