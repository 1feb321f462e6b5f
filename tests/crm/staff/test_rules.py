from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sellers.provinces import PROVINCES
from crm.staff import regions, rules
from crm.staff.regions import covers
from models import Staff
from models.staff import Role
from tests.support.builders import NOW

DAY = date(2026, 11, 16)
LATER = DAY + timedelta(days=1)
BEFORE = DAY - timedelta(days=1)


def someone(**facts: object) -> Staff:
    return Staff.model_validate({"telegram_id": 7, "name": "Dewi", "added_at": NOW} | facts)


@pytest.mark.parametrize(
    ("first", "last", "away", "ahead"),
    [
        (None, None, False, False),
        (DAY, None, True, True),
        (DAY, DAY, True, True),
        (BEFORE, LATER, True, True),
        (BEFORE, BEFORE, False, False),
        (LATER, LATER, False, True),
        (LATER, None, False, True),
    ],
)
def test_leave_lasts_from_its_first_day_to_its_last(
    first: date | None, last: date | None, *, away: bool, ahead: bool
) -> None:
    staff = someone(away_from=first, away_until=last)
    assert (rules.is_away(staff, DAY), rules.leave_ahead(staff, DAY)) == (away, ahead)


def test_supervisors_invite_agents_and_admins_anybody() -> None:
    may = {(role, one) for role in Role for one in Role if rules.may_invite(role, one)}
    assert may == {(Role.SUPERVISOR, Role.AGENT), *((Role.ADMIN, one) for one in Role)}


def test_who_names_no_language_speaks_indonesian() -> None:
    assert rules.speaks(someone(), "id")
    assert not rules.speaks(someone(), "jv")
    assert not rules.speaks(someone(speaks=["jv"]), "id")


@given(st.sets(st.sampled_from(rules.SPOKEN)))
def test_languages_survive_being_a_number(tags: set[str]) -> None:
    assert set(rules.tags_of(rules.bits_of(tags))) == tags


def test_a_button_of_another_day_names_only_languages_there_are() -> None:
    assert rules.tags_of(-1) == rules.SPOKEN
    assert rules.tags_of(1 << 60) == ()


def test_a_region_is_a_province_or_its_islands() -> None:
    assert covers("jawa timur", "Jawa Timur")
    assert covers("Jawa", "DKI Jakarta")
    assert covers("Sumatera", "Kepulauan Riau")
    assert not covers("Jawa", "Bali")
    assert not covers("", "Bali")
    assert not covers("Jawa", "")


def test_every_province_is_in_one_group_of_islands() -> None:
    offered = [code for island in regions.ISLANDS for code, _ in regions.provinces_of(island)]
    assert sorted(offered) == sorted(one.code for one in PROVINCES)
    assert regions.region_name("32") == "Jawa Barat"
    assert regions.region_name("3") == "Jawa"
    assert regions.region_name(regions.NOWHERE) == ""
    assert regions.region_name("77") is None
