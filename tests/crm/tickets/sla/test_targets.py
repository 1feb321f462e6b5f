from pathlib import Path

import pytest

from crm.declared.tables import Mistake
from crm.tickets.sla.targets import Alarms, InvalidTargets, Times, load, parse, shipped
from models.sla import Goal
from models.tickets import Category

GENERAL = """
[urgent]
first_response = "1h"
resolution = "8h"
[normal]
first_response = "4h"
resolution = "1h 30m"
[low]
first_response = "none"
resolution = "90m"
"""
ALARMS = """
[alarms]
warn_percent = 80
supervisors_after = "30m"
private_after = "1h"
"""


def test_times_are_those_of_the_priority() -> None:
    targets = parse(GENERAL + ALARMS)

    assert targets.times[Category.LOGIN] == (Times(60, 480), Times(240, 90), Times(None, 90))
    assert targets.alarms == Alarms(80, 30, 60)


def test_a_category_has_its_own_times_where_it_names_them() -> None:
    targets = parse(f'{GENERAL}[payment]\nurgent = {{ first_response = "15m" }}\n{ALARMS}')

    assert targets.times[Category.PAYMENT] == (Times(15, 480), Times(240, 90), Times(None, 90))


@pytest.mark.parametrize("goal", list(Goal))
def test_those_that_ship_promise_more_for_money_than_for_questions(goal: Goal) -> None:
    def minutes(category: Category, priority: int) -> int:
        return shipped().minutes(goal, category=category, priority=priority) or 0

    for money in (Category.PAYMENT, Category.ORDER):
        assert minutes(money, 1) < minutes(Category.OTHER, 2)
    assert shipped().minutes(goal, category=Category.SUGGESTION, priority=3) is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", None, "urgent must be a table that begins with [urgent]"),
        (GENERAL, None, "alarms must be a table that begins with [alarms]"),
        (
            GENERAL.replace('"8h"', '"8 hours"'),
            4,
            'resolution is "8 hours", which must be a time such as "45m", "4h" or "1h 30m"',
        ),
        (GENERAL.replace('"8h"', '"0m"'), 4, 'resolution is "0m", which must be a time'),
        (GENERAL.replace('"8h"', '"9999h"'), 4, 'resolution is "9999h", which must be'),
        (GENERAL.replace('"8h"', '""'), 4, "resolution must be a text in quotation marks"),
        (GENERAL.replace("[low]", "[lo]"), 8, '"lo" is not known here; did you mean low?'),
        (
            f"{GENERAL}[payment]\nsoon = {{}}\n{ALARMS}",
            12,
            '"soon" is not known here; known are urgent, normal, low',
        ),
        (
            f'{GENERAL}[payment]\nlow = {{ resoluton = "1h" }}\n{ALARMS}',
            12,
            '"resoluton" is not known here; did you mean resolution?',
        ),
        (f"{GENERAL}[payment]\nlow = 4\n{ALARMS}", 12, "low must be { first_response ="),
        (GENERAL + ALARMS.replace("80", "100"), 13, "warn_percent must be a whole number from 1"),
        (
            GENERAL + ALARMS.replace('"1h"', '"30m"'),
            15,
            "private_after must be longer than supervisors_after",
        ),
        ("[urgent", 1, "this is not TOML"),
    ],
)
def test_a_mistake_is_refused_with_its_line(text: str, line: int | None, said: str) -> None:
    with pytest.raises(Mistake) as refused:
        parse(text)

    assert str(refused.value).startswith(said)
    assert refused.value.line in {line, 1 if line is None else line}


def test_a_file_of_ones_own_takes_the_place_of_the_shipped(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(GENERAL + ALARMS, encoding="utf-8")

    assert load(own) == parse(GENERAL + ALARMS)
    assert load(None) == shipped()


def test_a_file_that_is_wrong_or_missing_is_named(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    with pytest.raises(InvalidTargets, match=r"^mine\.toml: it is no file\.$"):
        load(own)

    own.write_text(f"{GENERAL}[x]\n", encoding="utf-8")
    with pytest.raises(InvalidTargets, match=r'^mine\.toml, line 11: "x" is not known here; '):
        load(own)
