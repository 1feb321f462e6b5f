"""📊 under the listings: how far they come, and where sellers give up."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from crm.uploads.progress import queries
from crm.uploads.progress.payloads import UploadProgress
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from views.actions import Action, ShowUploadProgress

LONGEST = 3660
"""Days; a foreign client may ask for any number."""


async def show(turn: Turn, action: ShowUploadProgress) -> None:
    """Show what became of the listings of the time that was asked for."""
    await stay_in_topic(turn)
    days = min(max(action.days, 0), LONGEST)
    since = turn.now - timedelta(days=days) if days else None
    counted = await queries.progress(turn.session, since=since, now=turn.now)
    turn.reply(UploadProgress(counted))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowUploadProgress: (Role.AGENT, show)
}
