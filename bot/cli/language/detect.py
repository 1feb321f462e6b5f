"""`sapa language detect`: lines on stdin, a JSON object for each on stdout."""

import json
import sys
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from crm.errors import CrmError
from crm.understanding.reading import Reading, read_all

_CHUNK = 256 * 1024
_LONGEST = 64 * 1024
"""Bytes of a line that are kept while its end is not there: recognition reads fewer."""


class NothingToRead(CrmError):
    """There is no stdin."""

    code = "nothing_to_read"


def detect() -> None:
    """Read lines on stdin; print for each a JSON object: language, intent, and their chances.

    A line without words has nulls. Lines are answered as they come: a program may wait for each.
    """
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - it was closed
        message = "stdin is closed: hand the texts over by a pipe, one a line."
        raise NothingToRead(message)
    with open(sys.stdin.fileno(), "rb", closefd=False) as pipe:
        for texts in _arriving(pipe):
            facts = [json.dumps(_facts(reading)) for reading in read_all(texts)]
            sys.stdout.write("".join(f"{line}\n" for line in facts))
            sys.stdout.flush()


def _arriving(pipe: BufferedReader) -> Iterator[list[str]]:
    """Yield the lines that are there, as soon as they are."""
    rest = b""
    while chunk := pipe.read1(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LONGEST]
        yield [line.decode("utf-8", "replace") for line in lines]
    if rest:
        yield [rest.decode("utf-8", "replace")]


def _facts(reading: Reading | None) -> dict[str, Any]:
    return {
        "language": reading and reading.language,
        "language_score": reading and round(reading.language_score, 4),
        "intent": reading and reading.intent,
        "intent_score": reading and round(reading.intent_score, 4),
    }
