"""Phone numbers as people write them, brought to E.164 or refused; never guessed."""

import re

import phonenumbers

MOBILE = r"^(?:\+?62|0)?(8[1-35-9][0-9]{7,10})$"
"""An ordinary Indonesian mobile number once `SEPARATORS` are gone; group 1 follows +62."""

SEPARATORS = r"\.0$|[\s().\-\u2011–]"
"""What stands between digits; and after them where a program kept the number as a fraction."""

_MOBILE = re.compile(MOBILE, re.ASCII)
_SEPARATORS = re.compile(SEPARATORS)
_SEPARATED = re.compile(r"\+?\d+", re.ASCII)


def parse_phone(text: str) -> str | None:
    """Return the E.164 form of an Indonesian or international number; None where it is not one.

    A letter makes a number invalid, though the library would read past it.
    """
    digits = _SEPARATORS.sub("", text)
    ordinary = _MOBILE.match(digits)
    if ordinary:
        return f"+62{ordinary[1]}"
    if not _SEPARATED.fullmatch(digits):
        return None
    try:
        number = phonenumbers.parse(digits, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
