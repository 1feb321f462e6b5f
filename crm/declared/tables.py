"""A table of a file, of which each value is asked for by the kind it must have."""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

from crm.declared.lines import Place, lines_of
from crm.declared.spans import Span

Kind = TypeVar("Kind", bound=StrEnum)

_LIKE = 0.6
_SYNTAX = "(at line "
_LONGEST = 40


class Mistake(Exception):
    """What is wrong, in words that follow the name of the file; `line` where it has one."""

    def __init__(self, text: str, line: int | None = None) -> None:
        """Say what is wrong, and where."""
        super().__init__(text)
        self.line = line


class Table:
    """Wraps a table, and knows the lines of its keys.

    Whatever a method cannot answer with, it refuses with a Mistake.
    """

    def __init__(
        self, values: Mapping[str, object], lines: Mapping[Place, int], place: Place = ()
    ) -> None:
        """Wrap `values`, which stand at `place`."""
        self._values = values
        self._lines = lines
        self._place = place

    @classmethod
    def read(cls, text: str) -> "Table":
        """Return the table that a whole TOML text is."""
        try:
            values = tomllib.loads(text)
        except RecursionError:
            message = "it is nested too deeply"
            raise Mistake(message) from None
        except tomllib.TOMLDecodeError as error:
            raise _syntax(str(error), text) from None
        except ValueError:
            message = "it has a number that is too long"
            raise Mistake(message) from None
        return cls(values, lines_of(text))

    def has(self, key: str) -> bool:
        """Tell whether there is such a key."""
        return key in self._values

    def wrong(self, text: str, *at: str | int) -> Mistake:
        """Return a mistake at a key, or at the nearest line around it that is known."""
        place = (*self._place, *at)
        while place and place not in self._lines:
            place = place[:-1]
        return Mistake(text, self._lines.get(place))

    def knows(self, *keys: str) -> None:
        """Refuse the first key that is none of `keys`."""
        for key in self._values:
            if key not in keys:
                message = f"{quoted(key)} is not known here; {_meant(key, keys)}"
                raise self.wrong(message, key)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            message = f"{key} must be true or false"
            raise self.wrong(message, key)
        return value

    def whole(self, key: str, *, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number from `least` to `most`."""
        if default is not None and key not in self._values:
            return default
        return self._number(key, self._values.get(key), least=least, most=most)

    def share(self, key: str, *, most: float, default: float) -> float:
        """Return a number from 0 to `most`."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            value = -1.0
        if not 0 <= value <= most:
            message = f"{key} must be a number from 0 to {most}, such as 0.1 for a tenth"
            raise self.wrong(message, key)
        return float(value)

    def one(self, key: str, known: Collection[Kind], default: Kind | None = None) -> Kind:
        """Return one of `known`."""
        if default is not None and key not in self._values:
            return default
        return self._known(key, self._values.get(key), known, key)

    def some(self, key: str, known: Collection[Kind]) -> tuple[Kind, ...]:
        """Return a list of some of `known`, none of them twice; none at all without the key."""
        return tuple(
            self._known(key, text, known, key, at) for at, text in enumerate(self.texts(key))
        )

    def several(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list as `some` does, of texts."""
        for at, text in enumerate(self.texts(key)):
            if text not in known:
                message = f"{quoted(text)} is not known in {key}; {_meant(text, known)}"
                raise self.wrong(message, key, at)
        return self.texts(key)

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            message = f"{key} must be a text in quotation marks"
            raise self.wrong(message, key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of different texts; none at all without the key."""
        values = self._values.get(key, [])
        found = cast("list[object]", values) if isinstance(values, list) else [None]
        for at, value in enumerate(found):
            if not isinstance(value, str):
                message = f'{key} must be a list of texts, such as {key} = ["…", "…"]'
                raise self.wrong(message, key, at)
            if value in found[:at]:
                message = f"{key} has {quoted(value)} twice"
                raise self.wrong(message, key, at)
        return tuple(cast("list[str]", found))

    def span(self, key: str) -> Span | None:
        """Return a range, `{ at_least = 14, at_most = 60 }`, or one number; None without it."""
        if key not in self._values:
            return None
        value = self._values[key]
        if isinstance(value, int):
            exactly = self._number(key, value, least=0, most=MOST)
            return Span(exactly, exactly)
        ends = self.table(key, such="{ at_least = 14, at_most = 60 }, or a whole number")
        ends.knows("at_least", "at_most")
        return ends.ends(key)

    def ends(self, name: str) -> Span:
        """Return the range called `name` that this table's at_least and at_most are."""
        least, most = (
            self.whole(end, least=0, most=MOST) if self.has(end) else None
            for end in ("at_least", "at_most")
        )
        if least is None and most is None:
            message = f"{name} must have at_least, at_most or both"
            raise self.wrong(message)
        if least is not None and most is not None and least > most:
            message = f"{name} has at_least above at_most, which holds for nobody"
            raise self.wrong(message, "at_most")
        return Span(least, most)

    def table(self, key: str, *, such: str) -> "Table":
        """Return the table under a key; `such` is what to write there."""
        value = self._values.get(key)
        if not isinstance(value, dict):
            message = f"{key} must be {such}"
            raise self.wrong(message, key)
        return Table(cast("dict[str, object]", value), self._lines, (*self._place, key))

    def tables(self, key: str) -> Iterator["Table"]:
        """Return the tables that are each headed `[[key]]`."""
        value = self._values.get(key, [])
        found = cast("list[object]", value) if isinstance(value, list) else [None]
        for at, one in enumerate(found):
            if not isinstance(one, dict):
                message = f"{key} must be tables, each of which begins with [[{key}]]"
                raise self.wrong(message, key, at)
            yield Table(cast("dict[str, object]", one), self._lines, (*self._place, key, at))

    def _number(self, key: str, value: object, *, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            message = f"{key} must be a whole number from {least} to {most}"
            raise self.wrong(message, key)
        return value

    def _known(self, name: str, value: object, known: Collection[Kind], *at: str | int) -> Kind:
        for one in known:
            if one.value == value:
                return one
        names = [one.value for one in known]
        message = f"{name} must be one of {', '.join(names)}"
        if isinstance(value, str):
            message = f"{quoted(value)} is not known in {name}; {_meant(value, names)}"
        raise self.wrong(message, *at)


MOST = 100_000
"""No range needs a higher number."""


def _meant(word: str, known: Collection[str]) -> str:
    like = get_close_matches(word.lower(), known, n=1, cutoff=_LIKE)
    return f"did you mean {like[0]}?" if like else f"known are {', '.join(known)}"


def quoted(text: str) -> str:
    """Return what somebody wrote as part of a sentence: short, and on one line."""
    return json.dumps(text[:_LONGEST], ensure_ascii=False)


def _syntax(text: str, source: str) -> Mistake:
    said, _, where = text.partition(f" {_SYNTAX}")
    said = said.partition(" (at end of document)")[0]
    line = int(where.partition(",")[0]) if where else source.rstrip().count("\n") + 1
    return Mistake(f"this is not TOML: {said[:1].lower()}{said[1:]}", line)
