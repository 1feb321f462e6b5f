"""Whole catalogs, kept as gettext compiles them: the next process need not parse them again.

They lie where Python keeps compiled modules, under the hash of what they were made from; so that
whoever corrects a word, or a rule about words, finds it at the next start.
"""

import hashlib
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

_HERE = Path(__file__).parent
_PREFIX = "catalogs."
_DIGEST = hashlib.sha256().digest_size


class Kept:
    """The compiled form of some catalogs, if there is one."""

    def __init__(self, folder: Path, sources: Mapping[str, bytes]) -> None:
        """Keep below `folder` what is made of `sources`, the catalogs' files by language."""
        rules = (path.read_bytes() for path in sorted(_HERE.glob("*.py")))
        whole = hashlib.sha256(b"\0".join((*rules, *sources.values()))).hexdigest()
        self._place = folder / "__pycache__" / f"{_PREFIX}{whole[:32]}"

    def read(self) -> dict[str, bytes] | None:
        """Return the compiled catalogs by language; None where there are none."""
        try:
            digest, content = _split(self._place.read_bytes())
        except OSError:
            return None
        if hashlib.sha256(content).digest() != digest:
            return None
        return marshal.loads(content)  # noqa: S302 - as trusted as the code it lies with

    def write(self, compiled: Mapping[str, bytes]) -> None:
        """Keep the compiled catalogs, and no older ones; nothing where that is not allowed."""
        if sys.dont_write_bytecode:
            return
        within = self._place.parent
        with suppress(OSError):
            within.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=within, prefix=_PREFIX, delete=False) as file:
                content = marshal.dumps(dict(compiled))
                file.write(hashlib.sha256(content).digest() + content)
            made = Path(file.name)
            made.chmod(0o644)
            made.replace(self._place)  # whole or not at all
            for old in within.glob(f"{_PREFIX}*"):
                if old != self._place:
                    old.unlink(missing_ok=True)


def _split(kept: bytes) -> tuple[bytes, bytes]:
    """Return the hash of what was kept, and that itself: a disk may have changed a bit of it."""
    return kept[:_DIGEST], kept[_DIGEST:]
