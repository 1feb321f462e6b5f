from pathlib import Path

import pytest

from crm.phrasebook.files import (
    LANGUAGES,
    LEXICON,
    REGIONAL,
    WORDS,
    InvalidPhrasebook,
    chat,
    check,
    everyday,
    lexicon,
    phrases,
)

INDONESIAN = "greeting\thello\tHalo\nword\tprice\tharga\n"


def test_every_file_is_complete_and_nothing_stands_in_one_twice() -> None:
    check()
    assert {path.stem for path in WORDS.iterdir()} == {"id", *LANGUAGES}
    assert {path.stem for path in LEXICON.iterdir()} == set(REGIONAL)
    assert {len(phrases(tag)) for tag in LANGUAGES} == {len(phrases("jv"))}
    assert all(len(entry.sound) < 60 for tag in LANGUAGES for entry in phrases(tag))


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("hello\tHalo\n", "words/jv.tsv: it lacks price."),
        ("hello\tHalo\nhello\tHai\n", "words/jv.tsv, line 2: 'hello' stands here twice."),
        ("hallo\tHalo\n", "words/jv.tsv, line 1: 'hallo' is not in the Indonesian file."),
        ("hello\n", "words/jv.tsv, line 1: a line has 2 to 3 cells between tabs."),
        ("hello\tHalo \n", "words/jv.tsv, line 1: there are spaces too many."),
        (b"\xff", "words/jv.tsv, line 1: it is not in UTF-8."),
        (None, "words/jv.tsv: it is no file."),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, lines: str | bytes | None, wrong: str) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "id.tsv").write_text(INDONESIAN, encoding="utf-8")
    if lines is not None:
        text = lines.encode() if isinstance(lines, str) else lines
        (folder / "jv.tsv").write_bytes(text)
    with pytest.raises(InvalidPhrasebook) as refusal:
        phrases("jv", folder)
    assert str(refusal.value) == wrong


def test_a_lexicon_has_single_words(tmp_path: Path) -> None:
    (tmp_path / "jv.tsv").write_text("Rega pinten\tharga berapa\n", encoding="utf-8")
    with pytest.raises(InvalidPhrasebook, match="line 1: 'Rega pinten' is not one word"):
        lexicon("jv", tmp_path)


@pytest.mark.parametrize(
    ("words", "forms", "wrong"),
    [
        ("yang dan\ndi yang\n", "yg\tyang\n", "indonesian/everyday.txt, line 2: 'yang' stands"),
        ("yang Dan\n", "yg\tyang\n", "indonesian/everyday.txt, line 1: 'Dan' is not one word"),
        ("yang  dan\n", "yg\tyang\n", "indonesian/everyday.txt, line 1: '' is not one word"),
        ("yang\n", "yg\n", "indonesian/chat.tsv, line 1: a line has 2 to 2 cells"),
        ("yang\n", "y g\tyang\n", "indonesian/chat.tsv, line 1: 'y g' is not one word"),
        ("yang\n", None, "indonesian/chat.tsv: it is no file"),
    ],
)
def test_a_broken_list_of_indonesian_is_named(
    tmp_path: Path, words: str, forms: str | None, wrong: str
) -> None:
    folder = tmp_path / "indonesian"
    folder.mkdir()
    (folder / "everyday.txt").write_text(words, encoding="utf-8")
    if forms is not None:
        (folder / "chat.tsv").write_text(forms, encoding="utf-8")
    read = chat if "chat" in wrong else everyday
    with pytest.raises(InvalidPhrasebook) as refusal:
        read(folder)
    assert str(refusal.value).startswith(wrong)
