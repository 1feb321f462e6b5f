from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.uploads.categories import Question
from crm.uploads.describing import talking
from crm.uploads.describing.payloads import (
    DescriptionDraft,
    DescriptionPrompt,
    DescriptionQuestion,
)
from crm.uploads.describing.rules import (
    LONGEST_ANSWER,
    LONGEST_TEXT,
    AnswerRefused,
    Objection,
    answered,
    following,
    unanswered,
    written,
)
from models import Upload
from tests.support.builders import NOW


def a_draft(**facts: Any) -> Upload:  # noqa: ANN401 - fields of the table
    facts = {"category": "craft", **facts}
    return Upload(seller_id=1, created_at=NOW, updated_at=NOW, **facts)


def test_questions_come_in_the_order_of_the_trade_and_end() -> None:
    place, asked = "special", ["special"]
    while following_one := following("craft", place):
        asked.append(place := following_one)
    assert asked == [
        "special", "material", "technique", "size", "colours", "maker", "region", "care",
    ]  # fmt: skip
    assert following("craft", "halal") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Objection.EMPTY),
        ("\u200b 🔥 !", Objection.EMPTY),
        ("x" * (LONGEST_ANSWER + 1), Objection.TOO_LONG),
        ("Pesan di 0812 3456 7890", Objection.PHONE),
        ("Cek tokoku.com", Objection.LINK),
        ("ig: batik.ayu", Objection.ACCOUNT),
    ],
)
def test_what_cannot_stand_in_a_description_is_refused(text: str, why: Objection) -> None:
    for check in (answered, written):
        if check is written and why is Objection.TOO_LONG:
            text *= 11
        with pytest.raises(AnswerRefused) as refused:
            check(text)
        assert refused.value.why is why


@given(st.text(max_size=LONGEST_ANSWER))
def test_a_kept_answer_is_one_plain_line(text: str) -> None:
    try:
        kept = answered(text)
    except AnswerRefused:
        return
    assert answered(kept) == kept
    assert "\n" not in kept


def test_a_text_of_ones_own_keeps_its_lines() -> None:
    assert written(" Tas  pandan \n\n\n\nPanjang 30 cm\r\n") == "Tas pandan\n\nPanjang 30 cm"
    assert len(written("a" * LONGEST_TEXT)) == LONGEST_TEXT


def test_the_talk_goes_from_question_to_question_to_the_draft() -> None:
    upload = a_draft(category="snacks")
    place = talking.entrance(upload)
    assert talking.ask(upload, place=place) == DescriptionQuestion("snacks", Question.SPECIAL)

    place = talking.hear(upload, place=place, text="Renyah", now=NOW)
    place = talking.leave_out(upload, place=place, now=NOW)
    place = talking.choose(upload, place=place, choice=1, now=NOW)
    assert place == "shelf_life"
    assert upload.answers == {"special": "Renyah", "net": "250 g"}
    for _ in range(5):
        place = talking.leave_out(upload, place=place, now=NOW)

    draft = talking.ask(upload, place=place)
    assert isinstance(draft, DescriptionDraft)
    assert [one.question for one in unanswered("snacks", upload.answers) if one.required] == [
        "ingredients", "shelf_life", "halal", "permit",
    ]  # fmt: skip
    assert talking.entrance(upload) == place


def test_one_answer_is_changed_alone() -> None:
    upload = a_draft(answers={"material": "Bambu", "region": "Bali"})
    alone = talking.ALONE + "material"
    asked = DescriptionQuestion("craft", Question.MATERIAL, "Bambu")
    assert talking.ask(upload, place=alone) == asked

    assert talking.hear(upload, place=alone, text="Rotan", now=NOW) == "draft"
    assert upload.answers == {"material": "Rotan", "region": "Bali"}
    assert talking.leave_out(upload, place=alone, now=NOW) == "draft"
    assert upload.answers == {"region": "Bali"}


def test_an_old_button_changes_nothing() -> None:
    upload = a_draft()
    for place, choice in (("material", 99), ("material", -1), ("draft", 0), ("halal", 0)):
        assert talking.choose(upload, place=place, choice=choice, now=NOW) == place
    assert upload.answers == {}


def test_a_text_of_ones_own_stands_in_until_it_is_let_go() -> None:
    upload = a_draft(answers={"region": "Bali"})
    assert talking.ask(upload, place="write") == DescriptionPrompt()
    assert talking.hear(upload, place="write", text="Tas dari Bali", now=NOW) == "draft"
    assert upload.description == "Tas dari Bali"
    assert talking.hear(upload, place="draft", text="ok", now=NOW) == "draft"
    assert upload.description == "Tas dari Bali"

    assert talking.redraft(upload, now=NOW) == talking.turn_english(upload, now=NOW) == "draft"
    assert (upload.description, upload.answers, upload.english) == ("", {"region": "Bali"}, True)
