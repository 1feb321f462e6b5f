"""What people type, without what nobody sees: one form for each letter, digit and space."""

import unicodedata

_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"})
_SIGNS = str.maketrans("’‘ʼ`´×–—⁄", "'''''x--/")  # noqa: RUF001 - what people type for them
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")  # noqa: RUF001 - Cyrillic, to be read as Latin


def plain(text: str) -> str:
    """Return `text` on one line, in its plainest form.

    Letters and digits of other fonts become ordinary ones; what steers, joins or stacks letters is
    gone; blanks are single.
    """
    signs = text.translate(_SIGNS)  # before, as the acute accent would fall apart
    same = unicodedata.normalize("NFKC", signs).translate(_SIGNS).translate(_LOOKALIKES)
    return " ".join("".join(map(_plain, same)).split())


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _UNSEEN:
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    return " " if kind == "Cc" else letter
