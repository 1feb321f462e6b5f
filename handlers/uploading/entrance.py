"""The ways into the wizard: the command, the menu, an invitation, a draft that rests."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.uploads import discarding, drafts, listings
from crm.uploads.payloads import DiscardQuestion, ListingDiscarded, ListingGone
from handlers import onboarding
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading import late, wizard
from handlers.uploading.parts import UPLOAD
from models import Seller, Upload
from models.uploads import UploadState
from views.actions import Action, DiscardUpload, ResumeUpload, StartUpload


async def begin(turn: Turn, *, touch_id: int | None = None) -> None:
    """Begin a listing; whoever has some is shown them first."""
    seller = await onboarding.agreed(turn)
    if seller is None:
        return
    mine = await listings.mine(turn.session, seller_id=seller.id or 0)
    if mine.lines:
        await turn.dialogs.leave(turn)
        turn.reply(mine)
    else:
        await _start(turn, seller, touch_id=touch_id)


async def start(turn: Turn, action: StartUpload) -> None:
    """Begin a new listing; where staff invited, one of that ticket."""
    seller = await onboarding.agreed(turn)
    if seller is not None:
        await _start(turn, seller, ticket_id=action.ticket_id or None)


async def resume(turn: Turn, action: ResumeUpload) -> None:
    """Go on with a draft; of another listing say what became of it."""
    seller = await onboarding.agreed(turn)
    if seller is None:
        return
    found = await drafts.of_seller(
        turn.session, upload_id=action.upload_id, seller_id=seller.id or 0
    )
    if found is None:
        turn.toast(ListingGone())
        await begin(turn)
    elif found.state is UploadState.DRAFT:
        await _go_on(turn, seller, found)
    else:
        turn.reply(await listings.standing(turn.session, upload=found))


async def discard(turn: Turn, action: DiscardUpload) -> None:
    """Ask whether a draft shall be thrown away, or do it."""
    seller_id = turn.seller.id or 0 if turn.seller else 0
    ids = {"upload_id": action.upload_id, "seller_id": seller_id}
    draft = await drafts.draft_of(turn.session, **ids)
    if draft is None:
        turn.toast(ListingGone())
    elif not action.sure:
        turn.reply(DiscardQuestion(action.upload_id, draft.category, draft.name))
    else:
        await _leave(turn, draft)
        await discarding.discard(turn.session, **ids, now=turn.now)
        turn.reply(ListingDiscarded())


async def _start(
    turn: Turn, seller: Seller, *, ticket_id: int | None = None, touch_id: int | None = None
) -> None:
    draft = await drafts.begin(
        turn.session, seller=seller, now=turn.now, ticket_id=ticket_id, touch_id=touch_id
    )
    await wizard.open_at(turn, draft)


async def _go_on(turn: Turn, seller: Seller, draft: Upload) -> None:
    """Open the wizard where the draft is, with what was sent for it meanwhile."""
    kept = late.heard(turn, draft)
    await turn.dialogs.leave(turn)
    await drafts.resume(turn.session, upload_id=draft.id or 0, seller=seller, now=turn.now)
    answers: Answers = await wizard.noted(turn, draft)
    for message in kept:
        await wizard.hear(turn, draft, answers, Said(message=message))
    await wizard.open_at(turn, draft, answers)


async def _leave(turn: Turn, draft: Upload) -> None:
    dialog = turn.dialog
    if dialog is not None and dialog.name == UPLOAD and dialog.answers.get(UPLOAD) == draft.id:
        await turn.dialogs.leave(turn)


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"unggah": begin}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    StartUpload: start,
    ResumeUpload: resume,
    DiscardUpload: discard,
}
