"""Ask staff which store a person owns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import operations as tickets
from crm.tickets.messages import Said
from crm.tickets.queries import tickets_of
from models import Seller, Ticket
from models.tickets import FINISHED, TicketKind


async def claim(
    session: AsyncSession,
    *,
    person: Seller,
    typed_name: str,
    candidates: Sequence[Seller],
    now: datetime,
    said: Said | None = None,
) -> Ticket:
    """Let staff decide whether one of `candidates` is the person's store.

    A claim that staff have already, and that names no fewer stores, is used again; `said`, in
    which the name was typed, joins it.
    """
    waiting = await _waiting_claim(session, person, candidates)
    if waiting is None:
        return await tickets.claim_store(
            session, seller=person, typed_name=typed_name, candidates=candidates, now=now
        )
    if said is not None:
        await tickets.add_message(session, ticket=waiting, said=said, now=now)
    return waiting


async def _waiting_claim(
    session: AsyncSession, person: Seller, candidates: Sequence[Seller]
) -> Ticket | None:
    wanted = {candidate.id for candidate in candidates}
    for ticket in await tickets_of(session, seller_id=person.id or 0):
        if ticket.kind is TicketKind.CLAIM and ticket.state not in FINISHED:
            named = {candidate["seller_id"] for candidate in ticket.data.get("candidates", ())}
            if wanted <= named:
                return ticket
    return None
