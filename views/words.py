"""Catalogs, and the words of one language."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_compact_currency, format_compact_decimal, format_decimal
from markupsafe import Markup, escape

import locales
from crm.tickets.rules import cut
from locales.languages import EVERYTHING, INDONESIAN, LANGUAGES
from locales.loading import load
from locales.pseudo import Pseudo

DEFAULT = INDONESIAN
CLDR_LOCALES = {"en": "en", "jv": "jv", "su": "su"}
"""Which CLDR locale formats numbers and dates. All other languages take the Indonesian one: CLDR
lacks them, or formats them as English (Betawi)."""

LONGEST_NAME = 120
"""How much of a name a sentence shows, in UTF-16 units: no name may fill a whole message."""


class Words:
    """The words of one language: call it with an English msgid to get HTML.

    Values put into a text are cut to a name's length and escaped, unless they are `Markup`. A word
    missing here is Indonesian, and failing that English.
    """

    def __init__(self, language: str, translations: NullTranslations) -> None:
        """Speak `language` out of `translations`."""
        self.language = language
        self.cldr = CLDR_LOCALES.get(language, DEFAULT)
        self._translations = translations
        self._others: Mapping[str, Words] = {}

    def of(self, language: str | None) -> "Words":
        """Return the words of another language, as for a seller's text on a card for staff."""
        return self._others.get(language or DEFAULT, self)

    def among(self, others: "Mapping[str, Words]") -> None:
        """Know the other languages."""
        self._others = others

    def __call__(self, msgid: str, /, **values: object) -> Markup:
        """Return the text of `msgid` as HTML, `{name}` filled from `values`."""
        return _fill(self._translations.gettext(msgid), values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """Like a call, with the plural form for `n`, itself available as `{n}`."""
        return _fill(self._translations.ngettext(one, many, n), {"n": self.number(n), **values})

    def pgettext(self, context: str, msgid: str, /, **values: object) -> str:
        """Return a plain text, not HTML, whose msgid means something else elsewhere.

        Context "button" is a label of at most 24 characters, "menu" one of at most 20, "toast" the
        answer to a press, "command" a command's description.
        """
        text = self._translations.pgettext(context, msgid)
        return text.format(**_named(values)) if values else text

    def number(self, value: float) -> str:
        """Format a number with the language's separators."""
        return format_decimal(value, locale=self.cldr)

    def compact(self, value: int) -> str:
        """Format a large number as briefly as one says it, such as 27,5 rb."""
        return format_compact_decimal(value, locale=self.cldr, fraction_digits=1)

    def rupiah(self, value: int) -> str:
        """Format an amount of whole rupiah as briefly as one says it, such as Rp4,2 jt."""
        return format_compact_currency(value, "IDR", locale=self.cldr, fraction_digits=1).replace(
            "IDR", "Rp"
        )

    def day(self, value: date) -> str:
        """Format a date in words."""
        return format_date(value, "d MMMM y", locale=self.cldr)

    def moment(self, value: datetime, zone: str) -> str:
        """Format a moment's day and hour in `zone`."""
        return format_datetime(value, "d MMM y HH.mm", tzinfo=ZoneInfo(zone), locale=self.cldr)

    def hour(self, value: datetime, zone: str) -> str:
        """Format a moment's hour in `zone`."""
        return format_datetime(value, "HH.mm", tzinfo=ZoneInfo(zone), locale=self.cldr)


def name(text: str) -> str:
    """Return a name as a message shows it, cut where somebody made it a story."""
    return cut(text, LONGEST_NAME)


class Catalogs:
    """All languages, read once by a process."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        """Hold `words` by language tag, and let each know the others."""
        self._words = words
        for one in words.values():
            one.among(words)

    @classmethod
    @cache
    def load(cls, folder: Path = Path(locales.__path__[0])) -> "Catalogs":
        """Read every language's catalog from `folder`.

        Raises:
            CatalogError: naming the file that is missing, broken or incomplete.
        """
        loaded = load(folder)
        for tag, translations in loaded.items():
            if tag not in EVERYTHING:
                translations.add_fallback(loaded[DEFAULT])
        return cls({tag: Words(tag, translations) for tag, translations in loaded.items()})

    @classmethod
    def pseudo(cls) -> "Catalogs":
        """Return every language in the words of the pseudo-language, to look at the layout."""
        return cls({tag: Words(tag, Pseudo()) for tag in LANGUAGES})

    def __getitem__(self, language: str | None) -> Words:
        """Return the words of `language`, or Indonesian where it is unknown."""
        return self._words.get(language or DEFAULT, self._words[DEFAULT])


def _fill(text: str, values: Mapping[str, object]) -> Markup:
    return Markup(text.format(**{k: escape(value) for k, value in _named(values).items()}))  # noqa: S704 - the catalog is ours, the values are escaped


def _named(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: name(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        for key, value in values.items()
    }
