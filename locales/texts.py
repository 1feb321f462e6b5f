"""What is wrong with one text of a catalog, whatever its language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import polib

from locales.languages import plural_forms
from locales.limits import LONGEST, TAG

_OPENED = re.compile(r"<(/?)([a-z]+)(?: [^<>]*)?>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot);")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn"})
"""Unicode's categories of what nobody sees: control, format, private and unassigned characters."""


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return the message that each form must fit, and the form; an only form fits the plural."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = entry.msgstr_plural
    singular = entry.msgid if len(forms) > 1 else entry.msgid_plural
    return [(singular if index == 0 else entry.msgid_plural, forms[index]) for index in forms]


def plural_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    """Yield where a message has other plural forms than its language."""
    needed = list(range(2 if "nplurals=2" in plural_forms(language) else 1))
    if entry.msgid_plural and sorted(entry.msgstr_plural) != needed:
        yield f"plural forms {sorted(entry.msgstr_plural)} where {needed} are needed"


def faults(source: str, form: str, context: str | None) -> Iterator[str]:
    """Yield what would keep a message from being filled in, sent or read."""
    if not form.strip():
        yield "not translated"
        return
    try:
        if _fields(source) != _fields(form):
            yield "other placeholders than the message"
    except ValueError:
        yield "a brace that belongs to no placeholder"
    yield from _markup(form)
    if context not in LONGEST and "&" in _ENTITY.sub("", form):
        yield "an '&' that is not written &amp;"
    hidden = {f"U+{ord(one):04X}" for one in form if _is_hidden(one)}
    if hidden:
        yield f"characters that nobody sees ({', '.join(sorted(hidden))})"


def _fields(text: str) -> Counter[tuple[str, str | None, str | None]]:
    """Return the placeholders with how they are formatted; ValueError for a stray brace."""
    parsed = Formatter().parse(text)
    return Counter((name, form, how) for _, name, form, how in parsed if name is not None)


def _markup(form: str) -> Iterator[str]:
    """Yield where Telegram's HTML would not be understood."""
    if set("<>") & set(TAG.sub("", form)):
        yield "a '<' or '>' that belongs to no tag"
        return
    within: list[str] = []
    for closes, name in _OPENED.findall(form):
        if not closes:
            within.append(name)
        elif not within or within.pop() != name:
            yield f"</{name}> closes what is not open"
            return
    if within:
        yield f"<{within[-1]}> is not closed"


def _is_hidden(one: str) -> bool:
    return one != "\n" and unicodedata.category(one) in _HIDDEN
