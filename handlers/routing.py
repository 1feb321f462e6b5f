"""Who gets which update: commands, presses and messages, for sellers and for staff."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message

from crm.staff.rules import allowed
from handlers import (
    broadcasts,
    cadences,
    call_problems,
    calls,
    duplicates,
    effects,
    followups,
    imports,
    macro_shelf,
    macros,
    menu,
    notes,
    pairing,
    relay,
    report,
    segments,
    seller_card,
    start,
    ticket_menu,
    tickets,
    topics,
    wanting,
)
from handlers.dialogs.engine import Dialogs, Said
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, StaleButton, decode

Command = Callable[[Turn], Awaitable[None]]
Press = Callable[[Turn, Any], Awaitable[None]]

COMMANDS: dict[str, Command] = {**start.COMMANDS, **report.COMMANDS, **menu.COMMANDS}
PRESSES: dict[type[Action], Press] = {
    **start.PRESSES,
    **report.PRESSES,
    **menu.PRESSES,
    **followups.PRESSES,
}
STAFF_COMMANDS: dict[str, tuple[Role, Command]] = {
    **tickets.STAFF_COMMANDS,
    **calls.STAFF_COMMANDS,
    **seller_card.STAFF_COMMANDS,
    **imports.STAFF_COMMANDS,
    **duplicates.STAFF_COMMANDS,
    **segments.STAFF_COMMANDS,
    **broadcasts.STAFF_COMMANDS,
    **wanting.STAFF_COMMANDS,
    **cadences.STAFF_COMMANDS,
    **macro_shelf.STAFF_COMMANDS,
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Press]] = {
    **tickets.STAFF_PRESSES,
    **ticket_menu.STAFF_PRESSES,
    **calls.STAFF_PRESSES,
    **seller_card.STAFF_PRESSES,
    **imports.STAFF_PRESSES,
    **duplicates.STAFF_PRESSES,
    **broadcasts.STAFF_PRESSES,
    **cadences.STAFF_PRESSES,
    **macros.STAFF_PRESSES,
    **macro_shelf.STAFF_PRESSES,
    **effects.STAFF_PRESSES,
}
OPEN_GROUP_COMMANDS: dict[str, Command] = {**pairing.COMMANDS}
"""Commands that check the sender themselves, since the first admin is not staff yet."""


def all_dialogs() -> Dialogs:
    """Return every declared dialog."""
    return Dialogs(*start.DIALOGS, *report.DIALOGS, *menu.DIALOGS, *followups.DIALOGS)


async def private_command(turn: Turn) -> None:
    """Run a seller's command, or a staff member's own; an unknown word is an ordinary message."""
    word = command_word(turn.message)
    staffs = STAFF_COMMANDS.get(word)
    if staffs is not None and _may(turn, staffs[0]):
        await staffs[1](turn)
        return
    command = COMMANDS.get(word)
    if command is None:
        await private_message(turn)
        return
    await command(turn)


async def private_message(turn: Turn) -> None:
    """Give a message to the dialog at hand, else to the open ticket or a new report.

    What a staff member replies to a prompt of theirs is for staff, whatever else goes on here.
    """
    if await _is_for_staff(turn):
        return
    if await turn.dialogs.take(turn, Said(message=turn.message)):
        return
    await report.free_message(turn)


async def private_edit(turn: Turn) -> None:
    """Carry a seller's edit to the copy that staff have."""
    if await notes.keep_edit(turn):
        return
    await relay.seller_edited(turn)


async def group_command(turn: Turn) -> None:
    """Run a command in a group: pairing anywhere, the rest in the paired group for staff."""
    word = command_word(turn.message)
    if word in OPEN_GROUP_COMMANDS:
        await OPEN_GROUP_COMMANDS[word](turn)
        return
    staffs = STAFF_COMMANDS.get(word)
    if staffs is not None and _in_paired_group(turn) and _may(turn, staffs[0]):
        await staffs[1](turn)


async def group_message(turn: Turn) -> None:
    """Take a message in the desk: a service message, a note, a file, or words for a seller."""
    if not _in_paired_group(turn):
        return
    if topics.is_service(turn.message):
        await topics.service(turn)
        return
    if not await _is_for_staff(turn):
        await relay.staff_said(turn)


async def group_edit(turn: Turn) -> None:
    """Carry a staff member's edit to the copy that the seller has."""
    if not _in_paired_group(turn) or turn.staff is None or await notes.keep_edit(turn):
        return
    await relay.staff_edited(turn)


async def membership(turn: Turn) -> None:
    """Mind what happens to the bot itself: blocked, added to a group, made an admin, removed."""
    if turn.private:
        await start.membership(turn)
        return
    await pairing.membership(turn)


async def pressed(turn: Turn) -> None:
    """Run a pressed button; one of another day answers with a toast and the present menu."""
    query = turn.update.callback_query
    try:
        action = decode(query.data or "" if query else "")
    except StaleButton:
        await menu.stale(turn)
        return
    if type(action) in STAFF_PRESSES:
        role, press = STAFF_PRESSES[type(action)]
        if _may(turn, role) and (turn.private or _in_paired_group(turn)):
            await press(turn, action)
        else:
            await menu.not_for_you(turn)
        return
    if not turn.private:
        await menu.not_for_you(turn)
        return
    if await turn.dialogs.take(turn, Said(action=action)):
        return
    handler = PRESSES.get(type(action))
    await (handler(turn, action) if handler else menu.stale(turn))


async def _is_for_staff(turn: Turn) -> bool:
    """Take what is replied to a request of ours, or a file; False for the rest."""
    for take in (notes.keep, call_problems.keep, broadcasts.take, macro_shelf.take, imports.take):
        if await take(turn):
            return True
    return False


def command_word(message: Message) -> str:
    """Return a command's word: `lapor` of `/lapor@sapa_bot tolong`."""
    first = (message.text or message.caption or "").split(maxsplit=1)[0]
    return first[1:].partition("@")[0].lower()


def _in_paired_group(turn: Turn) -> bool:
    return turn.group is not None and turn.chat_id == turn.group.chat_id


def _may(turn: Turn, needed: Role) -> bool:
    return turn.staff is not None and allowed(turn.staff.role, needed)
