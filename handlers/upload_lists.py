"""`/unggahan`: all listings by their state, and the files of the approved ones."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.uploads.export import orders
from crm.uploads.review import lists
from crm.uploads.review.cards import card_of
from crm.uploads.review.payloads import ReviewOutcome, ReviewPressed, ReviewShown
from crm.uploads.review.refusals import ListingGone
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from models.uploads import UploadState
from views.actions import Action, ExportUploads, ListUploads, ShowUpload


async def show(turn: Turn) -> None:
    """List what waits for staff."""
    await stay_in_topic(turn)
    turn.reply(await lists.page(turn.session, state=UploadState.SENT, number=1))


async def turn_page(turn: Turn, action: ListUploads) -> None:
    """Show a page of a state in the place of the message."""
    await stay_in_topic(turn)
    state = UploadState(action.state) if action.state in lists.LISTED else UploadState.SENT
    turn.reply(
        await lists.page(
            turn.session, state=state, number=action.page, message_id=turn.message.message_id
        )
    )


async def show_one(turn: Turn, action: ShowUpload) -> None:
    """Show a listing in the place of the list, with what can be done about it."""
    await stay_in_topic(turn)
    try:
        upload = await lists.find(turn.session, action.upload_id)
    except ListingGone:
        turn.toast(ReviewPressed(ReviewOutcome.GONE))
        return
    here = turn.message.message_id
    turn.reply(await card_of(turn.session, ReviewShown, upload=upload, message_id=here))


async def export(turn: Turn, action: ExportUploads) -> None:
    """Have the files of the approved listings made for whoever asks."""
    await stay_in_topic(turn)
    await orders.ask(
        turn.session,
        chat_id=turn.chat_id,
        ticket_id=turn.ticket_id,
        everything=bool(action.everything),
        now=turn.now,
    )
    turn.toast(ReviewPressed(ReviewOutcome.EXPORTING))


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "unggahan": (Role.AGENT, show),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListUploads: (Role.AGENT, turn_page),
    ShowUpload: (Role.AGENT, show_one),
    ExportUploads: (Role.AGENT, export),
}
