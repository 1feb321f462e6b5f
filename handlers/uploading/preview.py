"""The wizard's last step: the whole listing, and a way back to each part of it."""

from crm.outbox.payload import Payload
from crm.uploads import drafts, steps
from crm.uploads.asking import ListingPreview
from crm.uploads.rules import lacking
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from models.uploads import Passing, UploadStep
from views.actions import EditUpload

PRESSED = (EditUpload,)
JUMPED = "jumped"
"""Noted in the answers by whoever went from the preview to one step, and comes back to it."""


async def ask(turn: Turn, upload: Upload, _answers: Answers) -> Payload:
    """Return the listing as it stands, and what keeps it from being sent."""
    listing = await drafts.listing(turn.session, upload=upload)
    return ListingPreview(listing, lacking(listing))


async def take(turn: Turn, upload: Upload, answers: Answers, said: Said) -> Course:
    """Go to the step that was pressed."""
    match said.action:
        case EditUpload(step=step) if step in set(UploadStep) - {UploadStep.PREVIEW}:
            to = UploadStep(step)
            await steps.go(turn.session, upload=upload, to=to, passing=Passing.BACK, now=turn.now)
            answers[JUMPED] = True
            return Course.AGAIN
        case None:
            return Course.AGAIN
        case _:
            return Course.STAY
