from pathlib import Path

import pytest

from crm.understanding.errors import InvalidWordList
from crm.understanding.word_lists import read


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[yes]\nid = ["iya"', "Unclosed array"),
        ('yes = ["iya"]', "yes is no table of languages"),
        ('[yes]\nxx = ["iya"]', r"xx of \[yes\] is no language of Sapa"),
        ('[yes]\nid = "iya"', r'id of \[yes\] is no list of phrases in "quotes"'),
        ("[yes]\nid = [1]", r'id of \[yes\] is no list of phrases in "quotes"'),
        ('[yes]\nid = ["iya", "?"]', r'id of \[yes\] is no list of phrases in "quotes"'),
        ('[yea]\nid = ["iya"]', r"\[yea\] is missing, or unknown"),
        ("", r"\[yes\] is missing, or unknown"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_by_its_place(
    tmp_path: Path, text: str, what: str
) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text)
    with pytest.raises(InvalidWordList, match=f"words.toml: .*{what}"):
        read(path, sections={"yes"})


def test_a_missing_list_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidWordList, match=r"words\.toml"):
        read(tmp_path / "words.toml")


def test_a_list_that_is_whole_is_read(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('[yes]\nid = ["iya/ya kak"]')
    assert read(path) == {"yes": {"id": ["iya/ya kak"]}}
