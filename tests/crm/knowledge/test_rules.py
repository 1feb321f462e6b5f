import pytest

from crm.knowledge import rules
from crm.knowledge.articles import SUBJECTS, Article
from crm.sellers.names import fold
from models.tickets import Category


def test_every_article_has_a_subject_and_each_phrase_is_its_own() -> None:
    assert set(SUBJECTS) == set(Article)
    phrases = [fold(phrase) for subject in SUBJECTS.values() for phrase in subject.phrases]
    assert len(phrases) == len(set(phrases))
    assert all(phrases)


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("Uang penjualan saya BELUM masuk, bu", Article.PAYOUT_LATE),
        ("dhuwitku durung mlebu", Article.PAYOUT_LATE),
        ("artos teu acan lebet", Article.PAYOUT_LATE),
        ("mau ganti nomor rekening", Article.BANK_ACCOUNT),
        ("Kode OTP-nya tidak datang", Article.NO_OTP),
        ("Produk saya ditolak", Article.PRODUCT_REJECTED),
        ("fotonya kekecilan katanya", Article.PHOTO_TOO_SMALL),
        ("resinya tidak bisa dicetak", Article.SHIPPING_SLIP),
    ],
)
def test_what_is_written_tells_what_may_help(text: str, article: Article) -> None:
    assert rules.matched(Category.OTHER, text)[:1] == (article,)
    assert rules.offered(SUBJECTS[article].category, text)[0] is article


@pytest.mark.parametrize("category", list(Category))
def test_before_the_story_is_told_the_subject_decides(category: Category) -> None:
    offered = rules.offered(category)
    assert len(offered) <= rules.OFFERED
    assert {SUBJECTS[one].category for one in offered} <= {category}
    assert bool(offered) is (category in rules.categories())


def test_another_subject_needs_more_than_one_word() -> None:
    assert rules.matched(Category.PAYMENT, "setelah login") == ()
    assert rules.matched(Category.PAYMENT, "tidak bisa masuk, gagal login") == (
        Article.CANNOT_LOG_IN,
    )


def test_a_word_in_the_middle_of_another_says_nothing() -> None:
    assert rules.matched(Category.OTHER, "presiden, sekretariat") == ()


def test_what_was_read_is_not_offered_again() -> None:
    but = (Article.PAYOUT_LATE,)
    assert rules.offered(Category.PAYMENT, "belum cair", but=but) == (Article.BANK_ACCOUNT,)
    assert rules.matched(Category.PAYMENT, "belum cair", but=but) == ()


def test_a_suggestion_is_nothing_to_be_solved() -> None:
    assert rules.offered(Category.SUGGESTION, "foto, stok, login") == ()
