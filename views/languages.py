"""The languages offered to a person, each by its own name, which needs no translation."""

from markupsafe import Markup

from crm.understanding.rules import offered
from views.actions import ChooseLanguage, MoreLanguages, encode
from views.layout import in_twos
from views.message import Button
from views.words import Words

OWN_NAMES = {
    "id": "Bahasa Indonesia",
    "en": "English",
    "jv": "Basa Jawa",
    "su": "Basa Sunda",
    "mad": "Basa Madhura",
    "min": "Bahaso Minang",
    "bew": "Bahase Betawi",
    "bug": "Basa Ugi",
    "bjn": "Bahasa Banjar",
    "ban": "Basa Bali",
    "ace": "Bahsa Aceh",
    "bbc": "Hata Batak Toba",
    "nij": "Basa Dayak Ngaju",
}
INVITATION = Markup("<i>Pilih bahasa · Choose your language · Pilih basa</i>")
"""Stands in every first greeting, whose language is a guess."""


def own_name(tag: str) -> str:
    """Return what the speakers of a language call it, spelled as its catalog spells."""
    return OWN_NAMES.get(tag, tag)


def language_buttons(
    province: str, page: int, words: Words, *, written: str | None = None
) -> tuple[tuple[Button, ...], ...]:
    """Return a page of languages, two in a row, and the ways to the others.

    `written` is the language of what the person wrote so far, which comes first.
    """
    pages = offered(province, present=words.language, written=written)
    here = min(max(page, 0), len(pages) - 1)
    buttons = [Button(own_name(tag), encode(ChooseLanguage(tag))) for tag in pages[here]]
    ways = (
        (words.pgettext("button", "⬅️ Back"), here - 1),
        (words.pgettext("button", "🌐 Other languages"), here + 1),
    )
    turning = tuple(
        Button(label, encode(MoreLanguages(to))) for label, to in ways if 0 <= to < len(pages)
    )
    return (*in_twos(buttons), turning)
