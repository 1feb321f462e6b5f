"""Who gets which update: commands, presses and messages, for sellers and for staff."""

from telegram import Message

from crm.staff.members import CommandDeclined, RoleNeeded
from crm.staff.rules import allowed
from handlers import (
    early,
    interpreting,
    languages,
    menu,
    notes,
    offering,
    pairing,
    plain_words,
    relay,
    report,
    start,
    tables,
    topics,
    worded,
)
from handlers.dialogs.engine import Said
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, StaleButton, decode


async def private_command(turn: Turn) -> None:
    """Run a seller's command, or a staff member's own; an unknown word is an ordinary message."""
    word = command_word(turn.message)
    if word in tables.STAFF_COMMANDS and turn.staff is not None:
        await _work(turn, *tables.STAFF_COMMANDS[word])
        return
    command = tables.COMMANDS.get(word)
    if command is None:
        await private_message(turn)
        return
    await command(turn)


async def private_message(turn: Turn) -> None:
    """Give a message to the dialog at hand, else to the open ticket or a new report.

    What a staff member replies to a prompt of theirs is for staff, whatever else goes on here.
    """
    await early.mind(turn)
    if await _is_for_staff(turn):
        return
    if await worded.taken(turn) or await languages.asked_for_meanwhile(turn):
        return
    interpreting.note_voice(turn)
    if await plain_words.left(turn):
        return
    if _is_free(turn) and await plain_words.ran(turn):
        return
    if await turn.dialogs.take(turn, Said(message=turn.message)):
        return
    await report.free_message(turn)


def _is_free(turn: Turn) -> bool:
    """Tell whether no dialog waits for words; the offer to make a report may be passed over."""
    dialog = turn.dialog
    return dialog is None or dialog.name == offering.OFFER or turn.dialogs.expired(turn)


async def private_edit(turn: Turn) -> None:
    """Carry a seller's edit to the copy that staff have."""
    if await notes.keep_edit(turn):
        return
    await relay.seller_edited(turn)


async def group_command(turn: Turn) -> None:
    """Run a command in a group: pairing anywhere, the rest in the paired group for staff."""
    word = command_word(turn.message)
    if word in tables.OPEN_GROUP_COMMANDS:
        await tables.OPEN_GROUP_COMMANDS[word](turn)
        return
    if word in tables.STAFF_COMMANDS and _in_paired_group(turn) and turn.staff is not None:
        await _work(turn, *tables.STAFF_COMMANDS[word])


async def group_message(turn: Turn) -> None:
    """Take a message in the desk: a service message, a note, a file, or words for a seller."""
    if not _in_paired_group(turn):
        return
    if topics.is_service(turn.message):
        await topics.service(turn)
        return
    await early.mind(turn)
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
    if type(action) in tables.STAFF_PRESSES:
        await _press(turn, action)
        return
    if not turn.private:
        await menu.not_for_you(turn)
        return
    if await turn.dialogs.take(turn, Said(action=action)):
        return
    handler = tables.PRESSES.get(type(action))
    await (handler(turn, action) if handler else menu.stale(turn))


async def _work(turn: Turn, role: Role, command: tables.Command) -> None:
    """Run a command of staff, for those whose role it is."""
    turn.desk_work = True
    if _may(turn, role):
        await command(turn)
    else:
        await relay.stay_in_topic(turn)
        turn.reply(CommandDeclined(role))


async def _press(turn: Turn, action: Action) -> None:
    """Run a button of staff, for those whose role it is, where staff work."""
    role, press = tables.STAFF_PRESSES[type(action)]
    if turn.staff is None or not (turn.private or _in_paired_group(turn)):
        await menu.not_for_you(turn)
        return
    turn.desk_work = True
    if _may(turn, role):
        await press(turn, action)
    else:
        turn.toast(RoleNeeded(role))


async def _is_for_staff(turn: Turn) -> bool:
    """Take what is replied to a request of ours, or a file; False for the rest."""
    for take in tables.REPLIES:
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
