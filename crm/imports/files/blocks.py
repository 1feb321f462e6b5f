"""A text as blocks of whole rows in UTF-8, so that a file of any length needs little memory."""

import codecs
import io
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from crm.errors import CrmError
from crm.imports.files.content import Content, Kind, WronglyEncoded, gathered
from crm.imports.files.opening import opened, pieces
from crm.imports.files.packed import gunzip

BLOCK = 8 << 20
_LONGEST_ROW = 16 << 20
_QUOTE, _LINE_FEED = b'"', b"\n"


class BrokenTable(CrmError):
    """The text cannot be cut into rows, most often because a quotation mark never closes."""

    code = "broken_table"


def parts_of(path: Path, content: Content) -> Generator[bytes]:
    """Yield a text in UTF-8, each line with a line feed at its end.

    Raises:
        FileUnreadable: where the file is not any more what was examined.
        WronglyEncoded: where the bytes are not of the encoding they seemed to be of.
    """
    with opened(path, content.stamp) as (file, stamp):
        parts = pieces(file, BLOCK)
        if content.packed:
            parts = gathered(gunzip(parts, name=path.name, size=stamp[0]), BLOCK)
        if content.kind is not Kind.UTF8 or not content.plain:
            parts = _translated(parts, path.name, content.kind)
        yield next(parts, b"").removeprefix(codecs.BOM_UTF8)
        yield from parts


def below(parts: Iterable[bytes], lines: int) -> Iterator[bytes]:
    """Yield what stands below the first `lines` lines."""
    parts = iter(parts)
    for part in parts:
        start = 0
        while lines and (feed := part.find(_LINE_FEED, start)) >= 0:
            lines, start = lines - 1, feed + 1
        if not lines:
            yield part[start:]
            break
    yield from parts


class Blocks:
    """Iterates over blocks that end where a row ends, and can hand out what is left.

    A line feed ends a row unless it stands between quotation marks. With each block comes whether
    that held: the last one, or one that grew too long, may end where a mark is still open.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        """Cut `parts`, which nobody else may take from."""
        self._parts = iter(parts)
        self._pending = b""

    def __iter__(self) -> Iterator[tuple[bytes, bool]]:
        """Yield each block once, and whether it ends with a row."""
        for part in self._parts:
            block = self._pending + part
            end = _end_of_rows(block)
            self._pending = block[end:]
            if end:
                yield block[:end], True
            elif len(block) > _LONGEST_ROW:
                self._pending = b""
                yield block, False
        last, self._pending = self._pending, b""
        if last:
            yield last, is_whole(last)

    def rest(self) -> Iterator[bytes]:
        """Yield what follows the last block."""
        yield self._pending
        yield from self._parts


def is_whole(rows: bytes) -> bool:
    """Tell whether each quotation mark in `rows` has its partner."""
    return rows.count(_QUOTE) % 2 == 0


def _end_of_rows(block: bytes) -> int:
    """Return where the last whole row ends; 0 where not even one does."""
    quotes = block.count(_QUOTE)
    end = len(block)
    while (feed := block.rfind(_LINE_FEED, 0, end)) >= 0:
        quotes -= block.count(_QUOTE, feed, end)
        if quotes % 2 == 0:
            return feed + 1
        end = feed
    return 0


def _translated(parts: Iterable[bytes], name: str, kind: Kind) -> Iterator[bytes]:
    encoding = codecs.getincrementaldecoder(kind.value)()
    decoder = io.IncrementalNewlineDecoder(encoding, translate=True)
    try:
        for part in parts:
            yield decoder.decode(part).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        message = f"{name} is not in UTF-8, UTF-16 or Windows-1252; save it as UTF-8."
        raise WronglyEncoded(message) from None
