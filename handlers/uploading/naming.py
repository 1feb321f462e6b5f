"""The wizard's step for the name: part by part or at once, checked before it is used."""

from crm.outbox.payload import Payload
from crm.uploads.naming import talking
from crm.uploads.naming.payloads import NameNotUsable
from crm.uploads.naming.talking import NameFaulty, Place
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import ChangePart, MoveName

PRESSED = (MoveName, ChangePart)
PLACE = "name_place"


async def ask(turn: Turn, upload: Upload, answers: Answers) -> Payload:
    """Return the question that the talk is at."""
    return await talking.ask(turn.session, upload=upload, place=_place(upload, answers))


async def take(turn: Turn, upload: Upload, answers: Answers, said: Said) -> Course:
    """Keep what was typed or pressed."""
    place = _place(upload, answers)
    match said.action:
        case None:
            answers[PLACE] = talking.hear(upload, place=place, text=said.text, now=turn.now)
            return Course.AGAIN
        case ChangePart(part=part):
            answers[PLACE] = talking.ALONE + part
            return Course.AGAIN
        case MoveName(place=pressed, move=move) if pressed == place:
            return _move(turn, upload, answers, move)
        case _:
            return Course.STAY


def _move(turn: Turn, upload: Upload, answers: Answers, move: str) -> Course:
    place = _place(upload, answers)
    match move:
        case "drop":
            answers[PLACE] = talking.leave_out(upload, place=place, now=turn.now)
        case "parts":
            answers[PLACE] = talking.from_parts(upload, now=turn.now)
        case "write":
            answers[PLACE] = Place.WRITE
        case "use" | "better":
            return _use(turn, upload, answers, better=move == "better")
        case _:
            answers[PLACE] = Place.CHECK
    return Course.AGAIN


def _use(turn: Turn, upload: Upload, answers: Answers, *, better: bool) -> Course:
    try:
        talking.use(upload, better=better, now=turn.now)
    except NameFaulty:
        turn.toast(NameNotUsable())
        return Course.STAY
    answers.pop(PLACE, None)
    return Course.ON


def _place(upload: Upload, answers: Answers) -> str:
    return str(answers.get(PLACE) or talking.entrance(upload))
