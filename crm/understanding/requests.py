"""A message that is nothing but a wish for a language: "pakai bahasa Sunda", or just "Sunda"."""

import re

NAMES = {
    "indonesia": "id", "indo": "id", "inggris": "en", "english": "en",
    "jawa": "jv", "jowo": "jv", "sunda": "su", "minang": "min", "minangkabau": "min",
    "padang": "min", "bali": "ban", "banjar": "bjn", "bugis": "bug", "ugi": "bug",
    "aceh": "ace", "acèh": "ace", "madura": "mad", "madhura": "mad", "madhurâ": "mad",
    "batak": "bbc", "batak toba": "bbc", "toba": "bbc", "dayak": "nij", "dayak ngaju": "nij",
    "ngaju": "nij", "betawi": "bew", "jakarta": "bew",
    "indonesian": "id", "javanese": "jv", "sundanese": "su", "balinese": "ban",
    "banjarese": "bjn", "buginese": "bug", "acehnese": "ace", "madurese": "mad",
}  # fmt: skip
"""What people call the languages, in small letters."""
_LANGUAGE = r"bahasa|basa|boso|baso|bahaso|bahsa|bhâsa|bhasa|base|hata|language"
_BEFORE = (
    "tolong|mohon|minta|bisa|boleh|mau|saya|aku|pakai|pake|gunakan|ganti|ubah|ke|dalam|dengan|"
    "jawab|please|use|speak|switch|to|in|can|we|you|nganggo|nganggé|ngagem|make"
)
_AFTER = "dong|ya|yo|aja|saja|kak|min|bang|please|nggih|bisa|boleh"
_NAMED = "|".join(sorted(NAMES, key=len, reverse=True))
_BARE = "|".join(name for name in _NAMED.split("|") if name != "jakarta")
"""Those that stand alone; a Jakarta alone is where somebody lives."""
_REQUEST = re.compile(
    rf"(?:(?:{_BEFORE})\s+)*(?:(?:{_LANGUAGE})\s+(?P<name>{_NAMED})|(?:use|speak)\s+(?P<bare>{_NAMED}))"
    rf"(?:\s+(?:{_AFTER}))*[\s.!?]*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"(?:(?:{_BEFORE}|{_LANGUAGE})\s+)*(?P<name>{_BARE})(?:,?\s+(?:{_AFTER}))*[\s.,!?]*",
    re.IGNORECASE,
)
_LONGEST = 80


def requested(text: str) -> str | None:
    """Return the tag of the language that `text` asks for; None where it says anything else."""
    if len(text) > _LONGEST:
        return None
    found = _REQUEST.fullmatch(text.strip())
    return NAMES[(found["name"] or found["bare"]).lower()] if found else None


def answered(text: str) -> str | None:
    """Return the tag of the language that `text` names, said to whoever asks for one.

    A bare name such as "Sunda" is enough here; None where the text says anything else.
    """
    found = _ANSWER.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return NAMES[found["name"].lower()] if found else requested(text)
