import pytest

from crm.understanding.intents import Intent
from crm.understanding.offering import begun_with, likely
from crm.understanding.reading import Reading

RANKED = (
    Intent.OTHER, Intent.THANKS, Intent.LOGIN, Intent.GREETING, Intent.ORDER, Intent.PAYMENT,
)  # fmt: skip


def a_reading(
    chance: float, ranked: tuple[Intent, ...] = RANKED, *, others: float = 0.1
) -> Reading:
    likeliest = tuple((intent, others if at else chance) for at, intent in enumerate(ranked))
    return Reading("id", 0.9, ranked[0], chance, likeliest, (), 6)


@pytest.mark.parametrize(
    ("reading", "offered"),
    [
        (a_reading(0.4), (Intent.LOGIN, Intent.ORDER, Intent.PAYMENT)),
        (a_reading(0.4, RANKED[::-1]), (Intent.PAYMENT, Intent.ORDER, Intent.LOGIN)),
        (a_reading(0.4, RANKED[::-1], others=0.07), (Intent.PAYMENT,)),
        (a_reading(0.9, RANKED[::-1]), (Intent.PAYMENT,)),
        (a_reading(0.5), ()),
        (a_reading(0.2), ()),
        (a_reading(0.4, (Intent.STOP, Intent.LOGIN)), (Intent.STOP, Intent.LOGIN)),
        (a_reading(0.4, (Intent.LOGIN, Intent.STOP), others=0.29), (Intent.LOGIN,)),
        (None, ()),
    ],
)
def test_three_are_offered_where_none_is_sure(
    reading: Reading | None, offered: tuple[Intent, ...]
) -> None:
    assert likely(reading) == offered


def test_only_what_surely_begins_with_a_courtesy_is_answered_with_one() -> None:
    assert begun_with(a_reading(0.8, (Intent.THANKS, Intent.LOGIN))) is Intent.THANKS
    assert begun_with(a_reading(0.6, (Intent.THANKS, Intent.LOGIN))) is None
    assert begun_with(a_reading(0.9, (Intent.LOGIN, Intent.THANKS))) is None
    assert begun_with(None) is None
