"""Answer a seller by a macro: offer those that suit, look at one, send it once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.macros import operations, queries, rules
from crm.macros.payloads import Fillings, MacroAnswer, MacroOffer, MacroPreview, MacroSent
from crm.macros.refusals import MacroGone, SentAlready
from crm.outbox.operations import post_once
from crm.tickets import handling
from locales.languages import INDONESIAN
from models import Macro, Seller, Staff, Ticket


@dataclass(frozen=True, slots=True)
class Choice:
    """Which macro a staff member looks at, and in which message of which chat."""

    macro_id: int
    staff: Staff
    chat_id: int
    message_id: int


async def offer(
    session: AsyncSession, *, ticket: Ticket, now: datetime, message_id: int | None = None
) -> MacroOffer:
    """Return the macros that suit `ticket`, in place of `message_id` where it is given."""
    await operations.stock(session, now=now)
    found = await queries.offered(session, ticket.category)
    return MacroOffer(
        ticket_id=ticket.id or 0,
        category=ticket.category,
        lines=tuple(rules.line_of(macro) for macro in found),
        message_id=message_id,
    )


async def preview(session: AsyncSession, *, ticket: Ticket, choice: Choice) -> MacroPreview:
    """Return what the seller would read, beside the Indonesian.

    Raises:
        MacroGone: it was switched off meanwhile.
    """
    macro = await _chosen(session, choice)
    seller = await session.get_one(Seller, ticket.seller_id)
    language = _language(seller)
    return MacroPreview(
        ticket_id=ticket.id or 0,
        line=rules.line_of(macro),
        language=language,
        indonesian=rules.text_for(macro, INDONESIAN),
        said=rules.text_for(macro, language),
        fillings=_fillings(ticket, seller, choice.staff),
        message_id=choice.message_id,
    )


async def send(
    session: AsyncSession, *, ticket: Ticket, choice: Choice, now: datetime
) -> MacroSent:
    """Send the seller the macro that was looked at, which answers the ticket.

    One preview sends once, whoever presses how often.

    Raises:
        MacroGone: it was switched off meanwhile.
        SellerUnreachable: the seller has left the chat.
        SentAlready: it has left.
    """
    macro = await _chosen(session, choice)
    seller = await handling.listener(session, ticket=ticket)
    said = rules.text_for(macro, _language(seller))
    fillings = _fillings(ticket, seller, choice.staff)
    answer = MacroAnswer(
        said,
        fillings,
        chosen_in=choice.chat_id,
        chosen_as=choice.message_id,
        indonesian=rules.text_for(macro, INDONESIAN),
        others=rules.other_texts(macro, said.language),
    )
    first = await post_once(
        session,
        answer,
        dedupe_key=f"macro:{choice.chat_id}:{choice.message_id}",
        chat_id=seller.chat_id or 0,
        seller_id=seller.id,
        ticket_id=ticket.id,
        now=now,
    )
    if not first:
        raise SentAlready(ticket_id=ticket.id)
    await handling.count_answer(
        session, ticket=ticket, staff=choice.staff, now=now, macro=macro.id, name=macro.name
    )
    await _count_use(session, macro)
    return MacroSent(
        line=rules.line_of(macro), said=said, fillings=fillings, message_id=choice.message_id
    )


async def _chosen(session: AsyncSession, choice: Choice) -> Macro:
    macro = await session.get(Macro, choice.macro_id)
    if macro is None or not macro.active or rules.is_draft(macro):
        raise MacroGone(macro_id=choice.macro_id)
    return macro


async def _count_use(session: AsyncSession, macro: Macro) -> None:
    """Count by the database, where two may use one macro at once."""
    await session.execute(
        update(Macro)
        .where(col(Macro.id) == macro.id)
        .values(uses=Macro.uses + 1)
        .execution_options(synchronize_session=False)
    )


def _language(seller: Seller) -> str:
    return seller.language or INDONESIAN


def _fillings(ticket: Ticket, seller: Seller, staff: Staff) -> Fillings:
    return Fillings(
        owner=seller.owner_name,
        store=seller.store_name,
        number=ticket.id or 0,
        staff=staff.name,
    )
