"""Gzip, unpacked piece by piece: neither a long file nor a hostile one takes more than a piece."""

import zlib
from collections.abc import Iterable, Iterator

from crm.errors import CrmError

MAGIC = b"\x1f\x8b"

_PIECE = 1 << 20
_FEED = 1 << 16
_FORMAT = 16 + zlib.MAX_WBITS  # zlib's word for gzip
_MOST_UNPACKED = 8_000_000_000
_SUSPECT_SIZE = 100_000_000
_SUSPECT_RATIO = 100


class TooLarge(CrmError):
    """The file unpacks to far more than a pull can be."""

    code = "too_large"


class DamagedFile(CrmError):
    """The file was packed, and cannot be unpacked to its end."""

    code = "damaged_file"


def bound(name: str, *, packed: int, unpacked: int) -> None:
    """Refuse what swells as no pull does: a hundredfold, or past eight gigabytes.

    Real pulls shrink to a tenth. Under a hundred megabytes nothing is suspect.

    Raises:
        TooLarge: with both sizes.
    """
    swollen = unpacked > _SUSPECT_SIZE and unpacked > packed * _SUSPECT_RATIO
    if swollen or unpacked > _MOST_UNPACKED:
        message = f"{name} would unpack to {unpacked:,} bytes or more, which no pull is."
        raise TooLarge(message, packed=packed, unpacked=unpacked)


def gunzip(parts: Iterable[bytes], *, name: str, size: int) -> Iterator[bytes]:
    """Yield what `parts`, which are `size` bytes together, hold; a megabyte at most at a time.

    Raises:
        TooLarge: as soon as it is seen, long before a bomb has gone off.
        DamagedFile: where the file is cut short or its checksum is wrong.
    """
    unpacked = 0
    try:
        for piece in _members(parts):
            unpacked += len(piece)
            bound(name, packed=size, unpacked=unpacked)
            yield piece
    except (zlib.error, EOFError):
        message = f"{name} is damaged or cut short and cannot be unpacked; send it again."
        raise DamagedFile(message) from None


def _members(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack one gzip member after the other; zeros may fill up the end."""
    member = zlib.decompressobj(_FORMAT)
    begun = False
    for feed in _feeds(parts):
        rest = feed
        while rest:
            if member.eof:
                member, begun = zlib.decompressobj(_FORMAT), False
            if not begun:
                rest = rest.lstrip(b"\0")
                begun = bool(rest)
            if piece := member.decompress(rest, _PIECE):
                yield piece
            rest = member.unused_data if member.eof else member.unconsumed_tail
    if begun and not member.eof:
        raise EOFError


def _feeds(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        for start in range(0, len(part), _FEED):
            yield part[start : start + _FEED]
