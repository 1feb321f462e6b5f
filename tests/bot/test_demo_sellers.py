import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import phonenumbers
import polars as pl
import pytest

from bot.demo.sellers import HEADINGS, write_portal_csv
from crm.imports.files.tables import read_table
from crm.imports.prepared import prepare
from crm.imports.sellers.subject import SUBJECT
from crm.imports.sellers.vocabulary import SELLERS
from crm.sellers.places import PROVINCES

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("portal") / "tarikan.csv"
    write_portal_csv(path, now=NOW)
    return path


@pytest.fixture(scope="module")
def sellers(portal: Path) -> pl.DataFrame:
    with prepare(SUBJECT, read_table(portal), now=NOW) as pull:
        return pl.concat(pull.batches())


def test_all_facts_of_the_portal_have_their_heading() -> None:
    assert list(SELLERS.recognise(HEADINGS)) == list(dict.fromkeys(SELLERS.recognise(HEADINGS)))
    assert set(SELLERS.recognise(HEADINGS)) == set(SELLERS.names)


def test_the_good_rows_can_be_imported_and_the_bad_ones_show_why_not(portal: Path) -> None:
    with prepare(SUBJECT, read_table(portal), now=NOW) as pull:
        list(pull.batches())
        assert (pull.good, pull.rejected) == (2000, 6)
        reasons = Counter(pull.first_rejects(10)["reason"].to_list())
    assert reasons == {
        "phone_invalid": 2,
        "province_unknown": 1,
        "date_in_future": 1,
        "email_malformed": 1,
        "store_name_missing": 1,
    }


def test_the_same_seed_writes_the_same_file(portal: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.csv", tmp_path / "other.csv"
    write_portal_csv(again, now=NOW)
    write_portal_csv(other, now=NOW, seed=1)
    assert again.read_bytes() == portal.read_bytes() != other.read_bytes()


def test_each_province_has_sellers_and_the_great_ones_have_more(sellers: pl.DataFrame) -> None:
    counts = Counter(sellers["province"].to_list())
    assert set(counts) == {province.name for province in PROVINCES}
    assert counts["Jawa Barat"] > counts["Bali"] > 0


def test_nobody_who_exists_can_be_reached(sellers: pl.DataFrame) -> None:
    phones = sellers["phone"].to_list()
    assert len(set(phones)) == 2000 - 3, "three stores were registered twice"
    assert all(phone.startswith("+6286") for phone in phones)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(phone)) for phone in phones[:50])
    emails = sellers["email"].drop_nulls().to_list()
    assert all(email.endswith(".example") for email in emails)
    assert 1000 < len(emails) < 2000


def test_some_are_silent_and_some_have_no_products(sellers: pl.DataFrame) -> None:
    silent = [(NOW - login).days for login in sellers["last_login"].to_list() if login is not None]
    assert 400 < sum(days >= 14 for days in silent) < 1000
    assert 180 < max(silent) <= 310
    empty = sellers.filter(sellers["products"] == 0)
    assert 50 < empty.height < 400
    assert empty["revenue"].sum() == empty["transactions"].sum() == 0


def test_facts_hang_together(sellers: pl.DataFrame) -> None:
    trading = sellers.filter(sellers["transactions"] > 0)
    assert pl.select(pl.corr(trading["transactions"], trading["revenue"])).item() > 0.6
    assert sellers["joined"].min() >= (NOW - timedelta(days=3 * 366 + 8)).date()  # pyright: ignore[reportOperatorIssue,reportOptionalOperand] - a column of dates


def test_few_sellers_are_written_too(tmp_path: Path) -> None:
    write_portal_csv(tmp_path / "few.csv", sellers=3, now=NOW)
    with (tmp_path / "few.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 3 + 6
