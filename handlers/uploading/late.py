"""What a seller sends days after the wizard fell silent: kept until they say where it belongs."""

from typing import Any

from telegram import Message

from crm.uploads import drafts
from crm.uploads.payloads import ListingWaits
from handlers.dialogs.engine import Answers
from handlers.keeping import Kept, add, count
from handlers.turn import Turn
from handlers.uploading.parts import UPLOAD
from models import Upload

LATE = "late"
"""Under this the answers hold the messages, whole, as Telegram sent them."""


def is_waiting(turn: Turn) -> bool:
    """Tell whether this chat is in the wizard and has been silent for too long."""
    dialog = turn.dialog
    return dialog is not None and dialog.name == UPLOAD and turn.dialogs.expired(turn)


async def hear(turn: Turn, message: Message) -> bool:
    """Keep a message, and ask whether it belongs to the draft; False where there is no draft."""
    dialog = turn.dialog
    upload = await _draft(turn, dialog.answers) if dialog else None
    if dialog is None or upload is None:
        return False
    answers = dict(dialog.answers)
    done = add(turn, answers, message)
    if done in {Kept.ADDED, Kept.ALBUM}:
        answers[LATE] = [*answers.get(LATE, ()), message.to_dict()]
    dialog.answers = answers
    if not done.is_answered:
        _say(turn, upload, answers)
    return True


async def remind(turn: Turn) -> bool:
    """Say that the draft waits; False where there is none."""
    dialog = turn.dialog
    upload = await _draft(turn, dialog.answers) if dialog else None
    if dialog is None or upload is None:
        return False
    _say(turn, upload, dialog.answers)
    return True


def heard(turn: Turn, upload: Upload) -> list[Message]:
    """Return what was kept for a draft, in its order."""
    dialog = turn.dialog
    if dialog is None or dialog.name != UPLOAD or dialog.answers.get(UPLOAD) != upload.id:
        return []
    kept: list[dict[str, Any]] = dialog.answers.get(LATE, [])
    return [Message.de_json(one, None) for one in kept]


def _say(turn: Turn, upload: Upload, answers: Answers) -> None:
    turn.reply(ListingWaits(upload.id or 0, upload.step, upload.name, count(answers)))


async def _draft(turn: Turn, answers: Answers) -> Upload | None:
    if turn.seller is None:
        return None
    return await drafts.draft_of(
        turn.session, upload_id=int(answers[UPLOAD]), seller_id=turn.seller.id or 0
    )
