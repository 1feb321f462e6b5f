"""Files that are whole or not there, whoever writes and deletes them at the same time."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

_ASIDE = ".part"


def write(path: Path, content: bytes) -> None:
    """Write all of it or nothing, even where the power fails; what is there is only dated anew."""
    try:
        if path.stat().st_size == len(content):
            os.utime(path)  # `forget` sees by it that the file is wanted again
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(path)
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def forget(path: Path, *, before: datetime) -> bool:
    """Delete a file unless it was written since a moment, at whichever instant that is.

    It is laid aside first: whoever writes it from then on finds nothing, and writes it whole.
    """
    aside = _aside(path)
    path.replace(aside)
    if written(aside) >= before:
        aside.replace(path)
        return False
    aside.unlink()
    return True


def tidy(folder: Path, *, before: datetime) -> None:
    """Delete what processes laid aside that died since."""
    for aside in folder.glob(f".*{_ASIDE}"):
        try:
            if written(aside) < before:
                aside.unlink()
        except FileNotFoundError:
            continue


def written(path: Path) -> datetime:
    """Return when a file was last written, or wanted again."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _aside(path: Path) -> Path:
    return path.with_name(f".{secrets.token_hex(8)}{_ASIDE}")
