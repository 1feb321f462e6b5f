import tomllib
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.declared.lines import Place, lines_of

CADENCE = '''\
# with "quotes", [brackets], {braces} and = signs
priority = 30   # [step]
"stop when" = [
    "sale",  # "answered",

    'logged_in', ["a", [1,
      2]],
]
since = 2026-11-24 08:00:00
long = """
[enter]
x = 1 \\""" """

[enter]
segments = ["slowing", "dormant"]
silent_days = { at_least = 14, at_most = 60 }
products.at_most = 0

[[step]]
name = "one"

[[step]]
name = \'\'\'
two\'\'\'
[step.more]
text = "x"
[[step.more.list]]
y = [{ a = 1 }, { a = 2 }]
'''


def test_each_key_and_value_has_its_line() -> None:
    tomllib.loads(CADENCE)
    assert lines_of(CADENCE) == {
        (): 1,
        ("priority",): 2,
        ("stop when",): 3,
        ("stop when", 0): 4,
        ("stop when", 1): 6,
        ("stop when", 2): 6,
        ("stop when", 2, 0): 6,
        ("stop when", 2, 1): 6,
        ("stop when", 2, 1, 0): 6,
        ("stop when", 2, 1, 1): 7,
        ("since",): 9,
        ("long",): 10,
        ("enter",): 14,
        ("enter", "segments"): 15,
        ("enter", "segments", 0): 15,
        ("enter", "segments", 1): 15,
        ("enter", "silent_days"): 16,
        ("enter", "silent_days", "at_least"): 16,
        ("enter", "silent_days", "at_most"): 16,
        ("enter", "products"): 17,
        ("enter", "products", "at_most"): 17,
        ("step",): 19,
        ("step", 0): 19,
        ("step", 0, "name"): 20,
        ("step", 1): 22,
        ("step", 1, "name"): 23,
        ("step", 1, "more"): 25,
        ("step", 1, "more", "text"): 26,
        ("step", 1, "more", "list"): 27,
        ("step", 1, "more", "list", 0): 27,
        ("step", 1, "more", "list", 0, "y"): 28,
        ("step", 1, "more", "list", 0, "y", 0): 28,
        ("step", 1, "more", "list", 0, "y", 0, "a"): 28,
        ("step", 1, "more", "list", 0, "y", 1): 28,
        ("step", 1, "more", "list", 0, "y", 1, "a"): 28,
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment"])
def test_an_empty_file_begins_on_its_first_line(text: str) -> None:
    assert lines_of(text) == {(): 1}


KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
SCALARS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["true", "1979-05-27T07:32:00Z", "inf", '""', "''", '""""""', "'''\n'''"]),
    st.sampled_from(["'#'", '"]"', '"\\""', '"""a\n"b"\n"""', "'''\n[x]\ny = 1\n'''", '"\\\\"']),
)
GAPS = st.sampled_from(["", " ", "\n", " # no ] end\n", "\n\n"])
VALUES = st.recursive(
    SCALARS,
    lambda values: st.lists(st.tuples(GAPS, values, GAPS), max_size=3).map(
        lambda parts: "[" + ",".join("".join(part) for part in parts) + "]"
    ),
    max_leaves=8,
)
PAIRS = st.dictionaries(KEYS, VALUES, max_size=3).map(
    lambda pairs: "".join(f"{key} = {value}\n" for key, value in pairs.items())
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a TOML text of every shape that a cadence might have."""
    tables = draw(st.lists(KEYS.map(lambda key: f"t-{key}"), max_size=3, unique=True))
    lists = draw(st.lists(KEYS.map(lambda key: f"l-{key}"), max_size=2, unique=True))
    heads = [f"[{name}]" for name in tables] + [f"[[{name}]]" for name in lists for _ in range(2)]
    return draw(PAIRS) + "".join(
        f"{draw(GAPS).strip(' ')}\n{head}\n{draw(PAIRS)}" for head in heads
    )


@given(texts())
def test_whatever_tomllib_finds_has_a_line(text: str) -> None:
    lines = lines_of(text)
    assert set(lines) == set(places(tomllib.loads(text)))
    written = text.splitlines()
    for place, line in lines.items():
        if place and isinstance(place[-1], str):
            assert place[-1] in written[line - 1]


def places(value: object, place: Place = ()) -> list[Place]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(cast("dict[str | int, object]", value).items())
    elif isinstance(value, list):
        inner = list(enumerate(cast("list[object]", value)))
    return [place, *(found for key, one in inner for found in places(one, (*place, key)))]
