"""The published Bot API as a table, and how to hold an object against it."""

import json
import os
from pathlib import Path
from typing import Any, TypedDict, cast

FILE = Path(os.environ.get("BOTAPI_JSON") or Path(__file__).parents[3] / "shared" / "botapi.json")


class Field(TypedDict):
    """A parameter of a method or a field of an object."""

    name: str
    types: list[str]
    required: bool


class Entry(TypedDict, total=False):
    """A method or a type."""

    fields: list[Field]
    subtypes: list[str]


class BotApi(TypedDict):
    """All methods and types of one version."""

    methods: dict[str, Entry]
    types: dict[str, Entry]


def read() -> BotApi | None:
    """Return the published table; None where the file is not at hand."""
    return json.loads(FILE.read_text()) if FILE.is_file() else None


def fields_of(entry: Entry) -> dict[str, bool]:
    """Return each field's name and whether it is required."""
    return {field["name"]: field["required"] for field in entry.get("fields", [])}


def complaints(api: BotApi, kind: str, value: Any, path: str = "") -> list[str]:  # noqa: ANN401 - JSON
    """Return what is wrong about `value` as an object of the Bot API type `kind`."""
    path = path or kind
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path} is no array"]
        inner = kind.removeprefix("Array of ")
        items = cast("list[Any]", value)
        return [line for item in items for line in complaints(api, inner, item, f"{path}[]")]
    if kind in _SCALARS:
        right = isinstance(value, _SCALARS[kind]) and (kind == "Boolean") == isinstance(
            value, bool
        )
        return [] if right else [f"{path} is {value!r}, no {kind}"]
    entry = api["types"][kind]
    if subtypes := entry.get("subtypes"):
        tried = [complaints(api, subtype, value, path) for subtype in subtypes]
        return min(tried, key=len)
    return _object_complaints(api, entry, value, path)


_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


def _object_complaints(api: BotApi, entry: Entry, value: Any, path: str) -> list[str]:  # noqa: ANN401 - JSON
    if not isinstance(value, dict):
        return [f"{path} is no object"]
    given = cast("dict[str, Any]", value)
    known = {field["name"]: field for field in entry.get("fields", [])}
    found = [f"{path}.{name} is unknown" for name in given if name not in known]
    found += [
        f"{path}.{name} is missing"
        for name, field in known.items()
        if field["required"] and name not in given
    ]
    for name in given.keys() & known.keys():
        tried = [
            complaints(api, kind, given[name], f"{path}.{name}") for kind in known[name]["types"]
        ]
        found += min(tried, key=len)
    return found
