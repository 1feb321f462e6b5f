import shutil
from pathlib import Path

import polib
import pytest

from locales import checks, extraction, texts
from locales.languages import EVERYTHING, LANGUAGES
from locales.readers import STAFF_VIEWS
from views.menu import menu_rows
from views.words import Catalogs


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
        (an_entry("❓ Help", "❓ " + "h" * 19, "menu"), "21 characters where 20 fit"),
        (an_entry("Send /batal", "Kirim /batal, /Lapor"), "other commands than the message"),
        (an_entry("⏳ Wait", "Tunggu"), "other emoji than the message"),
        (an_entry("⬅️ Back", "▶️ Bali"), "other emoji than the message"),
        (an_entry("1️⃣ First", "1 Dhisik"), "other emoji than the message"),
        (an_entry("Fine", "Elok { bana"), "a brace that belongs to no placeholder"),
        (an_entry("{n:.1f} a week", "{n} saminggu"), "other placeholders than the message"),
        (an_entry("Fewer", "Elok < sajo"), "a '<' or '>' that belongs to no tag"),
        (an_entry("<b>{store}</b>", "</b>{store}<b>"), "</b> closes what is not open"),
        (an_entry("<b>A</b> <i>B</i>", "<b>A <i>B</b></i>"), "</b> closes what is not open"),
        (an_entry("<b>A</b>", "<b>A</b><b>"), "<b> is not closed"),
        (an_entry("<b>A</b>", "<B>A</B>"), "a '<' or '>' that belongs to no tag"),
        (an_entry("More", "Foto & video"), "an '&' that is not written &amp;"),
        (an_entry("Stock", "Sto\u200bk"), "characters that nobody sees (U+200B)"),
        (an_entry("Stock", "Stok\x07"), "characters that nobody sees (U+0007)"),
        (an_entry("Back", "Mulih\nmaneh", "button"), "two lines where one fits"),
        (an_entry("One.\n\nTwo.", "Siji. Loro."), "paragraphs that run together"),
        (an_entry("Back", "mulih " * 10), "60 characters where 48 fit"),
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
        an_entry("Photo, video", "Foto &amp; video"),
        an_entry("Photo, video", "Foto & video", "button"),
        an_entry("❓ Help", "❓ " + "h" * 18, "menu"),
        an_entry("{n3} of 1,000 at 09:00", "{n3} dari 1.000 pukul 09.00"),
        a_plural("a message", "{n} messages", "a message", "{n} messages"),
        a_plural("a message", "{n} messages", "{n} pesan"),
    ],
)
def test_a_translation_that_fits_passes(entry: polib.POEntry) -> None:
    assert list(checks.of_entry(entry)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_menu_is_held_to_a_menus_length(language: str) -> None:
    words = Catalogs.load()[language]
    menu = {entry.msgstr for entry in extraction.read(language) if entry.msgctxt == "menu"}
    shown = {button.label for row in menu_rows(words, linked=False) for button in row}
    assert shown <= menu
    assert max(map(len, menu)) <= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_the_menu_and_below_a_message_reads_the_same(language: str) -> None:
    catalog = extraction.read(language)
    menu, below = (
        {entry.msgid: entry.msgstr for entry in catalog if entry.msgctxt == context}
        for context in ("menu", "button")
    )
    both = menu.keys() & below.keys()
    assert {one: menu[one] for one in both} == {one: below[one] for one in both}


def test_a_language_has_as_many_forms_as_it_needs() -> None:
    one, two = a_plural("a", "{n}", "{n}"), a_plural("a", "{n}", "satu", "{n}")
    assert [list(texts.plural_faults(*fits)) for fits in ((one, "jv"), (two, "en"))] == [[], []]
    assert list(texts.plural_faults(two, "jv")) != []
    assert list(texts.plural_faults(one, "en")) != []


def test_what_counts_as_shared_is_said_in_regional_languages() -> None:
    said = {
        checks.letters(entry.msgstr)
        for language in set(LANGUAGES) - set(EVERYTHING)
        for entry in extraction.read(language)
    }
    assert checks.SHARED - said == set()


def test_a_sign_or_a_space_more_is_no_translation() -> None:
    assert checks.letters("✅ <b>Toko</b>  {name}!") == checks.letters("toko")


def test_a_broken_file_is_named_among_the_others(tmp_path: Path) -> None:
    shutil.copytree(extraction.FOLDER, tmp_path, dirs_exist_ok=True)
    extraction.path_of("jv", tmp_path).write_text("<<<<<<< HEAD\n")
    extraction.path_of("su", tmp_path).write_bytes(b"\xff\xfe")
    extraction.path_of("min", tmp_path).unlink()
    found = checks.problems(tmp_path)
    starts = (
        "jv: cannot be read: ",
        "su: cannot be read: ",
        "min: no catalog at ",
        "min: missing",
    )
    assert [start for start in starts if not any(one.startswith(start) for one in found)] == []
    assert {one.partition(":")[0] for one in found} == {"jv", "su", "min"}
