"""The wizard's steps for the price, the stock and the weight: typed as one likes, or pressed."""

from functools import partial

from crm.outbox.payload import Payload
from crm.uploads.asking import NumberChoice, NumberNotTaken
from crm.uploads.numbers import keeping, rules
from crm.uploads.numbers.rules import NumberRefused
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from handlers.uploading.parts import Part
from models import Upload
from models.uploads import UploadStep
from views.actions import TakeNumber

PRESSED = (TakeNumber,)


def part(step: UploadStep) -> Part:
    """Return the part of one of these steps."""
    return Part(PRESSED, partial(_ask, step), partial(_take, step))


async def _ask(step: UploadStep, turn: Turn, upload: Upload, _answers: Answers) -> Payload:
    return await keeping.question(turn.session, upload=upload, step=step)


async def _take(
    step: UploadStep, turn: Turn, upload: Upload, _answers: Answers, said: Said
) -> Course:
    try:
        match said.action:
            case None:
                values, sure = _read(step, said.text)
            case TakeNumber(step=pressed, value=value) if pressed == step:
                values, sure = rules.within(step, [value]), True
            case _:
                return Course.STAY
    except NumberRefused as refused:
        turn.reply(NumberNotTaken(step, refused.why, refused.bound))
        return Course.STAY
    if not sure:
        turn.reply(NumberChoice(step, values))
        return Course.STAY
    keeping.keep(upload, step=step, value=values[0], now=turn.now)
    return Course.ON


def _read(step: UploadStep, text: str) -> tuple[tuple[int, ...], bool]:
    meant = rules.read(step, text)
    return meant.values, meant.sure
