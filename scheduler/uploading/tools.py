"""What photos are worked on with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.services import Services
from core.storage import Storage
from delivery.bell import Bell
from scheduler.uploading.workers import Workers

Fetch = Callable[[str, int], Awaitable[bytes]]
"""Gets the bytes of the file that Telegram knows by an id, up to a limit.

It raises what `delivery.telegram.files` does.
"""


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to whatever works on photos."""

    services: Services
    storage: Storage
    fetch: Fetch
    workers: Workers
    arrived: Bell
    """Rings when a photo may have come in, and now and then for nothing."""
    posted: Callable[[], None]
    """Is called when there is something to send."""
