"""Buttons of the wizard's steps that are pressed when the wizard does not wait for them."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import menu
from handlers.dialogs.engine import Said
from handlers.turn import Turn
from handlers.uploading import entrance, late, wizard
from handlers.uploading.parts import UPLOAD
from views.actions import Action, ResumeUpload, UploadMove


async def press(turn: Turn, action: Action) -> None:
    """Take a press after days of silence as if it came at once; any other is an old one.

    What was sent in the meantime comes first: whoever goes on goes on with that.
    """
    dialog = turn.dialog
    if dialog is None or not late.is_waiting(turn):
        await menu.stale(turn)
    elif dialog.answers.get(late.LATE):
        await entrance.resume(turn, ResumeUpload(int(dialog.answers[UPLOAD])))
    else:
        turn.dialogs.revive(turn)
        if not await turn.dialogs.take(turn, Said(action=action)):
            await menu.stale(turn)


PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = dict.fromkeys(
    (UploadMove, *wizard.PRESSED), press
)
