"""Sapa does not start with a catalog that would leave somebody without words."""

import shutil
import sys
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest

import locales
from locales.languages import INDONESIAN
from locales.loading import CatalogError, load

SHIPPED = Path(locales.__path__[0])
DONE, REOPEN = "✅ Done", "🔁 Reopen #{number}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped catalogs with two messages each."""
    folder = tmp_path_factory.mktemp("small")
    for path in SHIPPED.glob("*/LC_MESSAGES/sapa.po"):
        catalog = polib.pofile(str(path))
        catalog[:] = [entry for entry in catalog if entry.msgid in {DONE, REOPEN}]
        copy = folder / path.relative_to(SHIPPED)
        copy.parent.mkdir(parents=True)
        catalog.save(str(copy))
    return folder


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """Return catalogs that may be spoilt."""
    return Path(shutil.copytree(small, tmp_path, dirs_exist_ok=True))


def of_min(folder: Path) -> Path:
    return folder / "min" / "LC_MESSAGES" / "sapa.po"


def written(content: bytes) -> Callable[[Path], object]:
    """Return how to write something else."""

    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def cut(path: Path) -> None:
    """Lose the last message, as a copy does that was broken off."""
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"#: ")])


def changed(change: Callable[[polib.POFile], object]) -> Callable[[Path], object]:
    """Return how to write a catalog anew with a change."""

    def write(path: Path) -> None:
        catalog = polib.pofile(str(path))
        change(catalog)
        catalog.save()

    return write


def entry_of(catalog: polib.POFile, msgid: str) -> polib.POEntry:
    return next(entry for entry in catalog if entry.msgid == msgid)


NO_FORMS = changed(lambda catalog: catalog.metadata.pop("Plural-Forms"))
TWO_FORMS = changed(lambda catalog: catalog.metadata.update({"Plural-Forms": "nplurals=2;"}))
EMPTY = changed(lambda catalog: setattr(entry_of(catalog, DONE), "msgstr", ""))
FUZZY = changed(lambda catalog: entry_of(catalog, DONE).flags.append("fuzzy"))
GONE = changed(lambda catalog: catalog.remove(entry_of(catalog, DONE)))
MISSPELT = changed(lambda catalog: setattr(entry_of(catalog, REOPEN), "msgstr", "🔁 #{nomor}"))


TWICE = changed(lambda catalog: catalog.append(entry_of(catalog, DONE)))
BLANK = changed(lambda catalog: setattr(entry_of(catalog, DONE), "msgstr", " "))
DROPPED = changed(lambda catalog: setattr(entry_of(catalog, REOPEN), "msgstr", "🔁 Baliak"))
BRACE = changed(lambda catalog: setattr(entry_of(catalog, DONE), "msgstr", "✅ { Lah"))
UNCLOSED = changed(lambda catalog: setattr(entry_of(catalog, DONE), "msgstr", "✅ <b>Lah"))


def test_the_shipped_catalogs_are_whole() -> None:
    found = load(SHIPPED)
    assert isinstance(found[INDONESIAN], GNUTranslations)
    assert found["min"].gettext("✅ Done") not in {"✅ Done", ""}


@pytest.mark.parametrize(
    ("breaks", "reason"),
    [
        (Path.unlink, "No such file"),
        (written(b""), "Plural-Forms"),
        (cut, "missing: "),
        (written(b"half a line"), "Syntax error"),
        (written(b"\x00\xff"), "can't decode"),
        (NO_FORMS, "Plural-Forms"),
        (TWO_FORMS, "Plural-Forms"),
        (EMPTY, "not translated: '✅ Done'"),
        (FUZZY, "not translated: '✅ Done'"),
        (GONE, "missing: '✅ Done'"),
        (MISSPELT, "other placeholders than the message: '🔁 Reopen #{number}'"),
        (DROPPED, "other placeholders than the message: '🔁 Reopen #{number}'"),
        (BLANK, "not translated: '✅ Done'"),
        (TWICE, "there 2 times: '✅ Done'"),
        (BRACE, "a brace that belongs to no placeholder: '✅ Done'"),
        (UNCLOSED, "<b> is not closed: '✅ Done'"),
    ],
)
def test_one_that_is_not_is_named(
    folder: Path, breaks: Callable[[Path], object], reason: str
) -> None:
    breaks(of_min(folder))

    with pytest.raises(CatalogError) as refused:
        load(folder)

    assert f"'min' cannot be used: {of_min(folder)} (" in str(refused.value)
    assert reason in str(refused.value)


@pytest.mark.parametrize("breaks", [GONE, cut])
def test_an_indonesian_one_that_lost_words_is_named(
    folder: Path, breaks: Callable[[Path], object]
) -> None:
    path = folder / INDONESIAN / "LC_MESSAGES" / "sapa.po"
    breaks(path)
    with pytest.raises(CatalogError, match=r"'id' cannot be used: .*missing: "):
        load(folder)


def test_what_was_parsed_once_is_kept_until_a_word_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    before = load(folder)["min"].gettext(DONE)
    kept = list(folder.glob("__pycache__/*"))
    assert len(kept) == 1
    assert load(folder)["min"].gettext(DONE) == before

    changed(lambda catalog: setattr(entry_of(catalog, DONE), "msgstr", "✅ Lah"))(of_min(folder))

    assert load(folder)["min"].gettext(DONE) == "✅ Lah"
    assert [path.name for path in folder.glob("__pycache__/*")] != [path.name for path in kept]
    assert len(list(folder.glob("__pycache__/*"))) == 1


def flipped(content: bytes) -> bytes:
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "something else": lambda _: b"not compiled",
    "zeros": lambda _: bytes(40),
    "cut": lambda kept: kept[:-5],
    "a bit": flipped,
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_what_is_kept_and_broken_is_parsed_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    before = load(folder)["min"].gettext(DONE)
    (kept,) = folder.glob("__pycache__/*")
    kept.write_bytes(spoilt(kept.read_bytes()))

    assert load(folder)["min"].gettext(DONE) == before


def test_a_folder_that_may_not_be_written_is_read_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (folder / "__pycache__").write_text("no folder")

    assert load(folder)["min"].gettext(DONE)
