"""The wizard's step for the category: pressed, or named in the seller's own words."""

from crm.outbox.payload import Payload
from crm.uploads.asking import ProductCategoryQuestion
from crm.uploads.categories import ProductCategory, recognised
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import PickCategory

PRESSED = (PickCategory,)


async def ask(_turn: Turn, upload: Upload, _answers: Answers) -> Payload:
    """Return the question, with what was chosen before."""
    return ProductCategoryQuestion(upload.category)


async def take(turn: Turn, upload: Upload, _answers: Answers, said: Said) -> Course:
    """Keep what was chosen."""
    match said.action:
        case None:
            chosen = recognised(said.text)
        case PickCategory(key=key) if key in set(ProductCategory):
            chosen = ProductCategory(key)
        case _:
            return Course.STAY
    if chosen is None:
        return Course.AGAIN
    upload.category, upload.updated_at = chosen.value, turn.now
    return Course.ON
