"""The watched folder: what lies there, and where it goes once it was dealt with.

Everything here waits for the disk: call it in a thread.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.importing.refusals import FileGone

DONE, REFUSED = "done", "refused"
_NOT_YET = (".part", ".tmp", ".crdownload", ".filepart", ".partial")
"""How programs call a file that they are still writing."""
_NO_FILE = (".", "~$")
"""How hidden files begin, and the lock files of office programs."""
_LONGEST = 255 - len(".txt")
"""Bytes that a name may have on most disks, with room for that of the explanation."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that lies in the folder; `mark` changes when it is written, replaced or moved in."""

    name: str
    mark: str


def look(folder: Path) -> list[Lying]:
    """Return what lies in `folder` itself and may be a pull, by name.

    Links are left alone: they may lead anywhere. A name that is no UTF-8 is mended first.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    return list(_lying(folder, names))


def locate(folder: Path, lying: Lying) -> Path:
    """Return where `lying` is.

    Raises:
        FileGone: it is not what it was, or not there.
    """
    path = folder / lying.name
    if path.parent != folder or _mark_of(path) != lying.mark:
        message = f"{lying.name} is not in the folder any more, or it has changed since."
        raise FileGone(message)
    return path


def put_away(folder: Path, lying: Lying, *, order_id: int, why: str | None) -> None:
    """Move a file out of the way: to `refused`, with `why` beside it, or else to `done`.

    The order's number before its name tells it from every other file, so that doing this again,
    after a crash or on another replica, changes nothing.

    Raises:
        OSError: the folder cannot be written.
    """
    if _mark_of(folder / lying.name) != lying.mark:
        return
    shelf = folder / (DONE if why is None else REFUSED)
    shelf.mkdir(exist_ok=True)
    place = shelf / _numbered(order_id, lying.name)
    if why is not None:
        place.with_name(f"{place.name}.txt").write_text(f"{why}\n", encoding="utf-8")
    with contextlib.suppress(FileNotFoundError):
        (folder / lying.name).replace(place)


def _lying(folder: Path, names: list[str]) -> Iterator[Lying]:
    for name in names:
        if name.startswith(_NO_FILE) or name.lower().endswith(_NOT_YET):
            continue
        legible = _legible(folder, name)
        mark = _mark_of(folder / legible)
        if mark is not None:
            yield Lying(legible, mark)


def _mark_of(path: Path) -> str | None:
    """Return what identifies a file's content at its place; None where there is no file."""
    try:
        found = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def _legible(folder: Path, name: str) -> str:
    legible = os.fsencode(name).decode("utf-8", "backslashreplace").replace("\\", "_")
    with contextlib.suppress(OSError):
        if legible != name and not (folder / legible).exists():
            (folder / name).rename(folder / legible)
    return legible


def _numbered(order_id: int, name: str) -> str:
    """Put the number before `name`, which loses its beginning where that makes it too long."""
    number = f"{order_id}-"
    return number + name.encode()[-(_LONGEST - len(number)) :].decode("utf-8", "ignore")
