"""A language for whoever draws the layout: words are there, accented, and a third longer.

What shows up without accents is in no catalog; what no longer fits would not fit in some language.
"""

import re
from gettext import NullTranslations

from locales.limits import COMMAND, LONGEST, PLACEHOLDER, TAG

LONGER = 0.35
"""How much longer a text may be in one language than in another."""
_KEPT = re.compile(rf"{PLACEHOLDER.pattern}|{TAG.pattern}|&\w+;|{COMMAND.pattern}")
"""What means the same in every language: placeholders, tags, entities, commands."""
_ACCENTED = str.maketrans("aeiouycnszdglrtAEIOUCNSZ", "áéíóúýçñšžđğłřťÁÉÍÓÚÇÑŠŽ")


class Pseudo(NullTranslations):
    """English as the pseudo-language."""

    def gettext(self, message: str) -> str:
        """Return `message` as it is here."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for `n` as it is here."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Return `message` as it is here, as long as its context allows."""
        return pseudo(message, longest=LONGEST.get(context))


def pseudo(text: str, *, longest: int | None = None) -> str:
    """Return `text` accented and lengthened, up to `longest`, with what must stay as it was."""
    kept = _KEPT.findall(text)
    parts = [part.translate(_ACCENTED) for part in _KEPT.split(text)]
    told = "".join(part + tail for part, tail in zip(parts, [*kept, ""], strict=True))
    more = round(sum(map(len, parts)) * LONGER)
    if longest is not None:
        more = min(more, max(longest - len(told), 0))
    return told + "~" * more
