import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.uploads.variants import LONGEST, MOST, Objection, VariantsRefused, listed


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("s, m, l, xl", ("S", "M", "L", "XL")),
        ("S M L XL", ("S", "M", "L", "XL")),
        ("1. pedas\n2. manis\n- original", ("Pedas", "Manis", "Original")),
        ("Merah, merah / biru", ("Merah", "Biru")),
        ("Cokelat keju", ("Cokelat keju",)),
        ("gak ada", ()),
        ("-", ()),
    ],
)
def test_a_list_is_tidied(text: str, variants: tuple[str, ...]) -> None:
    assert listed(text) == variants


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("merah, wa 0812 3456 7890", Objection.PHONE),
        ("lihat di www.toko.com", Objection.LINK),
        ("🌶🌶", Objection.EMPTY),
        (f"merah, {'x' * 41}", Objection.TOO_LONG),
        (",".join(f"warna {number}" for number in range(21)), Objection.TOO_MANY),
    ],
)
def test_what_no_marketplace_takes_is_refused(text: str, why: Objection) -> None:
    with pytest.raises(VariantsRefused) as refused:
        listed(text)
    assert refused.value.why is why


@given(st.text(max_size=300))
def test_what_was_listed_is_listed_again_the_same(text: str) -> None:
    try:
        found = listed(text)
    except VariantsRefused:
        return
    assert len(found) <= MOST
    assert all(0 < len(one) <= LONGEST for one in found)
    if found:
        assert listed(", ".join(found)) == found
