"""`/impor`: a supervisor sends a file of the portal, looks at what would change, and decides."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Document

from crm.imports.orders import deciding, operations
from crm.imports.orders.deciding import AlreadyDecided
from crm.imports.orders.operations import Asked, FileTooBig, SentFile, SupervisorsOnly
from crm.imports.orders.payloads import (
    Declined,
    ImportDeclined,
    ImportPressed,
    ImportPrompt,
    Pressed,
)
from handlers.prompts import prompted
from handlers.turn import Turn
from models import Staff
from models.imports import ImportState
from models.staff import Role
from views.actions import Action, CancelImport, ConfirmImport

COMMAND = re.compile(r"/impor(?:@\w+)?(?:\s+(?P<profile>\S+).*)?\s*$", re.IGNORECASE | re.DOTALL)


async def ask(turn: Turn) -> None:
    """Ask for the file, unless the command answers a message that has one."""
    message = turn.message
    profile = _profile(message.text)
    replied = message.reply_to_message
    if replied is not None and replied.document is not None:
        await _order(turn, replied.document, profile)
        return
    try:
        if turn.staff is not None:
            operations.check_may_order(turn.staff)
    except SupervisorsOnly:
        _decline(turn, Declined.NOT_SUPERVISOR)
    else:
        turn.reply(ImportPrompt(reply_to=message.message_id, profile=profile))


async def take(turn: Turn) -> bool:
    """Take a file that was sent with the command, or in answer to our asking for one.

    False where the message is about something else.
    """
    message = turn.message
    if turn.staff is None:
        return False
    profile = _profile(message.caption)
    if not COMMAND.match(message.caption or ""):
        prompt = await prompted(turn, ImportPrompt)
        if prompt is None:
            return False
        profile = prompt.profile
    if message.document is None:
        _decline(turn, Declined.NO_DOCUMENT)
    else:
        await _order(turn, message.document, profile)
    return True


async def confirm(turn: Turn, action: ConfirmImport) -> None:
    """Let a previewed file be taken in."""
    await _decide(
        turn,
        Pressed.CONFIRMED,
        lambda staff: deciding.confirm(
            turn.session,
            order_id=action.order_id,
            staff=staff,
            message_id=turn.message.message_id,
            forced=bool(action.forced),
            now=turn.now,
        ),
    )


async def cancel(turn: Turn, action: CancelImport) -> None:
    """Let a previewed file be."""
    await _decide(
        turn,
        Pressed.CANCELLED,
        lambda staff: deciding.cancel(
            turn.session,
            order_id=action.order_id,
            staff=staff,
            message_id=turn.message.message_id,
            now=turn.now,
        ),
    )


async def _order(turn: Turn, document: Document, profile: str | None) -> None:
    if turn.staff is None:
        return
    try:
        await operations.order_from_chat(
            turn.session,
            staff=turn.staff,
            file=SentFile(document.file_id, document.file_name or "", document.file_size or 0),
            profile=profile,
            asked=Asked(turn.staff.id, turn.chat_id, turn.message.message_id),
            now=turn.now,
        )
    except SupervisorsOnly:
        _decline(turn, Declined.NOT_SUPERVISOR)
    except FileTooBig:
        _decline(turn, Declined.TOO_BIG)


async def _decide(
    turn: Turn, outcome: Pressed, decide: Callable[[Staff], Awaitable[None]]
) -> None:
    if turn.staff is None:
        return
    try:
        await decide(turn.staff)
    except SupervisorsOnly:
        outcome = Pressed.NOT_SUPERVISOR
    except AlreadyDecided as refusal:
        taken = refusal.state is ImportState.CONFIRMED
        outcome = Pressed.TAKING_IN if taken else Pressed.OVER
    turn.toast(ImportPressed(outcome))


def _decline(turn: Turn, why: Declined) -> None:
    turn.reply(ImportDeclined(why, reply_to=turn.message.message_id))


def _profile(text: str | None) -> str | None:
    found = COMMAND.match(text or "")
    return found["profile"] if found else None


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "impor": (Role.AGENT, ask),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ConfirmImport: (Role.AGENT, confirm),
    CancelImport: (Role.AGENT, cancel),
}
"""Open to agents, who are told kindly that a supervisor decides."""
