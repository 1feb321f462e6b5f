"""Pictures out of the storage into ZIP files, none larger than a bot may send."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from core.storage import PictureGone, Storage
from crm.uploads.export.queries import Leaving

LARGEST = 45_000_000
"""Bytes of pictures in one file: with the directory it stays below what a bot may send."""
MOST = 200_000_000
"""Bytes of pictures in one portion: what is not in it any more leaves with the next."""
EPOCH = (2026, 1, 1, 0, 0, 0)
"""When every picture was changed, as the file says: the same pictures make the same file."""


@dataclass(slots=True)
class Packed:
    """The files that were made, of how many listings, and which pictures are gone."""

    listings: int = 0
    paths: list[Path] = field(default_factory=list[Path])
    missing: set[str] = field(default_factory=set[str])
    size: int = 0
    room: int = 0
    """Bytes that the last file has room for."""


async def pack(
    storage: Storage,
    leaving: Sequence[Leaving],
    *,
    stem: Path,
    largest: int = LARGEST,
    most: int = MOST,
) -> Packed:
    """Write the pictures of listings into files beside `stem`, one picture at a time in memory.

    Raises:
        OSError: the storage, or the disk, does not do it this time.
    """
    packed = Packed()
    for one in leaving:
        if packed.size > most:
            break
        packed.listings += 1
        for picture in one.pictures:
            try:
                content = await storage.get(picture.key)
            except PictureGone:
                packed.missing.add(picture.name)
                continue
            path = _file_for(packed, len(content), stem, largest)
            await asyncio.to_thread(_add, path, picture.name, content)
    return packed


def _file_for(packed: Packed, size: int, stem: Path, largest: int) -> Path:
    """Return the file that takes so many bytes, a new one where the last is full."""
    if not packed.paths or size > packed.room:
        packed.paths.append(stem.with_name(f"{stem.name}-foto-{len(packed.paths) + 1}.zip"))
        packed.room = largest
    packed.room -= size
    packed.size += size
    return packed.paths[-1]


def _add(path: Path, name: str, content: bytes) -> None:
    with ZipFile(path, "a", ZIP_STORED) as file:  # pictures are compressed already
        file.writestr(ZipInfo(name, EPOCH), content)
