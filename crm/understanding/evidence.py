"""What several messages say together: kept as chances, so that it can be stored and goes on.

Evidence knows neither the language that was chosen nor the province; these are weighed in anew
each time, for they may change.
"""

from collections.abc import Mapping

from crm.understanding.rules import Heard, believed

LEAST = 0.0005
"""The least chance that evidence leaves a language: whoever has written Indonesian for a year, and
now writes Balinese, is noticed after some messages, not after another year."""
_PLACES = 5


def gathered(evidence: Mapping[str, float], heard: Heard) -> dict[str, float]:
    """Return the evidence after one more message; they sum to about 1."""
    even = 1 / len(heard.chances)
    before = {tag: max(evidence.get(tag, even), LEAST) for tag in heard.chances}
    return {
        tag: round(max(chance, LEAST), _PLACES)
        for tag, chance in believed(before, [heard]).items()
    }


def weighed(prior: Mapping[str, float], evidence: Mapping[str, float]) -> dict[str, float]:
    """Return the belief in each language of `prior` by the evidence; it sums to 1."""
    odds = {tag: chance * evidence.get(tag, LEAST) for tag, chance in prior.items()}
    return {tag: odd / sum(odds.values()) for tag, odd in odds.items()}
