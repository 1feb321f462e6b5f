"""What a step of the wizard is: its buttons, its question, and what it does with an answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from crm.outbox.payload import Payload
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import Action

UPLOAD = "upload"
"""The dialog's name, and under what its answers hold the listing's id."""

Ask = Callable[[Turn, Upload, Answers], Awaitable[Payload]]
Take = Callable[[Turn, Upload, Answers, Said], Awaitable[Course]]


@dataclass(frozen=True, slots=True)
class Part:
    """A step. All that it is told goes into the listing's row at once.

    What it notes in the answers is forgotten when the step is left.
    """

    pressed: tuple[type[Action], ...]
    ask: Ask
    take: Take
