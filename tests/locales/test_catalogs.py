import polib
import pytest

from locales import checks, extraction
from locales.languages import EVERYTHING, LANGUAGES
from locales.readers import STAFF_VIEWS


def an_entry(msgid: str, msgstr: str, context: str | None = None) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=context)


def a_plural(one: str, many: str, *forms: str) -> polib.POEntry:
    return polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural=dict(enumerate(forms)))


def test_every_catalog_is_complete_and_in_step_with_the_code() -> None:
    assert checks.problems() == []


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(EVERYTHING)))
def test_a_regional_catalog_carries_no_words_for_staff(language: str) -> None:
    catalog = extraction.read(language)
    only_staff = [
        entry.msgid
        for entry in catalog
        if {file for file, _ in entry.occurrences} <= STAFF_VIEWS and entry.msgctxt != "whatsapp"
    ]
    assert catalog
    assert only_staff == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (an_entry("Hello {name}", "Halo"), "other placeholders than the message"),
        (an_entry("<b>Hello</b>", "Halo"), "other tags than the message"),
        (an_entry("Send /batal", "Kirim /cancel"), "other commands than the message"),
        (an_entry("Hello 👋", "Halo"), "other emoji than the message"),
        (an_entry("At most 20 of 5", "Paling banyak 25 dari 5"), "other numbers than the message"),
        (an_entry("Hello", " "), "not translated"),
        (an_entry("Yes", "y" * 25, "button"), "25 characters where 24 fit"),
        (a_plural("a message", "{n} messages", "a message", "messages"), "other placeholders"),
        (a_plural("a message", "{n} messages", "satu pesan"), "other placeholders"),
    ],
)
def test_a_translation_that_does_not_fit_is_named(entry: polib.POEntry, problem: str) -> None:
    assert [found for found in checks.of_entry(entry) if found.startswith(problem)]


@pytest.mark.parametrize(
    "entry",
    [
        an_entry("Hello {name} 👋", "Halo {name} 👋"),
        an_entry("{n3} of 1,000 at 09:00", "{n3} dari 1.000 pukul 09.00"),
        a_plural("a message", "{n} messages", "a message", "{n} messages"),
        a_plural("a message", "{n} messages", "{n} pesan"),
    ],
)
def test_a_translation_that_fits_passes(entry: polib.POEntry) -> None:
    assert list(checks.of_entry(entry)) == []


def test_a_language_has_as_many_forms_as_it_needs() -> None:
    one, two = a_plural("a", "{n}", "{n}"), a_plural("a", "{n}", "satu", "{n}")
    assert [list(checks.of_plurals(*fits)) for fits in ((one, "jv"), (two, "en"))] == [[], []]
    assert list(checks.of_plurals(two, "jv")) != []
    assert list(checks.of_plurals(one, "en")) != []
