"""The wizard's step for what buyers can choose: sizes, colours, flavours."""

from crm.outbox.payload import Payload
from crm.uploads.asking import VariantsNotTaken
from crm.uploads.numbers.keeping import variants_question
from crm.uploads.variants import VariantsRefused, listed
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import Action

PRESSED: tuple[type[Action], ...] = ()


async def ask(_turn: Turn, upload: Upload, _answers: Answers) -> Payload:
    """Return the question, with what is there."""
    return variants_question(upload)


async def take(turn: Turn, upload: Upload, _answers: Answers, said: Said) -> Course:
    """Keep a typed list."""
    if said.action is not None:
        return Course.STAY
    try:
        variants = listed(said.text)
    except VariantsRefused as refused:
        turn.reply(VariantsNotTaken(refused.why, refused.what))
        return Course.STAY
    upload.variants, upload.updated_at = list(variants), turn.now
    return Course.ON
