"""A profile by its name: the user's own if there is one, else one that ships with Sapa."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import cast

from crm.errors import CrmError
from crm.imports.files.headings import Vocabulary, key_of
from crm.imports.subjects import SUBJECTS
from models.imports import ImportKind

_SHIPPED = files("crm.imports.profiles")
_FIELDS = ("name", "kind", "headings")


class NoSuchProfile(CrmError):
    """Neither the user's folder nor Sapa has a profile of that name; `names` are there."""

    code = "no_such_profile"


class InvalidProfile(CrmError):
    """The file is no profile; the text says which file, and where in it."""

    code = "invalid_profile"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the headings of one source mean."""

    name: str
    kind: ImportKind
    headings: Mapping[str, tuple[str, ...]]
    """For each fact its headings, any of which may be there."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What to read with: what every file of this kind is read with, and these first."""
        return SUBJECTS[self.kind].vocabulary.preferring(self.headings)


def load_profile(name: str, folder: Path | None = None) -> Profile:
    """Return the profile called `name`, from `folder` where it is there.

    Raises:
        NoSuchProfile: where there is none.
        InvalidProfile: where its file says something else, or nothing that can be understood.
    """
    found = [*_SHIPPED.iterdir(), *(folder.glob("*.toml") if folder else ())]
    known = {
        file.name.removesuffix(".toml"): file for file in found if file.name.endswith(".toml")
    }
    if name not in known:
        names = ", ".join(sorted(known))
        message = f"There is no profile {name}; there are: {names}."
        raise NoSuchProfile(message, names=tuple(sorted(known)))
    file = known[name]
    try:
        return _read(name, file.read_text("utf-8"))
    except UnicodeDecodeError:
        message = f"{file.name} is not in UTF-8."
    except OSError as error:
        message = f"{file.name} cannot be read: {error.strerror}."
    except InvalidProfile as error:
        message = f"{file.name}: {error}."
    raise InvalidProfile(message)


def _read(name: str, text: str) -> Profile:
    """Return the profile that `text` is; the first mistake is refused with its line or field."""
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidProfile(str(error)) from None
    _check(fields, name)
    kind = ImportKind(fields["kind"])
    headings = {fact: _texts(fact, value) for fact, value in fields["headings"].items()}
    _check_headings(kind, headings)
    return Profile(name, kind, headings)


def _check(fields: Mapping[str, object], name: str) -> None:
    kinds = [kind.value for kind in ImportKind]
    unknown = [field for field in fields if field not in _FIELDS]
    message = ""
    if unknown:
        message = f"{unknown[0]} is not known; known are {', '.join(_FIELDS)}"
    elif fields.get("name") != name:
        message = f'name must be "{name}", as the file is called'
    elif fields.get("kind") not in kinds:
        message = f"kind must be one of {', '.join(kinds)}"
    elif not isinstance(fields.get("headings"), dict):
        message = 'headings must be a table, with lines such as phone = "No. HP"'
    if message:
        raise InvalidProfile(message)


def _texts(fact: str, value: object) -> tuple[str, ...]:
    found = cast("list[object]", value) if isinstance(value, list) else [value]
    texts = [text.strip() for text in found if isinstance(text, str)]
    if not texts or not all(texts) or len(texts) < len(found):
        message = f"headings.{fact} must be a heading, or a list of headings, in quotation marks"
        raise InvalidProfile(message)
    return tuple(texts)


def _check_headings(kind: ImportKind, headings: Mapping[str, Sequence[str]]) -> None:
    facts = SUBJECTS[kind].vocabulary.names
    claimed: dict[str, str] = {}
    for fact, names in headings.items():
        if fact not in facts:
            message = f"headings.{fact} is no fact of {kind}; known are {', '.join(facts)}"
            raise InvalidProfile(message)
        for name in names:
            other = claimed.setdefault(key_of(name), fact)
            if other != fact:
                message = f'headings.{fact} has "{name}", which headings.{other} has too'
                raise InvalidProfile(message)
