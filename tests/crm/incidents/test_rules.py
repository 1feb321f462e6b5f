from datetime import datetime, timedelta

from crm.incidents import rules
from crm.incidents.rules import Report
from crm.wording.rules import words_of
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.incidents import EVERY_DAY, NO_CODE


def reports(*texts: str, at: datetime = NOW, first: int = 1) -> list[Report]:
    return [Report(number, number, at, words_of(text)) for number, text in enumerate(texts, first)]


def test_five_sellers_with_the_same_trouble_are_an_incident_by_their_common_words() -> None:
    found = rules.burst(
        Category.LOGIN, [*reports(*NO_CODE), *reports(*EVERY_DAY, first=9)], now=NOW
    )

    assert found is not None
    assert found.ticket_ids == [1, 2, 3, 4, 5]
    assert found.words == ("kode", "otp", "login")


def test_four_are_too_few_and_one_seller_counts_once() -> None:
    one = [Report(number, 1, NOW, words_of(text)) for number, text in enumerate(NO_CODE)]

    assert rules.burst(Category.LOGIN, reports(*NO_CODE[:4]), now=NOW) is None
    assert rules.burst(Category.LOGIN, one, now=NOW) is None


def test_reports_apart_in_time_or_matter_are_no_incident() -> None:
    long_ago = reports(*NO_CODE[:3], at=NOW - rules.WINDOW)

    assert rules.burst(Category.LOGIN, [*long_ago, *reports(*NO_CODE[3:])], now=NOW) is None
    assert rules.burst(Category.LOGIN, reports(*EVERY_DAY * 2), now=NOW) is None


def test_what_comes_every_hour_is_nothing_new() -> None:
    usual = [
        report
        for hour in range(2, 6)
        for report in reports(*NO_CODE[:2], at=NOW - timedelta(hours=hour), first=10 * hour)
    ]

    assert rules.burst(Category.LOGIN, [*usual, *reports(*NO_CODE)], now=NOW) is None
    assert rules.burst(Category.LOGIN, [*usual, *reports(*NO_CODE * 2)], now=NOW) is not None


def test_a_report_belongs_by_half_of_the_words_and_never_by_one() -> None:
    words = ("kode", "otp", "login")

    assert rules.belongs(words_of("kode otp belum masuk"), words)
    assert not rules.belongs(words_of("kode voucher salah"), words)
    assert not rules.belongs(words_of("otp"), ("otp",))
