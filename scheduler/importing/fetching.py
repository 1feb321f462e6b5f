"""The file of an order, wherever it is, as a path on this machine."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from core.services import Services
from crm.imports.orders.rules import CHAT_LIMIT
from crm.imports.sources.rules import Address
from models import ImportOrder
from models.imports import ImportSource
from scheduler.importing import addresses, folder
from scheduler.importing.addresses import Patience
from scheduler.importing.refusals import FileGone

Download = Callable[[str, Path, int], Awaitable[None]]
"""Writes the file that Telegram knows by an id to a path, up to a limit of bytes."""

_LONGEST_NAME = 100


@asynccontextmanager
async def fetched(
    order: ImportOrder,
    *,
    services: Services,
    download: Download,
    patience: Patience | None = None,
) -> AsyncGenerator[Path]:
    """Yield where the file of `order` is; a copy of our own is deleted when the block ends.

    Raises:
        CrmError: a sentence that says why there is no file.
        TelegramError: Telegram did not hand it out this time.
    """
    if order.source is ImportSource.FOLDER:
        yield await asyncio.to_thread(_found, order, services.settings.import_folder)
        return
    with TemporaryDirectory(prefix="sapa-") as name:
        path = Path(name) / _plain(order.file_name)
        if order.source is ImportSource.CHAT:
            await download(order.place, path, CHAT_LIMIT)
        else:
            source = addresses.source_of(services.settings, Address(order.place))
            await addresses.save(source, path, patience=patience or Patience())
        yield path


def _found(order: ImportOrder, watched: Path | None) -> Path:
    if watched is None:
        message = "IMPORT_FOLDER is not set any more."
        raise FileGone(message)
    return folder.locate(watched, folder.Lying(order.place, order.mark or ""))


def _plain(name: str) -> str:
    """Return `name` as a file name that every disk takes."""
    return re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)[-_LONGEST_NAME:].strip(".") or "file"
