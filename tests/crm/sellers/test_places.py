from zoneinfo import ZoneInfo

import pytest
from lokal import PROVINCES as KEMENDAGRI

from crm.sellers.places import Place, locate, regencies_of, regency_named
from crm.sellers.province_names import province_named
from crm.sellers.provinces import PROVINCES, Province


def test_there_are_the_38_provinces_and_514_regencies_of_kemendagri() -> None:
    assert [province.code for province in PROVINCES] == list(KEMENDAGRI)
    assert sum(len(regencies_of(province.code)) for province in PROVINCES) == 514


def test_each_official_name_means_its_own_province() -> None:
    found = {code: province_named(name) for code, name in KEMENDAGRI.items()}
    assert {code: province and province.code for code, province in found.items()} == {
        code: code for code in KEMENDAGRI
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DKI", "DKI Jakarta"),
        ("D.K.I. JAKARTA", "DKI Jakarta"),
        ("Daerah Khusus Jakarta", "DKI Jakarta"),
        ("Jogja", "DI Yogyakarta"),
        ("DIY", "DI Yogyakarta"),
        ("D.I. Yogyakarta", "DI Yogyakarta"),
        ("NTB", "Nusa Tenggara Barat"),
        ("n.t.t.", "Nusa Tenggara Timur"),
        ("Prov. Jawa Barat", "Jawa Barat"),
        ("PROVINSI JAWATIMUR", "Jawa Timur"),
        ("Kep. Riau", "Kepulauan Riau"),
        ("Kep Bangka-Belitung", "Kepulauan Bangka Belitung"),
        ("Sumatra Utara", "Sumatera Utara"),
        ("West Java", "Jawa Barat"),
        ("papua barat daya", "Papua Barat Daya"),
        ("Nusa Tenggara Barat (NTB)", "Nusa Tenggara Barat"),
    ],
)
def test_a_province_is_known_by_the_names_people_use(written: str, name: str) -> None:
    found = province_named(written)
    assert found
    assert found.name == name


@pytest.mark.parametrize("written", ["Jawa Utara", "Jawa", "Atlantis", "", "Riau Barat"])
def test_what_is_no_province_is_none(written: str) -> None:
    assert province_named(written) is None


def test_zones_are_those_people_live_by() -> None:
    zones = {province.name: province.zone for province in PROVINCES}
    assert zones["Aceh"] == "Asia/Jakarta"
    assert zones["Kalimantan Barat"] == zones["Kalimantan Tengah"] == "Asia/Pontianak"
    assert zones["Kalimantan Selatan"] == zones["Bali"] == "Asia/Makassar"
    assert zones["Maluku Utara"] == zones["Papua Pegunungan"] == "Asia/Jayapura"
    assert all(ZoneInfo(province.zone) for province in PROVINCES)


@pytest.mark.parametrize("province", PROVINCES, ids=[province.name for province in PROVINCES])
def test_each_regency_is_found_by_its_name_and_its_abbreviation(province: Province) -> None:
    for name in regencies_of(province.code):
        assert regency_named(name, province) == name
        assert regency_named(name.upper().replace("KABUPATEN", "KAB."), province) == name


@pytest.mark.parametrize(
    ("province", "regency", "name"),
    [
        ("Jabar", "Kab. Bogor", "Kabupaten Bogor"),
        ("Jabar", "KOTA BOGOR", "Kota Bogor"),
        ("Jabar", "Bogor", "Kabupaten Bogor"),
        ("Jabar", "Depok", "Kota Depok"),
        ("DKI", "Jakarta Selatan", "Kota Jakarta Selatan"),
        ("DKI", "Kota Adm. Jakarta Timur", "Kota Jakarta Timur"),
        ("DIY", "Kota Jogja", "Kota Yogyakarta"),
        ("Sumut", "Deliserdang", "Kabupaten Deli Serdang"),
        ("Sumut", "Kodya Medan", "Kota Medan"),
        ("Bali", "Badung Regency", "Kabupaten Badung"),
        ("Jabar", "BOGOR KOTA", "Kota Bogor"),
        ("Jatim", "Malang (Kota)", "Kota Malang"),
        ("Jatim", "Malang (Kab.)", "Kabupaten Malang"),
        ("Sumbar", "Lima Puluh Kota", "Kabupaten Lima Puluh Kota"),
    ],
)
def test_a_regency_is_found_with_and_without_its_kind(
    province: str, regency: str, name: str
) -> None:
    place = locate(province, regency)
    assert place
    assert place.regency == name


def test_a_regency_that_one_province_has_tells_the_province() -> None:
    assert locate("", "Surabaya") == Place("Kota Surabaya", "Jawa Timur", "Asia/Jakarta")
    assert locate("", "Surabaya (Kota)") == locate("", "Surabaya")
    assert locate("", "Merauke") == Place("Kabupaten Merauke", "Papua Selatan", "Asia/Jayapura")


def test_an_unknown_regency_is_kept_and_an_unknown_province_is_not() -> None:
    assert locate("Bali", "Bandung") == Place("Bandung", "Bali", "Asia/Makassar")
    assert locate("", "Kota Baru Sekali") == Place("Kota Baru Sekali")
    assert locate("", "") == Place()
    assert locate("Jawa Utara", "Bandung") is None
