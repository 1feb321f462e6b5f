"""A text as blocks of whole rows in UTF-8, so that a file of any length needs little memory."""

from collections.abc import Iterator
from pathlib import Path

from crm.errors import CrmError
from crm.imports.files.content import Content, Kind, WronglyEncoded

BLOCK = 8 << 20
_LONGEST_ROW = 64 << 20
_QUOTE, _LINE_FEED = b'"', b"\n"


class BrokenTable(CrmError):
    """The text cannot be cut into rows, most often because a quotation mark never closes."""

    code = "broken_table"


def blocks(path: Path, content: Content) -> Iterator[bytes]:
    """Yield the file in blocks that end where a row ends.

    A line feed ends a row unless it stands between quotation marks.

    Raises:
        BrokenTable: where a quotation mark never closes.
        WronglyEncoded: where the bytes are not of the encoding they seemed to be of.
    """
    pending = b""
    for part in _parts(path, content):
        pending += part
        end = _end_of_rows(pending)
        if end:
            yield pending[:end]
            pending = pending[end:]
        elif len(pending) > _LONGEST_ROW:
            raise unclosed()
    if pending.count(_QUOTE) % 2:
        raise unclosed()
    if pending:
        yield pending


def unclosed() -> BrokenTable:
    """Return the refusal of a text that is not made of rows."""
    return BrokenTable(
        "The rows cannot be told apart: is there a quotation mark that never closes?"
    )


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


def _parts(path: Path, content: Content) -> Iterator[bytes]:
    if content.kind is Kind.UTF8 and content.has_line_feeds:
        with path.open("rb") as file:
            while part := file.read(BLOCK):
                yield part
        return
    newline = "" if content.has_line_feeds else None
    try:
        with path.open(encoding=content.kind.value, newline=newline) as file:
            while text := file.read(BLOCK):
                yield text.encode()
    except UnicodeError:
        message = f"{path.name} is not in UTF-8, UTF-16 or Windows-1252; save it as UTF-8."
        raise WronglyEncoded(message) from None
