"""The everyday sentences of sellers that recognition is trained on, a file for each language.

A line is `intent<TAB>sentence`. Beside them stand key phrases, by intent and language. All of them
are written for this project; whoever speaks a language well is welcome to correct and to add, then
to `make model`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from crm.understanding.intents import Intent

FOLDER = Path(__file__).with_name("sentences")
PHRASES = Path(__file__).with_name("phrases.toml")
LANGUAGES = (
    "id", "en", "jv", "su", "min", "ban", "bjn", "bug", "ace", "mad", "bbc", "nij", "bew",
)  # fmt: skip
"""The languages that are told apart, by their tags."""


class SentencesError(Exception):
    """A line is no `intent<TAB>sentence`; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a seller may write, and what they want with it."""

    intent: Intent
    text: str


def path_of(language: str, folder: Path = FOLDER) -> Path:
    """Return where a language's sentences are."""
    return folder / f"{language}.tsv"


def sentences(language: str, folder: Path = FOLDER) -> list[Sentence]:
    """Return the sentences of a language; SentencesError where a line is malformed."""
    path = path_of(language, folder)
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_sentence(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1)]


def phrases(language: str) -> list[Sentence]:
    """Return the key phrases of a language, each a sentence of its own."""
    found: dict[str, dict[str, list[str]]] = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    return [
        Sentence(Intent(intent), phrase)
        for intent, by_language in found.items()
        for phrase in by_language.get(language, ())
    ]


def _sentence(line: str, place: str) -> Sentence:
    intent, _tab, text = line.partition("\t")
    if intent not in set(Intent):
        message = f"{place}: '{intent}' is no intent (of {', '.join(Intent)})"
        raise SentencesError(message)
    if not text or text != " ".join(text.split()):
        message = f"{place}: after the intent come one tab and a sentence, in single spaces"
        raise SentencesError(message)
    return Sentence(Intent(intent), text)
