"""Lists of phrases that people correct by hand: in TOML, by section and by language."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import cast

from crm.understanding.errors import InvalidWordList
from crm.understanding.fixed_phrases import words_of
from locales.languages import LANGUAGES

WordLists = dict[str, dict[str, list[str]]]
"""Of each section the phrases of each language, by its tag."""


def read(path: Path, *, sections: Collection[str] | None = None) -> WordLists:
    """Return what a file lists; it has just `sections`, where these are given.

    Raises:
        InvalidWordList: it is missing or cannot be meant; the message names the place.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidWordList(path, str(error)) from error
    odd = found.keys() ^ sections if sections is not None else set[str]()
    if odd:
        raise InvalidWordList(path, f"[{min(odd)}] is missing, or unknown")
    for section, languages in found.items():
        _check(path, section, languages)
    return found


def _check(path: Path, section: str, found: object) -> None:
    if not isinstance(found, dict):
        raise InvalidWordList(path, f"{section} is no table of languages")
    languages = cast("dict[str, object]", found)
    for tag, listed in languages.items():
        place = f"{tag} of [{section}]"
        if tag not in LANGUAGES:
            raise InvalidWordList(path, f"{place} is no language of Sapa")
        phrases = cast("list[object]", listed) if isinstance(listed, list) else [None]
        if not all(isinstance(one, str) and words_of(one) for one in phrases):
            raise InvalidWordList(path, f'{place} is no list of phrases in "quotes"')
