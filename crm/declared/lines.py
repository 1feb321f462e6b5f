"""On which line of a TOML text each of its keys and values begins: tomllib does not say."""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Place = tuple[str | int, ...]
"""The way to a value: `("step", 2, "channels", 0)` is the third step's first channel."""

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\n\[\]{}=,.]"
    r"""|[^\s\[\]{}=,."'#]+""",
    re.DOTALL,
)


_ENDS = ("", ",", "]", "}")


class _Token(NamedTuple):
    text: str
    line: int

    @property
    def is_blank(self) -> bool:
        return self.text == "\n" or self.text.startswith("#")


def lines_of(text: str) -> dict[Place, int]:
    """Return the line, counted from 1, of everything in `text`, which tomllib can read."""
    return _Reader(text).lines


class _Reader:
    """Walks through the tokens once; what TOML forbids does not come."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {(): 1}
        self._counts: dict[Place, int] = {}
        self._tokens = [*_tokens(text), _Token("", 0)]
        self._at = 0
        table: Place = ()
        while (token := self._peek()).text:
            if token.text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _peek(self) -> _Token:
        """Return the next token that is not blank; one without text at the end."""
        while self._tokens[self._at].is_blank:
            self._at += 1
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _header(self) -> Place:
        line = self._take().line
        many = self._peek().text == "["
        if many:
            self._take()
        names = self._key(until="]")
        if many:
            self._take()
        place: Place = ()
        for name in names[:-1]:
            place = self._last((*place, name))
        place = (*place, names[-1])
        self.lines.setdefault(place, line)
        if many:
            self._counts[place] = self._counts.get(place, 0) + 1
        place = self._last(place)
        self.lines.setdefault(place, line)
        return place

    def _last(self, place: Place) -> Place:
        """Return the place of the newest table where `place` is a list of tables."""
        return (*place, self._counts[place] - 1) if place in self._counts else place

    def _key(self, *, until: str) -> list[str]:
        names: list[str] = []
        while (token := self._take()).text != until:
            if token.text != ".":
                names.append(_unquoted(token.text))
        return names

    def _pair(self, table: Place) -> None:
        line = self._peek().line
        place = table
        for name in self._key(until="="):
            place = (*place, name)
            self.lines.setdefault(place, line)
        self._value(place)

    def _value(self, place: Place) -> None:
        token = self._take()
        self.lines.setdefault(place, token.line)
        if token.text == "[":
            count = 0
            while self._goes_on("]"):
                self._value((*place, count))
                count += 1
        elif token.text == "{":
            while self._goes_on("}"):
                self._pair(place)
        else:
            self._rest_of_scalar()

    def _goes_on(self, end: str) -> bool:
        """Pass a comma; tell whether there is more before `end`, which is passed too."""
        if self._peek().text == ",":
            self._take()
        if self._peek().text != end:
            return True
        self._take()
        return False

    def _rest_of_scalar(self) -> None:
        """Pass what is left of a number or a date, which is several tokens."""
        while not (token := self._tokens[self._at]).is_blank and token.text not in _ENDS:
            self._at += 1


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        yield _Token(found[0], line)
        line += found[0].count("\n")


def _unquoted(name: str) -> str:
    return tomllib.loads(f"name = {name}")["name"] if name[0] in "\"'" else name
