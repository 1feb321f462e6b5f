from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.uploads.numbers.rules import BOUNDS, Meant, NumberRefused, Trouble, read
from models.uploads import UploadStep
from views.words import Catalogs

PRICE, STOCK, WEIGHT = UploadStep.PRICE, UploadStep.STOCK, UploadStep.WEIGHT
INDONESIAN, ENGLISH = Catalogs.load()["id"], Catalogs.load()["en"]


@pytest.mark.parametrize(
    ("step", "text", "value"),
    [
        (PRICE, "15000", 15_000),
        (PRICE, "Rp 15.000,-", 15_000),
        (PRICE, "15.000,00", 15_000),
        (PRICE, "15rb", 15_000),
        (PRICE, "15k/pcs", 15_000),
        (PRICE, "1,5jt", 1_500_000),
        (PRICE, "1 juta 250 ribu", 1_250_000),
        (PRICE, "15 ribu 500", 15_500),
        (PRICE, "lima belas ribu", 15_000),
        (PRICE, "seratus dua puluh lima ribu", 125_000),
        (PRICE, "setengah juta", 500_000),
        (PRICE, "selawe ewu", 25_000),
        (PRICE, "Rp500", 500),
        (STOCK, "stok 20 pcs", 20),
        (STOCK, "2 lusin", 24),
        (STOCK, "setengah lusin", 6),
        (STOCK, "satu kodi", 20),
        (STOCK, "5 lusin 3 pcs", 63),
        (STOCK, "lagi kosong kak", 0),
        (STOCK, "1.000", 1_000),
        (WEIGHT, "1,5 kg", 1_500),
        (WEIGHT, "250gr", 250),
        (WEIGHT, "setengah kilo", 500),
        (WEIGHT, "dua kilo setengah", 2_500),
        (WEIGHT, "1 kg 2 ons", 1_200),
        (WEIGHT, "½ kg", 500),
        (WEIGHT, "1.500 kg", 1_500),
        (WEIGHT, "1.5", 1_500),
        (WEIGHT, "500", 500),
    ],
)
def test_what_people_type_is_understood(step: UploadStep, text: str, value: int) -> None:
    assert read(step, text) == Meant((value,), sure=True)


@pytest.mark.parametrize(
    ("step", "text", "values"),
    [
        (PRICE, "15", (15_000,)),
        (PRICE, "150", (150_000, 150)),
        (PRICE, "1.500 rb", (1_500_000, 1_500)),
        (PRICE, "2 bungkus 25000", (25_000,)),
        (PRICE, "15.000 atau 20.000", (15_000, 20_000)),
        (STOCK, "2 dus isi 12", (24, 2)),
        (STOCK, "10-20", (10, 20)),
        (WEIGHT, "1", (1_000, 1)),
        (WEIGHT, "250 ml", (250,)),
    ],
)
def test_where_it_can_mean_several_things_all_are_offered(
    step: UploadStep, text: str, values: tuple[int, ...]
) -> None:
    assert read(step, text) == Meant(values, sure=False)


@pytest.mark.parametrize(
    ("step", "text", "why", "bound"),
    [
        (PRICE, "murah kak", Trouble.UNREADABLE, 0),
        (PRICE, "15.0000", Trouble.UNREADABLE, 0),
        (PRICE, "0", Trouble.TOO_LOW, 100),
        (PRICE, "9" * 3_000, Trouble.TOO_HIGH, 500_000_000),
        (STOCK, "banyak", Trouble.UNREADABLE, 0),
        (STOCK, "sejuta", Trouble.TOO_HIGH, 100_000),
        (WEIGHT, "600 kg", Trouble.TOO_HIGH, 500_000),
    ],
)
def test_the_rest_is_refused(step: UploadStep, text: str, why: Trouble, bound: int) -> None:
    with pytest.raises(NumberRefused) as refused:
        read(step, text)
    assert (refused.value.why, refused.value.bound) == (why, bound)


@given(st.integers(1_000, 500_000_000))
def test_a_price_that_is_shown_is_read_back(price: int) -> None:
    for words in (INDONESIAN, ENGLISH):
        for text in (f"Rp{words.number(price)}", words.number(price), f"Rp {price},-"):
            assert read(PRICE, text) == Meant((price,), sure=True)
    if price % 100 == 0:
        thousands = INDONESIAN.number(float(Fraction(price, 1_000))) if price < 1_000_000 else ""
        assert not thousands or read(PRICE, f"{thousands} ribu") == Meant((price,), sure=True)


@given(st.integers(1, 500_000))
def test_a_weight_that_is_shown_is_read_back(grams: int) -> None:
    assert read(WEIGHT, f"{INDONESIAN.number(grams)} g") == Meant((grams,), sure=True)
    assert read(WEIGHT, f"{grams}gr") == Meant((grams,), sure=True)
    if grams % 10 == 0:
        kilos = INDONESIAN.number(grams / 1_000)
        assert grams in read(WEIGHT, f"{kilos} kg").values


@given(st.sampled_from(list(BOUNDS)), st.text(max_size=60))
def test_whatever_is_typed_is_within_bounds_or_refused(step: UploadStep, text: str) -> None:
    low, high = BOUNDS[step]
    try:
        meant = read(step, text)
    except NumberRefused:
        return
    assert meant.values
    assert all(low <= value <= high for value in meant.values)
