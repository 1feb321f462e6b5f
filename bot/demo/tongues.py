"""Which language a demo's seller speaks and writes, and what they may write in it.

The sentences are those that recognition is trained on: they are written for this project.
"""

from collections.abc import Mapping
from functools import cache
from random import Random

from crm.understanding import corpus
from crm.understanding.intents import Intent
from locales.languages import ENGLISH, INDONESIAN

SPOKEN: Mapping[str, Mapping[str, int]] = {
    "Aceh": {"ace": 60},
    "Sumatera Utara": {"bbc": 35, "jv": 10},
    "Sumatera Barat": {"min": 75},
    "Riau": {"min": 20},
    "Lampung": {"jv": 45, "su": 8},
    "DKI Jakarta": {"bew": 25, "jv": 8, "su": 5, ENGLISH: 3},
    "Jawa Barat": {"su": 55, "jv": 8, "bew": 5},
    "Jawa Tengah": {"jv": 70, "su": 3},
    "DI Yogyakarta": {"jv": 65, ENGLISH: 3},
    "Jawa Timur": {"jv": 45, "mad": 20},
    "Banten": {"su": 30, "jv": 12, "bew": 6},
    "Bali": {"ban": 60, ENGLISH: 5},
    "Kalimantan Barat": {"mad": 5},
    "Kalimantan Tengah": {"nij": 35, "bjn": 20},
    "Kalimantan Selatan": {"bjn": 75},
    "Kalimantan Timur": {"bjn": 20, "jv": 12, "bug": 8},
    "Kalimantan Utara": {"bug": 10, "jv": 8},
    "Sulawesi Tengah": {"bug": 12},
    "Sulawesi Selatan": {"bug": 45},
    "Sulawesi Tenggara": {"bug": 15},
    "Sulawesi Barat": {"bug": 12},
}
"""How many of a hundred sellers of a province would rather write so than in Indonesian: a guess.

Each is among the languages that a seller of the province is offered first.
"""
MATTERS = frozenset(
    {Intent.LOGIN, Intent.PAYMENT, Intent.ORDER, Intent.SHIPPING, Intent.PRODUCT, Intent.PROMOTION}
)
FEWEST, MOST = 6, 20
"""Words of a sentence that reads well on a phone."""


def tongue_of(province: str, number: int) -> str:
    """Return the language of a province's seller, the same one each time for the same number."""
    shares = SPOKEN.get(province, {})
    languages = (*shares, INDONESIAN)
    weights = (*shares.values(), 100 - sum(shares.values()))
    return Random(number).choices(languages, weights)[0]  # noqa: S311 - the same each time, not a secret


def matter_of(language: str, number: int) -> str:
    """Return what a seller of this language writes, the same each time for the same number."""
    return Random(number).choice(_matters(language))  # noqa: S311 - the same each time, not a secret


@cache
def _matters(language: str) -> list[str]:
    return [
        one.text
        for one in corpus.sentences(language)
        if one.intent in MATTERS and FEWEST <= len(one.text.split()) <= MOST
    ]
