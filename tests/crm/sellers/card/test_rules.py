from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.sellers.card import rules
from crm.sellers.card.rules import Spell, TalkKind, Trend
from models import Interaction
from models.interactions import Channel, Direction
from models.segments import Lifecycle
from tests.support.builders import NOW

JAKARTA = ZoneInfo("Asia/Jakarta")
OUT: dict[str, object] = {"direction": Direction.OUT}


def test_twelve_weeks_end_with_the_one_that_runs() -> None:
    weeks = rules.weeks(NOW, JAKARTA)

    assert len(weeks) == 12
    assert (weeks[0].name, weeks[-1].name) == ("2026-W36", "2026-W47")
    assert weeks[-1].begins == datetime(2026, 11, 15, 17, tzinfo=UTC), "Monday 00:00 in Jakarta"


def test_a_week_is_that_of_the_staffs_zone() -> None:
    late_on_sunday = datetime(2026, 11, 15, 16, 30, tzinfo=UTC)

    assert rules.weeks(late_on_sunday, JAKARTA)[-1].name == "2026-W46"
    assert rules.weeks(late_on_sunday, ZoneInfo("Asia/Jayapura"))[-1].name == "2026-W47"


def test_weeks_go_on_over_the_new_year() -> None:
    names = [week.name for week in rules.weeks(datetime(2027, 1, 12, tzinfo=UTC), JAKARTA)]

    assert names[-3:] == ["2026-W53", "2027-W01", "2027-W02"]


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [
        ([], Trend.NONE),
        ([0] * 12, Trend.NONE),
        ([9] * 3 + [0] * 9, Trend.NONE),
        ([0] * 11 + [99], Trend.NONE),
        ([0] * 8 + [1, 0, 0, 0], Trend.RISING),
        ([10] * 11 + [0], Trend.STEADY),
        ([0] * 3 + [10] * 4 + [11, 11, 11, 11, 0], Trend.STEADY),
        ([0] * 3 + [10] * 4 + [12, 12, 12, 12, 0], Trend.RISING),
        ([0] * 3 + [10] * 4 + [8, 8, 8, 8, 0], Trend.FALLING),
        ([0] * 3 + [10] * 4 + [0, 0, 0, 0, 99], Trend.FALLING),
    ],
)
def test_the_trend_compares_whole_weeks(weekly: list[int], expected: Trend) -> None:
    assert rules.trend(weekly) is expected


def test_weeks_that_are_alike_are_one_spell() -> None:
    active, slowing = Lifecycle.ACTIVE, Lifecycle.SLOWING

    assert rules.spells([active, active, slowing, active]) == (
        Spell(active, 2),
        Spell(slowing, 1),
        Spell(active, 1),
    )
    assert rules.spells([]) == ()


def a_line(**facts: object) -> Interaction:
    plausible: dict[str, object] = {"at": NOW, "direction": Direction.IN, "kind": "text"}
    return Interaction(**(plausible | facts))  # pyright: ignore[reportArgumentType] - facts are columns


@pytest.mark.parametrize(
    ("facts", "kind", "text"),
    [
        ({"text": "Halo"}, TalkKind.TEXT, "Halo"),
        ({"text": "/start Abc-secret"}, TalkKind.COMMAND, "/start"),
        ({"kind": "photo", "text": "Layar"}, TalkKind.PICTURE, "Layar"),
        ({"kind": "voice"}, TalkKind.VOICE, ""),
        ({"kind": "poll"}, TalkKind.OTHER, ""),
        ({"kind": "button", "text": "Baik"}, TalkKind.BUTTON, "Baik"),
        (OUT | {"kind": "nudge", "text": "Apa kabar"}, TalkKind.FOLLOW_UP, ""),
        (OUT | {"kind": "relay_to_seller", "text": "Ya"}, TalkKind.ANSWER, "Ya"),
        (OUT | {"kind": "call", "channel": Channel.PHONE}, TalkKind.CALL, ""),
        (OUT | {"kind": "invite", "channel": Channel.EMAIL}, TalkKind.MAIL, ""),
    ],
)
def test_a_line_of_the_log_is_named(facts: dict[str, object], kind: TalkKind, text: str) -> None:
    line = a_line(**facts)

    assert (rules.talk_kind(line), rules.talk_text(line)) == (kind, text)
