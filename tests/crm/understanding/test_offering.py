import pytest

from crm.understanding.intents import Intent
from crm.understanding.offering import likely
from crm.understanding.reading import Reading

RANKED = (
    Intent.OTHER, Intent.THANKS, Intent.LOGIN, Intent.GREETING, Intent.ORDER, Intent.PAYMENT,
)  # fmt: skip


def a_reading(chance: float, ranked: tuple[Intent, ...] = RANKED) -> Reading:
    return Reading("id", 0.9, ranked[0], chance, ranked, (), 6)


@pytest.mark.parametrize(
    ("reading", "offered"),
    [
        (a_reading(0.4), (Intent.LOGIN, Intent.ORDER, Intent.PAYMENT)),
        (a_reading(0.4, RANKED[::-1]), (Intent.PAYMENT, Intent.ORDER, Intent.LOGIN)),
        (a_reading(0.9, RANKED[::-1]), (Intent.PAYMENT,)),
        (a_reading(0.2), ()),
        (None, ()),
    ],
)
def test_three_are_offered_where_none_is_sure(
    reading: Reading | None, offered: tuple[Intent, ...]
) -> None:
    assert likely(reading) == offered
