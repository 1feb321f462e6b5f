import pytest

from benchmarks.crash import campaign


@pytest.mark.timeout(120)
async def test_a_bot_that_is_killed_loses_nothing_and_repeats_only_what_was_in_flight() -> None:
    tally = await campaign(kills=3, sellers=12)

    assert tally.faults() == [], tally
    assert tally.reports == 12
