"""Every command, button, reply and dialog, from the files that declare them."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import (
    assigning,
    broadcasts,
    cadences,
    call_problems,
    calls,
    duplicates,
    effects,
    followups,
    imports,
    incidents,
    interpreting,
    inviting,
    languages,
    leave,
    macro_shelf,
    macros,
    menu,
    notes,
    pairing,
    phrasebook,
    priorities,
    report,
    retelling,
    search,
    segments,
    seller_card,
    staff,
    staff_language,
    start,
    suggestions,
    ticket_history,
    ticket_menu,
    tickets,
    tips,
    upload_answers,
    upload_invitations,
    upload_lists,
    upload_progress,
    upload_review,
    wanting,
)
from handlers.dialogs.engine import Dialogs
from handlers.turn import Turn
from handlers.uploading import entrance as upload_entrance
from handlers.uploading import photos as upload_photos
from handlers.uploading import pressing as upload_pressing
from handlers.uploading import wizard
from models.staff import Role
from views.actions import Action

Command = Callable[[Turn], Awaitable[None]]
Press = Callable[[Turn, Any], Awaitable[None]]

COMMANDS: dict[str, Command] = {
    **start.COMMANDS,
    **report.COMMANDS,
    **menu.COMMANDS,
    **tips.COMMANDS,
    **upload_entrance.COMMANDS,
}
PRESSES: dict[type[Action], Press] = {
    **start.PRESSES,
    **report.PRESSES,
    **menu.PRESSES,
    **languages.PRESSES,
    **followups.PRESSES,
    **tips.PRESSES,
    **retelling.PRESSES,
    **upload_photos.PRESSES,
    **upload_answers.PRESSES,
    **upload_entrance.PRESSES,
    **upload_pressing.PRESSES,
}
STAFF_COMMANDS: dict[str, tuple[Role, Command]] = {
    **tickets.STAFF_COMMANDS,
    **staff.STAFF_COMMANDS,
    **leave.STAFF_COMMANDS,
    **staff_language.STAFF_COMMANDS,
    **ticket_history.STAFF_COMMANDS,
    **priorities.STAFF_COMMANDS,
    **calls.STAFF_COMMANDS,
    **seller_card.STAFF_COMMANDS,
    **imports.STAFF_COMMANDS,
    **duplicates.STAFF_COMMANDS,
    **segments.STAFF_COMMANDS,
    **search.STAFF_COMMANDS,
    **broadcasts.STAFF_COMMANDS,
    **wanting.STAFF_COMMANDS,
    **incidents.STAFF_COMMANDS,
    **suggestions.STAFF_COMMANDS,
    **cadences.STAFF_COMMANDS,
    **macro_shelf.STAFF_COMMANDS,
    **tips.STAFF_COMMANDS,
    **phrasebook.STAFF_COMMANDS,
    **upload_lists.STAFF_COMMANDS,
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Press]] = {
    **tickets.STAFF_PRESSES,
    **ticket_menu.STAFF_PRESSES,
    **interpreting.STAFF_PRESSES,
    **assigning.STAFF_PRESSES,
    **staff.STAFF_PRESSES,
    **leave.STAFF_PRESSES,
    **inviting.STAFF_PRESSES,
    **staff_language.STAFF_PRESSES,
    **ticket_history.STAFF_PRESSES,
    **priorities.STAFF_PRESSES,
    **calls.STAFF_PRESSES,
    **seller_card.STAFF_PRESSES,
    **imports.STAFF_PRESSES,
    **duplicates.STAFF_PRESSES,
    **broadcasts.STAFF_PRESSES,
    **cadences.STAFF_PRESSES,
    **macros.STAFF_PRESSES,
    **macro_shelf.STAFF_PRESSES,
    **phrasebook.STAFF_PRESSES,
    **effects.STAFF_PRESSES,
    **incidents.STAFF_PRESSES,
    **suggestions.STAFF_PRESSES,
    **upload_progress.STAFF_PRESSES,
    **upload_invitations.STAFF_PRESSES,
    **upload_lists.STAFF_PRESSES,
    **upload_review.STAFF_PRESSES,
}
OPEN_GROUP_COMMANDS: dict[str, Command] = {**pairing.COMMANDS}
"""Commands that check the sender themselves, since the first admin is not staff yet."""

REPLIES = (
    notes.keep,
    call_problems.keep,
    broadcasts.take,
    macro_shelf.take,
    imports.take,
    incidents.take,
    upload_review.take,
)
"""What takes a reply to a request of ours, or a file; the first that knows it has it."""


def all_dialogs() -> Dialogs:
    """Return every declared dialog."""
    return Dialogs(
        *start.DIALOGS,
        *report.DIALOGS,
        *menu.DIALOGS,
        *followups.DIALOGS,
        *wizard.DIALOGS,
        *upload_answers.DIALOGS,
    )
