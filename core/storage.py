"""Pictures outside the database: kept under the hash of what is in them, never under a given name.

In a folder by default; with the extra `s3` in a bucket. A name that is there is whole: a folder's
files are written aside and renamed, a bucket does the same by itself.
"""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self, TypeVar

from core import files
from core.db import async_url
from core.options.storage import BUCKET
from core.settings import Settings

T = TypeVar("T")

BESIDE = "sapa-files"
"""The folder that is used where none is named."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://")
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,5}")
_PROBE = b"Sapa may write here."


class StorageUnusable(Exception):
    """Pictures cannot be kept where the settings say; the text says what to mend."""


class PictureGone(Exception):
    """There is no picture of this name in the storage."""


class Storage:
    """Keeps pictures; whatever waits for a disk or a network does so in a thread.

    Building one opens nothing, so that everybody who needs it may have one.
    """

    def __init__(self, place: str, **options: Any) -> None:  # noqa: ANN401 - whatever fsspec's kind takes
        """Keep at `place`, a folder or a URL that fsspec knows, opened with `options`."""
        self.place = place
        self._options = options
        self._folder = None if _SCHEME.match(place) else Path(place)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the storage that the settings name."""
        place = settings.storage or _beside(settings.database_url)
        return cls(place, **(_bucket_options(settings) if place.startswith(BUCKET) else {}))

    async def put(self, content: bytes, suffix: str) -> str:
        """Keep `content` and return its name, such as `ab/ab12….jpg`; twice is as good as once.

        Raises:
            OSError: it could not be kept this time.
        """
        name = hashlib.sha256(content).hexdigest()
        key = f"{name[:2]}/{name}{suffix}"
        await _waited(self._put, _checked(key), content)
        return key

    async def get(self, key: str) -> bytes:
        """Return what is kept under `key`.

        Raises:
            PictureGone: nothing is.
            OSError: it could not be fetched this time.
        """
        try:
            return await _waited(self._get, _checked(key))
        except FileNotFoundError:
            message = f"the picture {key} is not in the storage"
            raise PictureGone(message) from None

    async def old(self, folder: str, *, before: datetime) -> list[str]:
        """Return the names in `folder`, two digits such as `a7`, not written since a moment.

        Raises:
            OSError: they could not be read this time.
        """
        return await _waited(self._old, folder, before)

    async def tidy(self, folder: str, *, before: datetime) -> None:
        """Delete what processes that died left in `folder`; a bucket keeps no half of a file."""
        if self._folder is not None:
            await asyncio.to_thread(files.tidy, self._folder / folder, before=before)

    async def discard(self, keys: Iterable[str], *, before: datetime) -> int:
        """Forget of these pictures those not written since a moment; return how many.

        One that is put again meanwhile stays. A bucket is asked just before; a folder's files
        cannot be overtaken at all.

        Raises:
            OSError: one of them could not be forgotten this time.
        """
        return await _waited(self._discard, [_checked(key) for key in keys], before)

    def require(self) -> None:
        """Refuse a folder that cannot be written, or a bucket without what speaks to it.

        Nothing is written, and no bucket called: its server may be away while Sapa starts.

        Raises:
            StorageUnusable: a sentence for whoever set it.
        """
        if self._folder is not None:
            nearest = next(one for one in _ancestry(self._folder) if one.exists())
            if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
                raise _unwritable(self.place, f"{nearest} is no folder that Sapa may write in")
        elif self.place.startswith(BUCKET) and find_spec("s3fs") is None:
            message = (
                f"STORAGE={self.place} needs the extra: install sapa[s3], "
                "or set STORAGE to a folder."
            )
            raise StorageUnusable(message)

    async def probe(self) -> None:
        """Write, read and delete a small file; StorageUnusable says what is wrong."""
        self.require()
        await asyncio.to_thread(self._probe)

    def _probe(self) -> None:
        key = f"00/{secrets.token_hex(32)}.txt"
        try:
            self._put(key, _PROBE)
            same = self._get(key) == _PROBE
            self._delete([key])
        except Exception as error:  # a bucket's client raises kinds of its own
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise _unwritable(self.place, why) from error
        if not same:
            message = f"STORAGE={self.place} does not return what was written."
            raise StorageUnusable(message)

    def _put(self, key: str, content: bytes) -> None:
        if self._folder is not None:
            files.write(self._folder / key, content)
            return
        bucket, root = self._opened()
        bucket.pipe_file(f"{root}/{key}", content)

    def _get(self, key: str) -> bytes:
        if self._folder is not None:
            return (self._folder / key).read_bytes()
        bucket, root = self._opened()
        return bucket.cat_file(f"{root}/{key}")

    def _delete(self, keys: list[str]) -> None:
        if self._folder is not None:
            for key in keys:
                (self._folder / key).unlink(missing_ok=True)
            return
        bucket, root = self._opened()
        for key in keys:
            if bucket.exists(f"{root}/{key}"):
                bucket.rm_file(f"{root}/{key}")

    def _old(self, folder: str, before: datetime) -> list[str]:
        dated = self._in_folder(folder) if self._folder is not None else self._in_bucket(folder)
        named = ((f"{folder}/{name}", at) for name, at in dated)
        return [key for key, at in named if at < before and _KEY.fullmatch(key)]

    def _in_folder(self, folder: str) -> Iterator[tuple[str, datetime]]:
        try:
            for path in Path(self.place, folder).iterdir():
                with suppress(FileNotFoundError):
                    yield path.name, files.written(path)
        except FileNotFoundError:
            return

    def _in_bucket(self, folder: str) -> Iterator[tuple[str, datetime]]:
        bucket, root = self._opened()
        try:
            found = bucket.ls(f"{root}/{folder}", detail=True)
        except FileNotFoundError:
            return
        for one in found:
            path = str(one["name"])
            yield path.rpartition("/")[2], one.get("LastModified") or bucket.modified(path)

    def _written(self, key: str) -> datetime:
        if self._folder is not None:
            return files.written(self._folder / key)
        bucket, root = self._opened()
        return bucket.modified(f"{root}/{key}")

    def _discard(self, keys: list[str], before: datetime) -> int:
        gone = 0
        for key in keys:
            try:
                if self._folder is not None:
                    gone += files.forget(self._folder / key, before=before)
                elif self._written(key) < before:
                    self._delete([key])
                    gone += 1
            except FileNotFoundError:
                continue
        return gone

    def _opened(self) -> tuple[Any, str]:
        """Return a file system, the same for all who ask for the same, and the root in it."""
        import fsspec.core  # noqa: PLC0415 - a folder needs none of it

        untyped: Any = fsspec.core
        bucket, root = untyped.url_to_fs(self.place, **self._options)
        return bucket, str(root).rstrip("/")


async def _waited(work: Callable[..., T], *values: object) -> T:
    """Do in a thread what waits; what a bucket's client raises of its own kinds is an OSError."""
    try:
        return await asyncio.to_thread(work, *values)
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from error


def _unwritable(place: str, why: str) -> StorageUnusable:
    return StorageUnusable(f"STORAGE={place} cannot be written: {why}.")


def _ancestry(folder: Path) -> Iterable[Path]:
    whole = folder.absolute()
    return whole, *whole.parents


def _beside(database_url: str) -> str:
    url = async_url(database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(Path(url.database or "").parent / BESIDE) if is_file else BESIDE


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        message = f"not a name of a picture: {key!r}"
        raise ValueError(message)
    return key


def _bucket_options(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {"use_listings_cache": False}
    if settings.storage_endpoint is not None:
        options["endpoint_url"] = settings.storage_endpoint
    if settings.storage_key is not None and settings.storage_secret is not None:
        options["key"] = settings.storage_key
        options["secret"] = settings.storage_secret.get_secret_value()
    return options
