"""What a canned answer may hold, and which of its texts a seller reads."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from crm.macros.payloads import MacroAnswer, MacroLine, MacroText
from crm.macros.starters import starter_of
from locales.languages import INDONESIAN
from models import Macro

LONGEST = 1_800
"""How long a text may be with every placeholder filled, in UTF-16 units: two fit in a message."""
LONGEST_FILLING = 120
"""How much of a name fills a placeholder; as much as any sentence shows of one."""
LONGEST_NAME = 60
MOST = 20
"""How many macros one category holds, so that its list stays one screen."""
OFFERED = 6
"""How many macros are offered with a ticket."""
_BLANK = re.compile(r"\{([^{}]*)\}")


class Blank(StrEnum):
    """What a placeholder stands for, by the word between its braces."""

    OWNER = "owner"
    STORE = "store"
    NUMBER = "number"
    STAFF = "staff"
    MARKETPLACE = "marketplace"


def unknown_blank(text: str) -> str | None:
    """Return the first word in braces that is no placeholder; None where all are."""
    return next((one for one in _BLANK.findall(text) if one not in set(Blank)), None)


def is_balanced(text: str) -> bool:
    """Tell whether every brace of `text` has its partner."""
    return not set("{}") & set(_BLANK.sub("", text))


def fill(text: str, values: Mapping[Blank, str]) -> str:
    """Return `text` with its placeholders filled; what is none stays as it is."""

    def value(found: re.Match[str]) -> str:
        word = found[1]
        return values[Blank(word)] if word in set(Blank) else found[0]

    return _BLANK.sub(value, text)


def longest(text: str) -> str:
    """Return `text` as long as it can get once it is filled."""
    return fill(text, dict.fromkeys(Blank, "x" * LONGEST_FILLING))


def is_draft(macro: Macro) -> bool:
    """Tell whether there are no words yet."""
    return starter_of(macro.starter) is None and INDONESIAN not in macro.texts


def text_for(macro: Macro, language: str) -> MacroText:
    """Return what somebody who speaks `language` reads.

    A starter has words of Sapa's in every language, until somebody wrote other Indonesian ones:
    those are for all whose language has none of its own.
    """
    own = starter_of(macro.starter) if INDONESIAN not in macro.texts else None
    tag = language if language in macro.texts or own else INDONESIAN
    if tag in macro.texts:
        return MacroText(tag, text=macro.texts[tag])
    return MacroText(tag, starter=own)


def other_texts(macro: Macro, language: str) -> tuple[MacroText, ...]:
    """Return what staff wrote, but for what is in `language` or in Indonesian."""
    known = {language, INDONESIAN}
    return tuple(
        MacroText(tag, text=text) for tag, text in macro.texts.items() if tag not in known
    )


def said_in(answer: MacroAnswer, language: str) -> MacroText:
    """Return an answer's text for somebody who speaks `language` now, as `text_for` would."""
    written = {one.language: one for one in (*answer.others, answer.said)}
    if language in written:
        return written[language]
    common = answer.indonesian or answer.said
    return replace(common, language=language) if common.starter else common


def line_of(macro: Macro) -> MacroLine:
    """Return the macro as a list shows it."""
    return MacroLine(
        macro_id=macro.id or 0,
        name=macro.name,
        starter=starter_of(macro.starter),
        uses=macro.uses,
        active=macro.active,
    )
