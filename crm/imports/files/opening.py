"""A file is opened in one place, and whatever the disk says against it becomes a sentence."""

import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from crm.errors import CrmError


class FileUnreadable(CrmError):
    """There is no such file, it is none, it may not be read, or it changed meanwhile."""

    code = "file_unreadable"


Stamp = tuple[int, int]
"""A file's size, and when it was last written to: what it is no longer once it changed."""


@contextmanager
def opened(path: Path, known: Stamp | None = None) -> Generator[tuple[BinaryIO, Stamp]]:
    """Open `path`, which must be what it was when `known` was taken.

    A pipe or a device is refused before it is opened: either could be waited on for ever.

    Raises:
        FileUnreadable: where that is not possible, also while the block reads.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _no_file(path)
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            stamp = status.st_size, status.st_mtime_ns
            if known not in (None, stamp):
                message = f"{path.name} changed while it was read; try again."
                raise FileUnreadable(message)
            yield file, stamp
    except FileNotFoundError:
        message = f"There is no file {path}."
        raise FileUnreadable(message) from None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise FileUnreadable(message) from error


def pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield what is left of `file`, `size` bytes at a time."""
    return iter(partial(file.read, size), b"")


def _no_file(path: Path) -> FileUnreadable:
    kind = "a folder" if path.is_dir() else "a pipe or a device"
    return FileUnreadable(f"{path} is {kind}, not a file.")
