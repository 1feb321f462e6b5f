"""The menu, the sellers' other commands, and what buttons of another day answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.sellers.menu import (
    ButtonForStaff,
    Help,
    MenuNote,
    MyReports,
    OldButton,
    Privacy,
    ReportLine,
)
from crm.sellers.payloads import LanguageChosen
from crm.tickets import queries
from crm.tickets.reporting import DialogExpired, DialogName
from crm.tickets.rules import may_reopen
from handlers import languages, linking, onboarding, rating, report, silence, tips, waiting
from handlers.dialogs.engine import DialogPlan
from handlers.home import home
from handlers.keeping import count
from handlers.reopening import reopen
from handlers.turn import Turn
from handlers.uploading import entrance, late
from handlers.uploading.parts import UPLOAD
from models import Ticket
from models.sellers import Consent
from models.tickets import FINISHED, TicketState
from views.actions import (
    Action,
    ChooseLanguage,
    DialogStep,
    MoreLanguages,
    Open,
    OpenMenu,
    Rate,
    Reopen,
    SayIfSolved,
)
from views.words import LANGUAGES


async def menu(turn: Turn) -> None:
    """Leave what the person is doing, and show the menu."""
    if await onboarding.agreed(turn) is not None:
        note = _left(turn)
        await turn.dialogs.leave(turn)
        turn.reply(home(turn, note))


async def help_(turn: Turn) -> None:
    """Say how the bot is used; whoever is doing something stays at it."""
    turn.reply(Help())


async def cancel(turn: Turn) -> None:
    """Leave what the person is doing."""
    note = _left(turn) or MenuNote.NOTHING_TO_LEAVE
    await turn.dialogs.leave(turn)
    turn.reply(home(turn, note))


async def language(turn: Turn) -> None:
    """Offer the languages."""
    if turn.seller is None or onboarding.at_language(turn):
        await onboarding.begin(turn)
    else:
        turn.reply(await onboarding.language_question(turn))


async def more_languages(turn: Turn, action: MoreLanguages) -> None:
    """Turn to another page of the languages, in the same message."""
    if turn.seller is None:
        await onboarding.begin(turn)
        return
    message_id = turn.message.message_id
    turn.reply(await onboarding.language_question(turn, page=action.page, message_id=message_id))


async def choose_language(turn: Turn, action: ChooseLanguage) -> None:
    """Speak another language, and put the present question again in it."""
    if turn.seller is None or action.tag not in LANGUAGES:
        await stale(turn)
        return
    turn.toast(LanguageChosen())
    await languages.switch(turn, turn.seller, action.tag)


async def my_reports(turn: Turn) -> None:
    """List the person's latest reports, those in work first."""
    seller = await onboarding.agreed(turn)
    if seller is None:
        return
    tickets = await queries.tickets_of(turn.session, seller_id=seller.id or 0)
    tickets.sort(key=lambda ticket: ticket.state in FINISHED)
    turn.reply(MyReports(lines=tuple(_line(turn, ticket) for ticket in tickets)))


async def privacy(turn: Turn) -> None:
    """Say what is kept."""
    seller = turn.seller
    agreed = seller is not None and seller.consent is Consent.GIVEN
    turn.reply(Privacy(agreed=agreed, unasked=seller is None or seller.proactive))


async def open_menu(turn: Turn, _action: OpenMenu) -> None:
    """Show the menu."""
    await menu(turn)


async def open_entry(turn: Turn, action: Open) -> None:
    """Open one entry of the menu."""
    entry = ENTRIES.get(action.entry)
    await (entry(turn) if entry else stale(turn))


async def step_late(turn: Turn, action: DialogStep) -> None:
    """Take up a dialog that waited too long, or leave it."""
    if not turn.dialogs.expired(turn):
        await stale(turn)
    elif action.move == "cancel":
        await cancel(turn)
    else:
        await turn.dialogs.resume(turn)


async def stale(turn: Turn) -> None:
    """Answer a button of another day with a toast and what can be done now."""
    turn.toast(OldButton())
    if not turn.private:
        return
    dialog = turn.dialog
    if dialog is None and turn.seller is None and turn.staff is not None:
        return  # they are no seller, to whom the menu would introduce us
    if dialog is None:
        await menu(turn)
    elif late.is_waiting(turn) and await late.remind(turn):
        return
    elif turn.dialogs.expired(turn) and dialog.name in set(DialogName):
        kept = count(dialog.answers)
        turn.reply(DialogExpired(dialog=DialogName(dialog.name), kept=kept))
    else:
        await turn.dialogs.resume(turn)


async def not_for_you(turn: Turn) -> None:
    """Say that a button is for staff."""
    turn.toast(ButtonForStaff())


async def link(turn: Turn) -> None:
    """Ask a visitor for their store."""
    if await onboarding.agreed(turn) is not None:
        await linking.begin(turn)


def _line(turn: Turn, ticket: Ticket) -> ReportLine:
    return ReportLine(
        ticket_id=ticket.id or 0,
        kind=ticket.kind,
        category=ticket.category,
        state=ticket.state,
        at=ticket.created_at,
        reopenable=ticket.state is TicketState.RESOLVED
        and may_reopen(ticket.resolved_at, turn.now),
    )


def _left(turn: Turn) -> MenuNote | None:
    """Return what there is to say about what is being left."""
    if turn.dialog is None:
        return None
    return MenuNote.LISTING_KEPT if turn.dialog.name == UPLOAD else MenuNote.LEFT


Command = Callable[[Turn], Awaitable[None]]

COMMANDS: dict[str, Command] = {
    "menu": menu,
    "bantuan": help_,
    "help": help_,
    "batal": cancel,
    "bahasa": language,
    **silence.COMMANDS,
    "laporan_saya": my_reports,
    "privasi": privacy,
}
ENTRIES: dict[str, Command] = {
    "report": report.begin,
    "reports": my_reports,
    "language": language,
    "help": help_,
    "privacy": privacy,
    "link": link,
    "tips": tips.subjects,
    "upload": entrance.begin,
}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    OpenMenu: open_menu,
    Open: open_entry,
    ChooseLanguage: choose_language,
    MoreLanguages: more_languages,
    DialogStep: step_late,
    **silence.PRESSES,
    Rate: rating.rate,
    Reopen: reopen,
    SayIfSolved: waiting.say,
}
DIALOGS: tuple[DialogPlan, ...] = (rating.PLAN,)
