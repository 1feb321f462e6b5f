"""What orders are worked on with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.services import Services
from crm.interpreting.services import Transcriber, Translator

Fetch = Callable[[str, int], Awaitable[bytes]]
"""Gets the bytes of the file that Telegram knows by an id; see `delivery.telegram.files`."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to whatever works on orders; a service that is not set up is None."""

    services: Services
    translator: Translator | None
    transcriber: Transcriber | None
    fetch: Fetch
    posted: Callable[[], None]
    """Is called when there is something to send."""
