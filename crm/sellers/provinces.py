"""Indonesia's 38 provinces with their zones and the names people use for them."""

from dataclasses import dataclass

JAKARTA = "Asia/Jakarta"
PONTIANAK = "Asia/Pontianak"
MAKASSAR = "Asia/Makassar"
JAYAPURA = "Asia/Jayapura"


@dataclass(frozen=True, slots=True)
class Province:
    """A province: Kemendagri's code, the name on cards, the zone its people live by."""

    code: str
    name: str
    zone: str
    synonyms: tuple[str, ...] = ()


PROVINCES = (
    Province("11", "Aceh", JAKARTA, ("NAD", "DI Aceh", "Nanggroe Aceh Darussalam")),
    Province("12", "Sumatera Utara", JAKARTA, ("Sumut", "North Sumatra")),
    Province("13", "Sumatera Barat", JAKARTA, ("Sumbar", "West Sumatra")),
    Province("14", "Riau", JAKARTA),
    Province("15", "Jambi", JAKARTA),
    Province("16", "Sumatera Selatan", JAKARTA, ("Sumsel", "South Sumatra")),
    Province("17", "Bengkulu", JAKARTA),
    Province("18", "Lampung", JAKARTA),
    Province(
        "19",
        "Kepulauan Bangka Belitung",
        JAKARTA,
        ("Bangka Belitung", "Babel", "Kep. Babel", "Bangka Belitung Islands"),
    ),
    Province("21", "Kepulauan Riau", JAKARTA, ("Kepri", "Riau Islands")),
    Province(
        "31",
        "DKI Jakarta",
        JAKARTA,
        (
            "DKI",
            "Jakarta",
            "DKJ",
            "Jakarta Raya",
            "Jakarta Special Capital Region",
            "Daerah Khusus Jakarta",
            "Daerah Khusus Ibukota Jakarta",
            "Daerah Khusus Ibu Kota Jakarta",
        ),
    ),
    Province("32", "Jawa Barat", JAKARTA, ("Jabar", "West Java")),
    Province("33", "Jawa Tengah", JAKARTA, ("Jateng", "Central Java")),
    Province(
        "34",
        "DI Yogyakarta",
        JAKARTA,
        (
            "DIY",
            "Yogyakarta",
            "DIY Yogyakarta",
            "Daerah Istimewa Yogyakarta",
            "Special Region of Yogyakarta",
        ),
    ),
    Province("35", "Jawa Timur", JAKARTA, ("Jatim", "East Java")),
    Province("36", "Banten", JAKARTA),
    Province("51", "Bali", MAKASSAR),
    Province("52", "Nusa Tenggara Barat", MAKASSAR, ("NTB", "West Nusa Tenggara")),
    Province("53", "Nusa Tenggara Timur", MAKASSAR, ("NTT", "East Nusa Tenggara")),
    Province("61", "Kalimantan Barat", PONTIANAK, ("Kalbar", "West Kalimantan")),
    Province("62", "Kalimantan Tengah", PONTIANAK, ("Kalteng", "Central Kalimantan")),
    Province("63", "Kalimantan Selatan", MAKASSAR, ("Kalsel", "South Kalimantan")),
    Province("64", "Kalimantan Timur", MAKASSAR, ("Kaltim", "East Kalimantan")),
    Province("65", "Kalimantan Utara", MAKASSAR, ("Kaltara", "North Kalimantan")),
    Province("71", "Sulawesi Utara", MAKASSAR, ("Sulut", "North Sulawesi")),
    Province("72", "Sulawesi Tengah", MAKASSAR, ("Sulteng", "Central Sulawesi")),
    Province("73", "Sulawesi Selatan", MAKASSAR, ("Sulsel", "South Sulawesi")),
    Province("74", "Sulawesi Tenggara", MAKASSAR, ("Sultra", "Southeast Sulawesi")),
    Province("75", "Gorontalo", MAKASSAR),
    Province("76", "Sulawesi Barat", MAKASSAR, ("Sulbar", "West Sulawesi")),
    Province("81", "Maluku", JAYAPURA),
    Province("82", "Maluku Utara", JAYAPURA, ("Malut", "North Maluku")),
    Province("91", "Papua", JAYAPURA),
    Province("92", "Papua Barat", JAYAPURA, ("West Papua",)),
    Province("93", "Papua Selatan", JAYAPURA, ("South Papua",)),
    Province("94", "Papua Tengah", JAYAPURA, ("Central Papua",)),
    Province("95", "Papua Pegunungan", JAYAPURA, ("Highland Papua",)),
    Province("96", "Papua Barat Daya", JAYAPURA, ("PBD", "Southwest Papua")),
)
"""In the order of Kemendagri's codes."""
