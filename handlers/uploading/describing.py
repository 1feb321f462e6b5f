"""The wizard's step for the description: question by question, then a look at the draft."""

from crm.outbox.payload import Payload
from crm.uploads.describing import talking
from crm.uploads.describing.payloads import AnswerNotKept
from crm.uploads.describing.rules import AnswerRefused
from crm.uploads.describing.talking import Place
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import AskAgain, ChooseAnswer, MoveDescription

PRESSED = (MoveDescription, ChooseAnswer, AskAgain)
PLACE = "description_place"


async def ask(_turn: Turn, upload: Upload, answers: Answers) -> Payload:
    """Return the question that the talk is at, or the draft."""
    return talking.ask(upload, place=_place(upload, answers))


async def take(turn: Turn, upload: Upload, answers: Answers, said: Said) -> Course:
    """Keep what was typed or pressed."""
    place = _place(upload, answers)
    match said.action:
        case None:
            return _hear(turn, upload, answers, said.text)
        case AskAgain(question=question):
            answers[PLACE] = talking.ALONE + question
        case ChooseAnswer(place=pressed, choice=choice) if pressed == place:
            answers[PLACE] = talking.choose(upload, place=place, choice=choice, now=turn.now)
        case MoveDescription(place=pressed, move="use") if pressed == place:
            answers.pop(PLACE, None)
            return Course.ON
        case MoveDescription(place=pressed, move=move) if pressed == place:
            answers[PLACE] = _moved(turn, upload, place, move)
        case _:
            return Course.STAY
    return Course.AGAIN


def _hear(turn: Turn, upload: Upload, answers: Answers, text: str) -> Course:
    place = _place(upload, answers)
    try:
        answers[PLACE] = talking.hear(upload, place=place, text=text, now=turn.now)
    except AnswerRefused as refused:
        turn.reply(AnswerNotKept(refused.why, refused.what))
        return Course.STAY
    return Course.AGAIN


def _moved(turn: Turn, upload: Upload, place: str, move: str) -> str:
    match move:
        case "drop":
            return talking.leave_out(upload, place=place, now=turn.now)
        case "write":
            return Place.WRITE
        case "redraft":
            return talking.redraft(upload, now=turn.now)
        case "english":
            return talking.turn_english(upload, now=turn.now)
        case _:
            return Place.DRAFT


def _place(upload: Upload, answers: Answers) -> str:
    return str(answers.get(PLACE) or talking.entrance(upload))
