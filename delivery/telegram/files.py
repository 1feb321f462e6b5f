"""Files that people sent, fetched from Telegram."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from telegram.error import BadRequest

from crm.errors import CrmError
from crm.imports.orders.operations import FileTooBig
from delivery.telegram.api import BotApi
from delivery.telegram.request import AiohttpRequest

PATIENCE = 240.0
"""Seconds that a download may take in all: 20 MB at less than 1 Mbit/s."""


class FileNotHanded(CrmError):
    """Telegram does not hand the file out; it may when it is sent again."""

    code = "file_not_handed"


class Files:
    """Fetches files by the ids that updates give them."""

    def __init__(self, api: BotApi, request: AiohttpRequest, file_url: str) -> None:
        """Ask `api` where a file is, and fetch it from under `file_url`, which has the token."""
        self._api = api
        self._request = request
        self._file_url = file_url

    async def download(self, file_id: str, to: Path, limit: int) -> None:
        """Write a file's bytes to `to`, which grows to no more than `limit`.

        Raises:
            FileNotHanded: Telegram refuses, so that trying again is of no use.
            FileTooBig: it has more bytes than `limit`.
            TelegramError: it could not be fetched this time.
        """
        path = await self._path_of(file_id, limit)
        file = await asyncio.to_thread(to.open, "wb")
        try:
            async for part in self._parts(path, limit):
                await asyncio.to_thread(file.write, part)
        finally:
            await asyncio.to_thread(file.close)

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """Return a file's bytes, of which there are no more than `limit`.

        Raises:
            FileNotHanded, FileTooBig, TelegramError: as `download` does.
        """
        path = await self._path_of(file_id, limit)
        return b"".join([part async for part in self._parts(path, limit)])

    async def _parts(self, path: str, limit: int) -> AsyncIterator[bytes]:
        left = limit
        async for part in self._request.download(f"{self._file_url}/{path}", PATIENCE):
            left -= len(part)
            if left < 0:
                raise FileTooBig(limit=limit)
            yield part

    async def _path_of(self, file_id: str, limit: int) -> str:
        try:
            found = await self._api.call("getFile", {"file_id": file_id})
        except BadRequest as error:
            if "too big" in error.message:
                raise FileTooBig(limit=limit) from error
            raise FileNotHanded(error.message) from error
        if found.get("file_size", 0) > limit:
            raise FileTooBig(limit=limit)
        return found["file_path"]
