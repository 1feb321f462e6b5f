"""What a file is by its bytes: a workbook, a text in some encoding, or nothing to read."""

import codecs
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from pathlib import Path

from crm.errors import CrmError
from crm.imports.files import packed
from crm.imports.files.opening import Stamp, opened, pieces


class EmptyFile(CrmError):
    """The file has not one character."""

    code = "empty_file"


class NotATable(CrmError):
    """The file is something else: a picture, an old workbook, a program."""

    code = "not_a_table"


class WronglyEncoded(CrmError):
    """The file is a text, but in no encoding that Sapa reads."""

    code = "wrongly_encoded"


class Kind(Enum):
    """How to read a file; a text's value is Python's name of its encoding."""

    WORKBOOK = "xlsx"
    UTF8 = "utf-8-sig"
    UTF16 = "utf-16"
    UTF16_LE = "utf-16-le"
    UTF16_BE = "utf-16-be"
    WINDOWS = "cp1252"


@dataclass(frozen=True, slots=True)
class Content:
    """What one reading of all bytes told."""

    kind: Kind
    packed: bool
    """The file is gzip, and `kind` is what it holds."""
    digest: str
    """SHA-256 of the file as it is, in hex."""
    lines: int
    """Ends of lines, which is about the number of rows of a text; 0 for a workbook."""
    plain: bool
    """Each line ends with a line feed, so that the bytes can be cut as they are."""
    stamp: Stamp


_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1a")
_UNUSUAL = _CONTROLS + b"\r"
_MOST_CONTROLS = 0.01
_FEW_CONTROLS = 16
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"


def examine(path: Path) -> Content:
    """Read `path` once and tell what it is.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge, DamagedFile: as they say.
    """
    with opened(path) as (file, stamp):
        digest = hashlib.sha256()
        raw = _heard(pieces(file, _BLOCK), digest.update)
        head = next(raw, b"")
        parts: Iterator[bytes] = chain([head], raw)
        is_packed = head.startswith(packed.MAGIC)
        if is_packed:
            parts = gathered(packed.gunzip(parts, name=path.name, size=stamp[0]), _BLOCK)
        kind, scan = _tell(path.name, parts)
        for _ in raw:
            pass  # a workbook's head told enough, but the digest is of all bytes
    return Content(kind, is_packed, digest.hexdigest(), scan.ends, scan.plain, stamp)


def gathered(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in parts of at least `size`, except for the last."""
    found: list[bytes] = []
    length = 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length >= size:
            yield b"".join(found)
            found, length = [], 0
    if found:
        yield b"".join(found)


def _heard(parts: Iterator[bytes], hear: Callable[[bytes], object]) -> Iterator[bytes]:
    for part in parts:
        hear(part)
        yield part


@dataclass(slots=True)
class _Scan:
    """What the bytes of a text have in common, as far as they were read."""

    size: int = 0
    ends: int = 0
    controls: int = 0
    plain: bool = True
    blank: bool = True
    is_utf8: bool = True
    _held: bytes = b""
    _utf8: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    @property
    def is_binary(self) -> bool:
        """There are more control characters than a stray few; UTF-16 has them too."""
        stray = _FEW_CONTROLS if self.is_utf8 else 0
        return self.controls > max(stray, self.size * _MOST_CONTROLS)

    def read(self, block: bytes, *, final: bool = False) -> None:
        """Look at the next `block`."""
        self.size += len(block)
        self.blank = self.blank and not block.strip(_BLANK)
        self.is_utf8 = self.is_utf8 and self._continues(block, final=final)
        self._count(self._held + block if self._held else block, final=final)

    def _count(self, block: bytes, *, final: bool) -> None:
        """Count ends of lines and controls; a last return is held, for a feed may follow it.

        Where nothing but returns before feeds was found, which is nearly always, one pass is
        enough to know it.
        """
        self._held = b"\r" if block.endswith(b"\r") and not final else b""
        unusual = len(block) - len(block.translate(None, _UNUSUAL)) - len(self._held)
        pairs = block.count(b"\r\n") if unusual and b"\r" in block else 0
        self.ends += pairs or block.count(b"\n")
        if unusual > pairs:
            controls = len(block) - len(block.translate(None, _CONTROLS))
            self.controls += controls
            self.ends += unusual - pairs - controls
            self.plain = self.plain and unusual == pairs + controls

    def _continues(self, block: bytes, *, final: bool) -> bool:
        try:
            self._utf8.decode(block, final)
        except UnicodeDecodeError:
            return False
        return True


def _tell(name: str, parts: Iterator[bytes]) -> tuple[Kind, _Scan]:
    head = next(parts, b"")
    if head.startswith(_ZIP):
        return Kind.WORKBOOK, _Scan()
    if head.startswith(_OLE):
        raise _not_xlsx(name, chain([head], parts))
    if head.startswith(packed.MAGIC):
        message = f"{name} is packed twice; unpack it once."
        raise NotATable(message)
    return _tell_text(name, head, parts)


def _tell_text(name: str, head: bytes, parts: Iterator[bytes]) -> tuple[Kind, _Scan]:
    scan = _Scan()
    scan.read(head)
    wide = _wide(head)
    if not wide and scan.is_binary:
        raise _neither(name)
    for block in parts:
        scan.read(block)
    scan.read(b"", final=True)
    if scan.blank:
        message = f"{name} is empty."
        raise EmptyFile(message)
    if not wide and scan.is_binary:
        raise _neither(name)
    return wide or (Kind.UTF8 if scan.is_utf8 else Kind.WINDOWS), scan


def _wide(head: bytes) -> Kind | None:
    """Tell UTF-16 by its mark, or by where its zero bytes are."""
    if head.startswith(_MARKS):
        return Kind.UTF16
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > half * 0.6 and even < half * 0.05:
        return Kind.UTF16_LE
    if half and even > half * 0.6 and odd < half * 0.05:
        return Kind.UTF16_BE
    return None


def _neither(name: str) -> NotATable:
    return NotATable(f"{name} is neither a CSV nor an XLSX file.")


def _not_xlsx(name: str, parts: Iterator[bytes]) -> NotATable:
    end = b""
    for part in parts:
        if _LOCKED in end + part:
            return NotATable(f"{name} is locked with a password; save it without one.")
        end = part[-len(_LOCKED) :]
    return NotATable(f"{name} is an old Excel workbook; save it as XLSX or CSV.")
