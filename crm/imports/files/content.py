"""What a file is by its bytes: a workbook, a text in some encoding, or nothing to read."""

import codecs
import hashlib
import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from crm.errors import CrmError


class FileUnreadable(CrmError):
    """There is no such file, it is a directory, or it may not be read."""

    code = "file_unreadable"


class EmptyFile(CrmError):
    """The file has not one character."""

    code = "empty_file"


class NotATable(CrmError):
    """The file is something else: a picture, an old workbook, a program."""

    code = "not_a_table"


class WronglyEncoded(CrmError):
    """The file is a text, but in no encoding that Sapa reads."""

    code = "wrongly_encoded"


class TooLarge(CrmError):
    """The workbook unpacks to far more than a pull can be."""

    code = "too_large"


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
    digest: str
    """SHA-256, in hex."""
    lines: int
    """Line feeds, which is about the number of rows of a text; 0 for a workbook."""
    has_line_feeds: bool


_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_MOST_UNPACKED = 8_000_000_000
_SUSPECT_SIZE = 100_000_000
_SUSPECT_RATIO = 100
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1a")


def examine(path: Path) -> Content:
    """Read `path` once and tell what it is.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge: as they say.
    """
    try:
        return _examine(path)
    except FileNotFoundError:
        message = f"There is no file {path}."
        raise FileUnreadable(message) from None
    except IsADirectoryError:
        message = f"{path} is a folder, not a file."
        raise FileUnreadable(message) from None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise FileUnreadable(message) from error


def _examine(path: Path) -> Content:
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8, lines, controls, blank = True, 0, False, True
    with path.open("rb") as file:
        head = file.read(_BLOCK)
        block = head
        while block:
            digest.update(block)
            lines += block.count(b"\n")
            blank = blank and not block.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
            controls = controls or len(block.translate(None, _CONTROLS)) < len(block)
            is_utf8 = is_utf8 and _continues(utf8, block)
            block = file.read(_BLOCK)
    if blank:
        message = f"{path.name} is empty."
        raise EmptyFile(message)
    is_utf8 = is_utf8 and _continues(utf8, b"", final=True)
    kind = _kind(path, head, is_utf8=is_utf8, controls=controls)
    return Content(kind, digest.hexdigest(), lines, has_line_feeds=lines > 0)


def _continues(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _kind(path: Path, head: bytes, *, is_utf8: bool, controls: bool) -> Kind:
    if head.startswith(_ZIP):
        return _workbook(path)
    if head.startswith(_OLD_WORKBOOK):
        message = f"{path.name} is an old Excel workbook; save it as XLSX or CSV."
        raise NotATable(message)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Kind.UTF16
    if controls:
        return _wide(path, head)
    return Kind.UTF8 if is_utf8 else Kind.WINDOWS


def _wide(path: Path, head: bytes) -> Kind:
    """Tell UTF-16 without a mark by where its zero bytes are; other control bytes are no text."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > half * 0.6 and even < half * 0.05:
        return Kind.UTF16_LE
    if half and even > half * 0.6 and odd < half * 0.05:
        return Kind.UTF16_BE
    message = f"{path.name} is neither a CSV nor an XLSX file."
    raise NotATable(message)


def _workbook(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        names, unpacked = set[str](), 0
    if "xl/workbook.xml" not in names:
        message = f"{path.name} is neither a CSV nor an XLSX file."
        raise NotATable(message)
    packed = path.stat().st_size
    swollen = unpacked > _SUSPECT_SIZE and unpacked > packed * _SUSPECT_RATIO
    if swollen or unpacked > _MOST_UNPACKED:
        message = f"{path.name} would unpack to {unpacked:,} bytes, which no pull is."
        raise TooLarge(message, packed=packed, unpacked=unpacked)
    return Kind.WORKBOOK
