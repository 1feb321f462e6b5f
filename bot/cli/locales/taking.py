"""What a reader corrected, checked line by line and brought into the catalog."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from string import ascii_uppercase

import polib

from bot.cli.locales.errors import is_error
from bot.cli.locales.sheets import (
    COMMENT,
    CONTEXT,
    ENGLISH,
    NEW,
    TRANSLATION,
    Row,
    cell_of,
    context_of,
    english_of,
    text_of,
)
from locales.checks import is_alike, of_entry

_TRUTHS = frozenset({"true", "false"})
"""What a cell that holds no text but a truth value is read as."""


@dataclass(slots=True)
class Review:
    """What came of a sheet; lines are numbered as a spreadsheet shows them."""

    taken: int = 0
    refused: list[str] = field(default_factory=list[str])
    alike: list[str] = field(default_factory=list[str])
    """Those that were taken, though they read as the Indonesian does."""
    comments: list[str] = field(default_factory=list[str])


def take(catalog: polib.POFile, rows: Iterable[Row]) -> Review:
    """Bring what is right into `catalog`, and tell what is not, and what readers say of it."""
    review = Review()
    entries = {(cell_of(context_of(e)), cell_of(english_of(e))): e for e in catalog}
    for row in rows:
        wrong = tuple(_errors(row))
        review.refused.extend(wrong)
        if wrong:
            continue
        entry = entries.get((cell_of(row.context), row.english.strip()))
        if row.comment.strip():
            review.comments.append(f"line {row.line}: {row.comment.strip()}")
        if row.new.strip():
            _take(entry, row, review)
        elif entry is not None and row.translation.strip() != cell_of(text_of(entry)):
            review.refused.append(
                f"line {row.line}: it now reads {text_of(entry)!r}; if that was not changed by "
                "somebody else meanwhile, write the correction into the last column"
            )
    return review


def _errors(row: Row) -> Iterator[str]:
    """Say which cells of a line hold an error: nothing of it is taken."""
    read = (
        (CONTEXT, row.context),
        (ENGLISH, row.english),
        (TRANSLATION, row.translation),
        (COMMENT, row.comment),
        (NEW, row.new),
    )
    for column, text in read:
        if is_error(text):
            cell = f"{ascii_uppercase[column]}{row.line}"
            yield f"line {row.line}: cell {cell} holds the error {text.strip()}, and no text"


def _take(entry: polib.POEntry | None, row: Row, review: Review) -> None:
    if entry is None:
        review.refused.append(f"line {row.line}: this message is not in the product any more")
        return
    present = text_of(entry)
    new = _framed(row.new, present)
    if new == present:
        return
    if row.translation.strip() != cell_of(present):
        review.refused.append(f"line {row.line}: changed meanwhile, it now reads {present!r}")
        return
    wrong = list(of_entry(_with(entry, new)))
    if new in _TRUTHS:
        wrong.append("a cell that holds TRUE or FALSE, and no text")
    if wrong:
        review.refused.append(f"line {row.line}: {'; '.join(wrong)}")
        return
    _set(entry, new)
    review.taken += 1
    if is_alike(new, row.indonesian):
        review.alike.append(f"line {row.line}: {new!r}")


def _framed(text: str, like: str) -> str:
    """Return a reader's text without the space around it that no one sees, but as the old had."""
    start = like[: len(like) - len(like.lstrip())]
    end = like[len(like.rstrip()) :]
    return f"{start}{text.strip()}{end}"


def _with(entry: polib.POEntry, text: str) -> polib.POEntry:
    changed = copy(entry)
    changed.msgstr_plural = dict(entry.msgstr_plural)
    _set(changed, text)
    return changed


def _set(entry: polib.POEntry, text: str) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = text
