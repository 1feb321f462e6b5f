"""Whatever people are called and write, every message is one that Telegram takes."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import cycle, islice
from random import Random
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import polib
import pytest

import crm
import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.broadcasts.payloads import BroadcastMessage, BroadcastPreview, Choice
from crm.macros.payloads import MacroCard, MacroDeclined, MacroTextPrompt
from crm.macros.rules import Blank
from crm.outbox.payload import Payload
from crm.outbox.retelling import Retold
from crm.sellers.menu import Help, MyReports, Privacy
from crm.sellers.payloads import LanguageQuestion, StoreChoice
from crm.tickets.relayed import RelayEdit, RelayTogether
from crm.tickets.reporting import MessageJoined
from locales.extraction import path_of
from locales.pseudo import Pseudo
from simulator.entities import parse_html, utf16_length
from tests.support.builders import NOW
from views.actions import decode
from views.message import (
    Album,
    Attached,
    Button,
    Copy,
    Drawn,
    EditCaption,
    EditText,
    Keyboard,
    Outgoing,
    Photo,
    React,
    Text,
    Toast,
    Unseen,
)
from views.rendering import Reader, render, templates
from views.words import LANGUAGES, Catalogs, Words


class NoWord(NullTranslations):
    """What every catalog falls back to here: a word that stands in none is a mistake."""

    def gettext(self, message: str) -> str:
        """Refuse."""
        raise AssertionError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - the base's
        """Refuse."""
        raise AssertionError(msgid1)

    def pgettext(self, context: str, message: str) -> str:
        """Refuse."""
        raise AssertionError(context, message)


def catalogs() -> Catalogs:
    """Return the catalogs without English to hide behind."""
    found = {
        tag: GNUTranslations(BytesIO(polib.pofile(str(path_of(tag))).to_binary()))
        for tag in LANGUAGES
    }
    for tag, one in found.items():
        one.add_fallback(NoWord() if tag in {"id", "en"} else found["id"])
    words = {tag: Words(tag, one) for tag, one in found.items()}
    return Catalogs({**words, PSEUDO: Words(PSEUDO, Pseudo())})


PSEUDO = "pseudo"
CATALOGS = catalogs()
BRACES = "{x}"
HOSTILE = ("<b>&\"' 🙂</i>", "👩‍👩‍👧" * 500, "a<&" * 1333, BRACES, "\n", "Batik Ayu")
NAMING_BLANKS = (MacroCard, MacroTextPrompt, MacroDeclined)
"""They tell staff what is filled in by itself, in braces."""
SHORT_AND_LONG = (Help, Privacy, MyReports, LanguageQuestion, MessageJoined)
"""What a seller may want to read in Indonesian."""
STARS = (1, 2, 3, 4, 5)
TEXT, SOME_TEXT = ("", *HOSTILE), HOSTILE[:4]
ZONES = ("Asia/Jakarta", "Asia/Jayapura")
BY_NAME: dict[str, Sequence[Any]] = {
    "zone": ZONES,
    "cadence": ("slipping", "x" * 32),
    "language": LANGUAGES,
    "link": ("", "https://t.me/c/1/3"),
    "province_code": ("", "32"),
    "stars": STARS,
    "rating": (None, *STARS),
    "uses": (1, 2, 2**31),
}
"""Fields that no person fills: they hold what Sapa wrote itself."""
PLAIN: dict[object, Sequence[Any]] = {
    str: TEXT,
    bool: (False, True),
    int: (1, 2, 5, 2**31, 2**52),
    type(None): (None,),
    date: (NOW.date(),),
    datetime: (NOW, NOW + timedelta(days=3)),
}
LENGTHS = (0, 1, 3, 10)
"""How many lines or stores a list holds; never more than the last."""
DRAWN = 24
"""How many payloads of each class are shown."""
TOGETHER = 4
"""In how many languages each is: they take turns, so that all of them come up several times."""


def value(dice: Random, hint: object, name: str = "") -> Any:  # noqa: ANN401 - of whichever type
    """Return a hostile value of a type, dataclasses by their fields."""
    if name in BY_NAME:
        return dice.choice(BY_NAME[name])
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            parts = parts[:1] * dice.choice(LENGTHS)
        return tuple(value(dice, one) for one in parts)
    if isinstance(hint, UnionType):
        return value(dice, dice.choice(get_args(hint)))
    if hint in PLAIN or not isinstance(hint, type):
        return dice.choice(PLAIN[hint])
    return dice.choice(list(hint)) if issubclass(hint, Enum) else built(dice, hint)  # pyright: ignore[reportUnknownArgumentType] - a dataclass


def built(dice: Random, kind: type[Any]) -> Any:  # noqa: ANN401 - of whichever class
    """Return a hostile object of a dataclass; what no code leaves empty is not."""
    if kind is Retold:
        said = built(dice, dice.choice(SHORT_AND_LONG))
        return Retold(9, dice.choice((False, True)), said.template, said.params())
    parts = {name: value(dice, hint, name) for name, hint in hints(kind)}
    if kind is StoreChoice:
        parts["store"] = dice.choice(SOME_TEXT)
    if kind in {BroadcastMessage, BroadcastPreview}:
        parts["text"] = dice.choice(SOME_TEXT)
    if kind is BroadcastMessage:
        parts["indonesian"] = dice.choice(("", *SOME_TEXT))
    if kind is Choice:
        parts["code"] = "139ee3b5"
    return kind(**parts)


@cache
def hints(kind: type) -> list[tuple[str, object]]:
    """Return the names and types of a dataclass's fields."""
    found = get_type_hints(kind)
    return [(one.name, found[one.name]) for one in fields(kind)]


def declared(kind: type[Payload] = Payload) -> Iterator[type[Payload]]:
    """Yield every payload of crm that names a template."""
    if "template" in vars(kind) and kind.template and kind.__module__.startswith("crm."):
        yield kind
    for heir in kind.__subclasses__():
        yield from declared(heir)


for found in pkgutil.walk_packages(crm.__path__, "crm."):
    importlib.import_module(found.name)
KINDS = sorted(set(declared()), key=lambda kind: kind.template)


def a_reader(dice: Random) -> Reader:
    """Return somebody with a hostile name in a hostile store."""
    return Reader(
        now=NOW,
        marketplace=dice.choice(SOME_TEXT),
        zone=dice.choice(ZONES),
        name=dice.choice(TEXT),
        store=dice.choice(TEXT),
        card_message_id=dice.choice((None, 9)),
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template)
def test_every_payload_has_a_view(kind: type[Payload]) -> None:
    assert templates().get(kind.template) is kind


def test_no_view_is_left_without_a_payload() -> None:
    assert set(templates()) == {kind.template for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template)
def test_telegram_takes_every_message(kind: type[Payload]) -> None:
    dice, turns = Random(kind.template), cycle((*LANGUAGES, PSEUDO))  # noqa: S311 - the same for everybody
    for _ in range(DRAWN):
        payload, reader = built(dice, kind), a_reader(dice)
        for language in islice(turns, min(TOGETHER, len(LANGUAGES))):
            check_rendered(payload, render(payload, CATALOGS[language], reader))


def check_rendered(payload: Payload, message: Outgoing | Toast) -> None:
    """Assert what Telegram asks of any message."""
    if isinstance(message, Toast):
        assert 0 < utf16_length(message.text) <= 200
        assert is_filled(message.text)
    elif not isinstance(message, Copy | React | Unseen):
        check(
            message,
            may_be_empty=isinstance(payload, RelayEdit | RelayTogether),
            names_blanks=isinstance(payload, NAMING_BLANKS),
        )


def check(
    message: Text | EditText | EditCaption | Attached | Photo | Album | Drawn,
    *,
    may_be_empty: bool,
    names_blanks: bool,
) -> None:
    """Assert what Telegram asks of a text, its buttons and its keys."""
    plain, _ = parse_html(str(message.html))
    for blank in Blank if names_blanks else ():
        plain = plain.replace(f"{{{blank}}}", "")
    assert plain.strip() or may_be_empty
    captions = EditCaption | Attached | Photo | Album | Drawn
    assert utf16_length(plain) <= (1024 if isinstance(message, captions) else 4096)
    assert is_filled(plain)
    if isinstance(message, Album):
        return
    assert all(message.buttons), "no row is empty"
    for row in message.buttons:
        for button in row:
            check_button(button)
    if isinstance(message, Text) and message.keyboard:
        check_keyboard(message.keyboard)


def check_button(button: Button) -> None:
    """Assert that it has a label and leads somewhere."""
    assert button.label.strip()
    assert len(button.label) <= 64
    assert is_filled(button.label)
    if button.data is None:
        assert (button.url or "").startswith("https://")
    else:
        assert len(button.data.encode()) <= 64
        assert decode(button.data)


def check_keyboard(keyboard: Keyboard) -> None:
    """Assert that its key and its hint have the room they need."""
    assert len(keyboard.contact or "") <= 64
    assert len(keyboard.hint) <= 64


def is_filled(text: str) -> bool:
    """Tell whether no placeholder is left; what a person typed in braces is theirs."""
    return "{" not in text.replace(BRACES, "")
