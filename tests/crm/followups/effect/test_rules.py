"""The intervals, held to independent computation and to examples that were published."""

from decimal import Decimal, localcontext
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.followups.effect.rules import (
    FEWEST,
    Interval,
    Tally,
    Verdict,
    difference,
    verdict,
    wilson,
)

Z = Decimal("1.959963984540054235524594430520551")
COUNT = st.integers(0, 3000)
TALLIES = st.builds(Tally, COUNT, COUNT)
SOME = TALLIES.filter(lambda tally: tally.of > 0)


def out_of(hits: int, of: int) -> Tally:
    return Tally(hits, of - hits)


def solved(tally: Tally, *, upper: bool) -> float:
    """Find by halving the furthest share whose score, |p - P| / √(P(1-P)/n), is at most z."""
    with localcontext() as context:
        context.prec = 50
        n, p = Decimal(tally.of), Decimal(tally.hits) / Decimal(tally.of)
        inside, outside = p, Decimal(1 if upper else 0)
        for _ in range(120):
            share = (inside + outside) / 2
            fits = (p - share) ** 2 * n <= Z * Z * share * (1 - share)
            inside, outside = (share, outside) if fits else (inside, share)
        return float(inside)


@given(SOME)
def test_wilson_is_where_the_score_equation_has_its_roots(tally: Tally) -> None:
    found = wilson(tally)
    assert isclose(found.low, solved(tally, upper=False), abs_tol=1e-9)
    assert isclose(found.high, solved(tally, upper=True), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I."""
    found = wilson(out_of(hits, of))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(TALLIES)
def test_a_share_lies_in_its_interval_and_that_within_nothing_and_all(tally: Tally) -> None:
    found = wilson(tally)
    assert 0 <= found.low <= found.high <= 1
    assert not tally.of or found.low <= tally.share <= found.high


@given(TALLIES)
def test_those_who_did_not_are_the_mirror_of_those_who_did(tally: Tally) -> None:
    found, mirror = wilson(tally), wilson(Tally(tally.others, tally.hits))
    assert isclose(found.low, 1 - mirror.high, abs_tol=1e-12)
    assert isclose(found.high, 1 - mirror.low, abs_tol=1e-12)


@given(SOME, st.integers(2, 9))
def test_more_stores_with_the_same_share_tell_more(tally: Tally, times: int) -> None:
    few, many = wilson(tally), wilson(Tally(tally.hits * times, tally.others * times))
    assert many.high - many.low < few.high - few.low


def test_of_nobody_nothing_is_known() -> None:
    assert wilson(Tally()) == Interval(0, 1)
    assert difference(Tally(), Tally()) == Interval(-1, 1)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_a_difference_has_the_published_interval(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Interval estimation for the difference, table II, method 10."""
    found = difference(out_of(*one), out_of(*other))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(TALLIES, TALLIES)
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(
    one: Tally, other: Tally
) -> None:
    found, turned = difference(one, other), difference(other, one)
    assert -1 <= found.low <= one.share - other.share <= found.high <= 1
    assert isclose(found.low, -turned.high, abs_tol=1e-12)
    assert isclose(found.high, -turned.low, abs_tol=1e-12)


@given(SOME, TALLIES)
def test_one_more_who_did_moves_a_difference_up(one: Tally, other: Tally) -> None:
    before, after = difference(one, other), difference(Tally(one.hits + 1, one.others), other)
    assert after.low >= before.low - 1e-12


@given(SOME, SOME)
def test_a_difference_is_told_apart_no_later_than_the_shares_are(one: Tally, other: Tally) -> None:
    if wilson(one).low > wilson(other).high:
        assert difference(one, other).low > 0


@given(SOME)
def test_against_a_side_that_is_known_well_only_the_own_doubt_counts(one: Tally) -> None:
    known = Tally(10**12, 10**12)
    found, own = difference(one, known), wilson(one)
    assert isclose(found.low, max(-1, own.low - 0.5), abs_tol=1e-5)
    assert isclose(found.high, min(1, own.high - 0.5), abs_tol=1e-5)


@pytest.mark.parametrize(
    ("told", "control", "expected"),
    [
        (Tally(300, 100), Tally(), Verdict.NO_CONTROL),
        (Tally(), Tally(), Verdict.NO_CONTROL),
        (Tally(400, 0), Tally(0, FEWEST - 1), Verdict.TOO_FEW),
        (Tally(FEWEST - 1, 0), Tally(0, 400), Verdict.TOO_FEW),
        (Tally(400, 0), Tally(0, FEWEST), Verdict.MORE),
        (Tally(0, FEWEST), Tally(400, 0), Verdict.FEWER),
        (Tally(120, 230), Tally(12, 28), Verdict.UNCLEAR),
        (Tally(0, 400), Tally(0, 400), Verdict.UNCLEAR),
    ],
)
def test_a_claim_needs_enough_stores_and_a_difference_that_is_none_by_chance(
    told: Tally, control: Tally, expected: Verdict
) -> None:
    assert verdict(told, control) is expected


def test_where_nothing_differs_hardly_anything_is_claimed() -> None:
    """Of all that 200 and 40 stores may do by a chance of 1 in 5, weighted by how likely it is."""
    claimed = sum(
        chance(hits, 200) * chance(watched, 40)
        for hits in range(201)
        for watched in range(41)
        if verdict(out_of(hits, 200), out_of(watched, 40)) is not Verdict.UNCLEAR
    )
    assert 0.03 < claimed < 0.06


def chance(hits: int, of: int, share: float = 0.2) -> float:
    return comb(of, hits) * share**hits * (1 - share) ** (of - hits)
