"""What makes selling hard for a seller: kept as a tag, and where staff can help at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.rules import tag_of
from crm.followups.letters import OBSTACLES, Answer
from models import Seller
from models.tickets import Category, TicketKind

HELP = {
    Answer.HARD_APP: (Category.STORE, TicketKind.QUESTION),
    Answer.NO_PHOTOS: (Category.PRODUCT, TicketKind.UPLOAD),
    Answer.SHIPPING: (Category.SHIPPING, TicketKind.ISSUE),
}
"""Against these staff can do something at once: as what they get it."""
SETTLING = {*OBSTACLES, Answer.FINE}
"""The answers that say whether something makes selling hard."""


def retagged(tags: Sequence[str], *, before: str | None, after: Answer) -> list[str]:
    """Return a seller's tags once the answer to a question is `after` in place of `before`."""
    was = {tag_of(Answer(before))} if before in OBSTACLES else set[str]()
    new = [tag_of(after)] if after in OBSTACLES else []
    return [*(tag for tag in dict.fromkeys(tags) if tag not in {*was, *new}), *new]


async def tag(
    session: AsyncSession, *, seller: Seller, before: str | None, after: Answer, now: datetime
) -> None:
    """Keep what makes selling hard; staff who call may be writing tags at the same moment."""
    if after not in SETTLING:
        return
    await session.flush()  # reading anew would lose what was changed and not yet written
    await session.refresh(seller, with_for_update={"key_share": True})
    seller.tags, seller.updated_at = retagged(seller.tags, before=before, after=after), now
