import struct
from dataclasses import replace
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from inline_snapshot import snapshot

from crm.followups.effect.figures import Arm, Effect
from crm.followups.effect.rules import Tally, wilson
from tests.views.test_effects import EFFECT, EMPTY, NOBODY
from views import effect_charts
from views.charts import BAD, GOOD
from views.effect_charts import TOLD, WATCHED, WIDTH
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
JAKARTA = ZoneInfo("Asia/Jakarta")


def drawn(effect: Effect) -> list[list[dict[str, Any]]]:
    """Return the bars, the doubts and the texts."""
    layers = effect_charts.spec(effect, ENGLISH, zone=JAKARTA)["layer"]
    return [layer["data"]["values"] for layer in layers[:3]]


def test_it_reads_from_above_to_below() -> None:
    _, _, texts = drawn(EFFECT)
    rows: dict[float, list[str]] = {}
    for one in sorted(texts, key=lambda one: (one["y"], one["x"])):
        rows.setdefault(one["y"], []).append(one["text"])
    assert [" ".join(row) for row in rows.values()] == snapshot(
        [
            "followed up only watched 95% range",
            "Entered",
            "1,450",
            "Were told something",
            "96% 1,395 of 1,450",
            "Answered",
            "29% 402 of 1,395",
            "Logged in again within 14 days",
            "31% 398 of 1,302",
            "19% 28 of 144",
            "▲ 3.5 to 17.3 points more",
            "First product within 28 days",
            "7.5% 31 of 412",
            "4.3% 2 of 46",
            "No difference can be told yet",
            "First sale within 28 days",
            "1% 3 of 288",
            "4.5% 1 of 22",
            "Too few stores to compare yet",
        ]
    )


def test_bars_are_as_long_as_their_shares() -> None:
    bars, _, _ = drawn(EFFECT)
    told = [bar["x2"] / WIDTH for bar in bars if bar["colour"] == TOLD][1:]
    shares = [1, *(t.share for t in (EFFECT.reached, EFFECT.answered))]
    outcomes = EFFECT.told.outcomes
    shares += [t.share for t in (outcomes.back_later, outcomes.product, outcomes.sale)]
    assert told == pytest.approx(shares)
    watched = [bar["x2"] / WIDTH for bar in bars if bar["colour"] == WATCHED][1:]
    other = EFFECT.control.outcomes
    assert watched == pytest.approx(
        [t.share for t in (other.back_later, other.product, other.sale)]
    )


def test_ranges_are_those_of_wilson() -> None:
    _, doubts, _ = drawn(EFFECT)
    lines = {(one["x"] / WIDTH, one["x2"] / WIDTH) for one in doubts}
    found = wilson(EFFECT.control.outcomes.back_later)
    assert (found.low, found.high) in lines


def test_a_claim_is_coloured_and_none_is_faint() -> None:
    turned = replace(EFFECT, told=EFFECT.control, control=EFFECT.told)
    for effect, colour in ((EFFECT, GOOD), (turned, BAD)):
        _, _, texts = drawn(effect)
        claims = [one for one in texts if one["text"][0] in "▲▼"]
        assert [one["colour"] for one in claims] == [colour]


def test_without_a_control_share_nothing_is_watched() -> None:
    bars, _, texts = drawn(replace(EFFECT, control=Arm(0, NOBODY)))
    assert WATCHED not in {bar["colour"] for bar in bars}
    assert "only watched" not in {one["text"] for one in texts}


@pytest.mark.parametrize(
    "effect",
    [
        EFFECT,
        EMPTY,
        replace(
            EFFECT,
            cadence="a" * 32,
            told=Arm(999_999, replace(NOBODY, back_later=Tally(123_456, 876_543))),
        ),
    ],
    ids=["usual", "nobody", "a million"],
)
def test_a_picture_is_a_png_that_a_telephone_can_show(effect: Effect) -> None:
    png = effect_charts.funnel(effect, Catalogs.load()["id"], zone=JAKARTA)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert 1000 < width < 1300
    assert width + height < 10_000, "Telegram takes no larger photo"
