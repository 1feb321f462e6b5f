import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.seals import LENGTH, SealBroken, derive, seal, unseal

SECRET = derive("123456:TOKEN", b"one")


@given(number=st.integers(0, 2**63 - 1), upper=st.booleans())
def test_a_seal_gives_its_number_back_in_any_case(number: int, *, upper: bool) -> None:
    made = seal(number, secret=SECRET)

    assert (len(made), made.isalnum(), made.islower()) == (LENGTH, True, True)
    assert unseal(made.upper() if upper else made, secret=SECRET) == number


def test_a_seal_for_one_purpose_opens_nothing_else() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(7, secret=SECRET), secret=derive("123456:TOKEN", b"two"))


@given(
    place=st.integers(0, LENGTH - 1), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567")
)
def test_a_changed_seal_is_broken(place: int, letter: str) -> None:
    made = seal(7, secret=SECRET)
    changed = made[:place] + letter + made[place + 1 :]
    if changed != made:
        with pytest.raises(SealBroken):
            unseal(changed, secret=SECRET)


@pytest.mark.parametrize("text", ["", "a", "1" * LENGTH, "ß" * LENGTH, "=" * LENGTH, "a" * 10_000])
def test_what_is_no_seal_is_broken(text: str) -> None:
    with pytest.raises(SealBroken):
        unseal(text, secret=SECRET)
