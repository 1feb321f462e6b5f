import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.declared.tables import Mistake
from crm.uploads.categories import NamePart
from crm.uploads.naming import forbidden
from crm.uploads.naming.faults import MILD, Fault
from crm.uploads.naming.rules import (
    LONGEST,
    build,
    findings,
    is_whole,
    repaired,
    tidied,
)
from crm.uploads.plain import plain

TYPICAL = """
keripik SINGKONG Balado gado gado promo pr0mo!!! 100% asli 0812 3456 7890 nol delapan satu @ayu
bit.ly/x ig wa \N{FIRE} ( ) - . 250GR 2,5 m x XL TAS kw no 1 bIgGeSt / com .com titik dI diskon
50% , & of \xdf \u0130 \u0149 \ufdfa \u01c4 ' e\u0301\u0301 \u202e \u200b ini-itu
"""
PIECES = (*TYPICAL.split(), "p r o m o")
TYPED = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
)
PARTS = st.dictionaries(st.sampled_from(NamePart), TYPED)


def faults(name: str, *others: str) -> list[Fault]:
    return [one.fault for one in findings(name, others=others)]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("keripik pisang", "manis", "bu tini", "250gr"), "Keripik Pisang Manis Bu Tini 250 g"),
        (("KERIPIK", "singkong", "", "250 GRAM"), "Keripik Singkong 250 g"),
        (("kain batik", "batik sutra", "", "2,5M x 1,15m"), "Kain Batik Sutra 2,5 m x 1,15 m"),
        (("sabun", "susu", "omah sabun", "80g"), "Sabun Susu Omah Sabun 80 g"),
        (("kaos", "katun", "ABI", "xl merah/hitam"), "Kaos Katun ABI XL Merah/Hitam"),
        (("gado gado", "siram", "bu siti", "1 porsi"), "Gado Gado Siram Bu Siti 1 Porsi"),
        (("kupu-kupu", "kayu dan bambu", "", ""), "Kupu-Kupu Kayu dan Bambu"),
        (("talenan", "jati", "", "30x40cm"), "Talenan Jati 30 x 40 cm"),
        (("  \uff42atik  ", "tu\u200blis", "", ""), "Batik Tulis"),
        (("batik", "ma'nyus", "", ""), "Batik Ma'nyus"),
    ],
)
def test_parts_make_a_name(parts: tuple[str, ...], name: str) -> None:
    built = build(dict(zip(NamePart, parts, strict=True)))
    assert built == name
    assert faults(built) == []


@pytest.mark.parametrize(
    ("typed", "found", "better"),
    [
        ("Kopi Gayo", [Fault.TOO_SHORT], "Kopi Gayo"),
        ("Keripikkeripikan", [Fault.TOO_SHORT], "Keripikkeripikan"),
        ("TAS KULIT ASLI GARUT", [Fault.SHOUTING], "Tas Kulit Asli Garut"),
        ("Tas KULIT asli garut", [Fault.SHOUTING], "Tas Kulit Asli Garut"),
        ("Kopi gayo enak 🔥🔥", [Fault.SYMBOLS], "Kopi Gayo Enak"),
        ("Kopi gayo -- enak", [Fault.SYMBOLS], "Kopi Gayo Enak"),
        ("Kopi p r o m o gayo asli", [Fault.PROMOTION], "Kopi Gayo Asli"),
        ("pr0mooo kopi gayo", [Fault.PROMOTION], "Kopi Gayo"),
        ("Talenan jati diskon 50%", [Fault.PROMOTION], "Talenan Jati"),
        ("Batik tulis 100% katun", [], "Batik Tulis 100% Katun"),
        ("Batik original 100% solo", [Fault.BOAST], "Batik Solo"),
        ("Madu hutan menyembuhkan", [Fault.CURE], "Madu Hutan"),
        ("Tas nike selempang kulit", [Fault.BRAND], "Tas Selempang Kulit"),
        ("Tas kulit order wa", [Fault.ELSEWHERE], "Tas Kulit"),
        ("Kain parang ig batikayu", [Fault.ACCOUNT], "Kain Parang"),
        ("Kain parang hubungi 081234567890", [Fault.PHONE], "Kain Parang"),
        ("tas pandan tas pandan besar", [Fault.DOUBLED], "Tas Pandan Besar"),
        ("Kopi " * 60, [Fault.DOUBLED, Fault.TOO_LONG], "Kopi Kopi"),
        ("kain sutra halus sutra halus", [Fault.DOUBLED], "Kain Sutra Halus"),
    ],
)
def test_a_typed_name_is_told_what_to_change_and_put_right(
    typed: str, found: list[Fault], better: str
) -> None:
    assert faults(tidied(typed)) == found
    assert repaired(typed) == better


def test_the_words_with_the_fault_are_named() -> None:
    (phone, promotion) = findings("Kopi gayo gratis ongkir wa 0812 3456 7890")
    assert (phone.what, promotion.what) == ("wa 0812 3456 7890", "gratis ongkir")


def test_a_name_that_another_product_has_is_told() -> None:
    others = ("Kain Tenun Sumba Merah", "Keripik Singkong Balado 250 g")
    (same,) = findings("keripik singkong balado 250 G", others=others)
    (like,) = findings("Keripik Singkong Balado 500 g", others=others)

    assert (same.fault, same.what) == (Fault.SAME, others[1])
    assert (like.fault, like.what, like.mild) == (Fault.SIMILAR, others[1], True)
    assert faults("Keripik Pisang Manis 250 g", *others) == []


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("keripik singkong", False),
        ("kain batik tulis", False),
        ("keripik singkong 250gr", True),
        ("keripik singkong balado pedas", True),
        ("", False),
    ],
)
def test_a_whole_name_is_told_from_what_it_is(typed: str, whole: bool) -> None:  # noqa: FBT001 - what is expected
    assert is_whole(typed) is whole


@given(TYPED)
@example("TAS " * 30)
@example("a" * 300)
def test_a_repaired_name_lacks_at_most_something(typed: str) -> None:
    better = repaired(typed)

    assert repaired(better) == better
    assert set(faults(better)) <= {Fault.TOO_SHORT}
    assert len(better) <= LONGEST


@given(PARTS)
def test_a_built_name_is_free_of_faults_or_told_how_it_becomes_so(
    parts: dict[NamePart, str],
) -> None:
    name = build(parts)
    found = set(faults(name)) - MILD

    assert plain(name) == name
    if found - {Fault.TOO_SHORT}:
        assert not set(faults(repaired(name))) & (found - {Fault.TOO_SHORT})


@given(TYPED)
def test_tidying_is_done_once(typed: str) -> None:
    name = tidied(typed)
    assert tidied(name) == name
    assert plain(name) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("boasts = []", "did you mean boast"),
        ('boast = ["aa bb cc dd ee ff"]', "of 1 to 5 words"),
        ('boast = ["!"]', "of 1 to 5 words"),
    ],
)
def test_a_mistake_among_the_forbidden_words_is_named(text: str, said: str) -> None:
    with pytest.raises(Mistake, match=said):
        forbidden.parse(text)
