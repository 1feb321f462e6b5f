import pytest

from crm.declared.tables import Mistake
from crm.uploads.categories import (
    CODED,
    FILE,
    NamePart,
    ProductCategory,
    Question,
    parse,
    plan_of,
    plans,
    recognised,
)
from crm.uploads.naming.rules import build, findings, repaired, tidied

TEXT = FILE.read_text(encoding="utf-8")


def test_every_trade_is_there_and_every_question_is_asked_somewhere() -> None:
    assert [plan.category for plan in plans()] == list(ProductCategory)
    assert {one.question for plan in plans() for one in plan.asked} == set(Question)
    for plan in plans():
        required = [one for one in plan.asked if one.required]
        assert required
        assert len(plan.asked) <= 8


def test_good_names_are_good_and_bad_ones_bad() -> None:
    for plan in plans():
        for name in (*plan.good, build(plan.parts)):
            assert (findings(name), tidied(name), repaired(name)) == ((), name, name)
        for name in plan.bad:
            assert findings(name)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Makanan Ringan", ProductCategory.SNACKS),
        ("MAKANAN BEKU", ProductCategory.MEALS),
        ("Kopi & Teh", ProductCategory.DRINKS),
        ("Fashion Wanita", ProductCategory.FASHION),
        ("Kain/Batik", ProductCategory.CLOTH),
        ("Kriya", ProductCategory.CRAFT),
        ("Kerajinan Tangan", ProductCategory.CRAFT),
        ("Kecantikan & Kesehatan", ProductCategory.BEAUTY),
        ("Home & Living", ProductCategory.HOUSEHOLD),
        ("Hasil Tani", ProductCategory.FARM),
        ("Lain-lain", ProductCategory.OTHER),
        ("craft", ProductCategory.CRAFT),
        ("Otomotif", None),
        ("", None),
    ],
)
def test_a_marketplaces_own_word_is_recognised(
    text: str, category: ProductCategory | None
) -> None:
    assert recognised(text) == category


@pytest.mark.parametrize("key", ["", "gone"])
def test_a_listing_without_a_category_is_asked_what_all_others_are(key: str) -> None:
    assert plan_of(key).category is ProductCategory.OTHER


@pytest.mark.parametrize(
    ("this", "that", "said"),
    [
        ('key = "snacks"', 'key = "snack"', '"snack" is not known in key; did you mean snacks?'),
        ('key = "drinks"', 'key = "snacks"', "snacks is declared twice"),
        ('icon = "☕"', "icons = 1", '"icons" is not known here; did you mean icon?'),
        ('key = "net"', 'key = "special"', "special is asked twice"),
        ('choices = ["Di tempat kering", ', f'choices = ["{"x" * 25}", ', "a choice must be"),
        ('key = "halal"', 'key = "halal"\nchoices = ["x"]', "halal has choices of its own"),
    ],
)
def test_a_mistake_is_named_with_its_line(this: str, that: str, said: str) -> None:
    with pytest.raises(Mistake, match=said.replace("?", r"\?")) as caught:
        parse(TEXT.replace(this, that, 1))
    assert caught.value.line


def test_a_missing_trade_is_named() -> None:
    with pytest.raises(Mistake, match="there is no category other"):
        parse(TEXT.partition('[[category]]\nkey = "other"')[0])


def test_answers_kept_as_codes_are_questions_of_the_law() -> None:
    assert set(CODED) == {Question.HALAL, Question.PERMIT}
    assert list(plan_of("snacks").parts) == list(NamePart)
