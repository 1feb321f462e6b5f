"""The languages offered to a person, each by its own name, which needs no translation."""

from markupsafe import Markup

from views.actions import ChooseLanguage, encode
from views.message import Button
from views.words import LANGUAGES

OWN_NAMES = {
    "id": "Bahasa Indonesia",
    "en": "English",
    "jv": "Basa Jawa",
    "su": "Basa Sunda",
    "mad": "Bhâsa Madhurâ",
    "min": "Baso Minang",
    "bew": "Basa Betawi",
    "bug": "Basa Ugi",
    "bjn": "Bahasa Banjar",
    "ban": "Basa Bali",
    "ace": "Bahsa Acèh",
    "bbc": "Hata Batak Toba",
    "nij": "Basa Dayak Ngaju",
}
INVITATION = Markup("<i>Pilih bahasa · Choose your language · Pilih basa</i>")
"""Stands in every first greeting, whose language is a guess."""


def own_name(tag: str) -> str:
    """Return what the speakers of a language call it."""
    return OWN_NAMES.get(tag, tag)


def language_buttons() -> tuple[tuple[Button, ...], ...]:
    """Return a button for each language, two in a row."""
    buttons = [Button(own_name(tag), encode(ChooseLanguage(tag))) for tag in LANGUAGES]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
