"""`/kamus` and `/arti`: what to say in a seller's language, and what their words mean."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.interpreting import telling
from crm.phrasebook import asking, glossing
from crm.phrasebook.payloads import GlossRefused, NotGlossed, WhichPhrasebook
from handlers.relay import replied_to, stay_in_topic, ticket_here
from handlers.tickets import at_hand
from handlers.turn import Turn
from models import Ticket
from models.staff import Role
from views.actions import Action, ChoosePhrasebook, GlossTicket, ShowPhrases


async def phrases(turn: Turn) -> None:
    """Show phrases in the language that is named, or else in that of the seller at hand."""
    ticket = await _at_hand(turn)
    spoken = await glossing.spoken_by(turn.session, ticket) if ticket else None
    turn.reply(asking.asked(_typed(turn), spoken=spoken))


async def turn_page(turn: Turn, action: ShowPhrases) -> None:
    """Show another page in its place."""
    await stay_in_topic(turn)
    here = turn.message.message_id
    turn.reply(asking.page_of(action.language, action.section, page=action.page, message_id=here))


async def choose(turn: Turn, _action: ChoosePhrasebook) -> None:
    """Offer the languages."""
    await stay_in_topic(turn)
    turn.reply(WhichPhrasebook(turn.message.message_id))


async def explain(turn: Turn) -> None:
    """Explain the message that is replied to, or else what the seller at hand wrote last."""
    ticket = await _at_hand(turn)
    about, said = replied_to(turn.message), turn.message.reply_to_message
    is_card = ticket is not None and about == ticket.card_message_id
    if said is not None and about is not None and not is_card:
        text = said.text or said.caption or ""
    elif ticket is not None:
        text = await telling.words(turn.session, ticket=ticket)
    else:
        turn.reply(GlossRefused(NotGlossed.WHICH))
        return
    named, _ = asking.named(_typed(turn).split())
    await _explain(turn, ticket, text, named=named, under=about)


async def explain_ticket(turn: Turn, action: GlossTicket) -> None:
    """Explain what the seller wrote last, below the card whose button it is."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        text = await telling.words(turn.session, ticket=ticket)
        await _explain(turn, ticket, text, under=turn.message.message_id)


async def _explain(
    turn: Turn, ticket: Ticket | None, text: str, *, named: str | None = None, under: int | None
) -> None:
    spoken = await glossing.spoken_by(turn.session, ticket)
    turn.reply(glossing.glossed(text, spoken=spoken, named=named, reply_to=under))


async def _at_hand(turn: Turn) -> Ticket | None:
    """Return the ticket of this topic, or of the message replied to, and answer there."""
    ticket = None if turn.private else await ticket_here(turn)
    turn.ticket_id = ticket.id if ticket else None
    return ticket


def _typed(turn: Turn) -> str:
    typed = (turn.message.text or turn.message.caption or "").split(maxsplit=1)[1:]
    return "".join(typed)


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "kamus": (Role.AGENT, phrases),
    "arti": (Role.AGENT, explain),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowPhrases: (Role.AGENT, turn_page),
    ChoosePhrasebook: (Role.AGENT, choose),
    GlossTicket: (Role.AGENT, explain_ticket),
}
