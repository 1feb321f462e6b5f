"""Ways past the marketplace: phone numbers, links and accounts, plain or in disguise."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Contact(StrEnum):
    """How a buyer would be led away; listings with any of these are refused."""

    PHONE = "phone"
    LINK = "link"
    ACCOUNT = "account"


_GAP = r"[\s.,\-_()/+*|~:]{0,3}"
_WORDS = {
    "0": "0|nol|kosong|zero|o",
    "1": "1|satu|one|i|l",
    "2": "2|dua|two",
    "3": "3|tiga|three",
    "4": "4|empat|four",
    "5": "5|lima|five",
    "6": "6|enam|six",
    "7": "7|tujuh|seven",
    "8": "8|delapan|lapan|eight",
    "9": "9|sembilan|nine",
}
_ANY = "|".join(_WORDS.values())
_ASKED = (
    r"(?:\b(?:hubungi|hub|order|pesan|kontak|chat|call|sms|telp|tlp|telepon|hp|wa|cek|via|di|ke)"
    r"\W{1,4}){0,3}"
)
"""How a contact is introduced: without it these words are left over."""
_BEGIN = r"(?<!\d)(?<!\d[.,])"
_MOBILE = (
    rf"{_BEGIN}(?:\+?(?:{_WORDS['6']}){_GAP}(?:{_WORDS['2']})|0|(?<![^\W_])(?:{_WORDS['0']}))"
    rf"{_GAP}(?:{_WORDS['8']})(?:{_GAP}(?:{_ANY})){{8,11}}(?!\d)"
)
"""08… or 628…: ten digits at least, each also as a word, with whatever is put between them."""
_LANDLINE = rf"{_BEGIN}\(?0[2-7]\d{{1,2}}\)?[\s\-]{{0,2}}\d{{3,4}}[\s\-]?\d{{3,4}}(?!\d)"
_CALLED = rf"\b(?:wa|whats\s?app|telp|tlp|telepon|hp|call|sms)\W{{0,4}}\d(?:{_GAP}\d){{6,13}}"
_ENDINGS = "com|co|id|net|org|xyz|shop|store"
_LINK = (
    r"(?:https?://|www\.)\S+"
    rf"|(?<![\w-])[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,3}}\.(?:{_ENDINGS})\b(?:/\S*)?"
    rf"|(?<!\w)\w{{2,40}}\s{{0,3}}[(\[]?\s?(?:titik|dot)\s?[)\]]?\s{{0,3}}(?:{_ENDINGS}|me|ly)\b"
    rf"|(?<!\w)\w{{2,40}}\s\.\s?(?:com|co\.id|net)\b"
    r"|\b(?:bit\W{0,3}ly|wa\W{0,3}me|linktr\W{0,3}ee|lynk\W{0,3}id|tinyurl|t\.me|s\.id)\b(?:/\S*)?"
)
_ACCOUNT = (
    r"(?<![\w.+-])[\w.+-]{2,64}@[\w-]{2,63}\.\w{2,}"
    r"|(?<![\w.])@[a-z_][\w.]{2,}"
    r"|\b(?:ig|insta|instagram|fb|facebook|tiktok|twitter|telegram|shopee|tokopedia)"
    r"\s?[:=@/]\s?@?[\w.]{3,}"
    r"|\b(?:ig|insta|instagram)\s[\w.]{3,}"
)
_PATTERNS = tuple(
    (contact, re.compile(f"{_ASKED}(?:{pattern})", re.IGNORECASE))
    for contact, pattern in (
        (Contact.PHONE, f"{_CALLED}|{_MOBILE}|{_LANDLINE}"),
        (Contact.LINK, _LINK),
        (Contact.ACCOUNT, _ACCOUNT),
    )
)


def contacts_in(text: str) -> Iterator[tuple[Contact, str]]:
    """Yield every contact in a plain `text`, with how it is written there."""
    for contact, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield contact, found[0].strip()


def without_contacts(text: str) -> str:
    """Return `text` with a blank for each of them."""
    for _, pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return text
