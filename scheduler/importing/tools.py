"""What orders to import are carried out with."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from core.services import Services
from models import ImportOrder
from views.words import Catalogs

Fetch = Callable[[ImportOrder], AbstractAsyncContextManager[Path]]
"""Gets an order's file, for as long as the block lasts.

It raises a CrmError where there is no use in trying again, and python-telegram-bot's errors where
there is.
"""


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to whatever works on an order."""

    services: Services
    catalogs: Catalogs
    fetch: Fetch
    posted: Callable[[], None]
    """Is called when there is something to send."""
