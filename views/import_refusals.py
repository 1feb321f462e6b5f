"""Words for why a file cannot be taken in, and what helps."""

from collections.abc import Callable

from markupsafe import Markup, escape

from crm.imports.orders.payloads import ImportStopped
from crm.tickets.rules import cut
from views.source_refusals import SOURCE_REASONS
from views.words import Words

SHOWN_NAMES = 8
LONGEST_NAME = 40
LONGEST_TEXT = 600


def refusal(payload: ImportStopped, words: Words) -> Markup:
    """Say what is wrong with the file; an unknown reason is told in the English it came with."""
    worded = REASONS.get(payload.code)
    if worded is not None:
        return worded(payload, words)
    return escape(cut(payload.text or payload.code, LONGEST_TEXT))


def _names(payload: ImportStopped) -> Markup:
    shown = [cut(name, LONGEST_NAME) for name in payload.names[:SHOWN_NAMES]]
    more = ["…"] if len(payload.names) > SHOWN_NAMES else []
    return Markup(", ").join(escape(name) for name in [*shown, *more])


def _missing_columns(payload: ImportStopped, words: Words) -> Markup:
    return words(
        "These columns are missing: {names}. Are the headings in the first line, and is it the "
        "right file?",
        names=_names(payload),
    )


def _no_such_profile(payload: ImportStopped, words: Words) -> Markup:
    return words(
        "I know no profile of that name. There are: {names}. Send the file again with one of "
        "them: /impor and its name.",
        names=_names(payload),
    )


REASONS: dict[str, Callable[[ImportStopped, Words], Markup]] = {
    "empty_file": lambda _, words: words(
        "The file is empty. Was it saved, and is it the right one?"
    ),
    "only_headings": lambda _, words: words("It has headings, but no row below them."),
    "not_a_table": lambda _, words: words(
        "It is neither a CSV nor an XLSX file, whatever its name says. Open it in a spreadsheet "
        "and save it as XLSX or CSV."
    ),
    "wrongly_encoded": lambda _, words: words(
        "Its letters cannot be read. Please save it as CSV in UTF-8, or as XLSX."
    ),
    "too_large": lambda _, words: words(
        "It would unpack to far more than a pull can be, so I leave it packed."
    ),
    "damaged_file": lambda _, words: words(
        "The file is damaged. Please save or download it once more."
    ),
    "file_unreadable": lambda _, words: words(
        "The file cannot be opened: it is not there, or I may not read it."
    ),
    "no_headings": lambda _, words: words(
        "I know none of its headings. They belong in the first line; or send it with a profile: "
        "/impor and the profile's name."
    ),
    "missing_columns": _missing_columns,
    "too_many_columns": lambda _, words: words(
        "It has far more columns than a pull. Is it the right file?"
    ),
    "broken_table": lambda _, words: words(
        "Its rows cannot be told apart. Most often a quotation mark never closes; saving it as "
        "XLSX helps."
    ),
    "too_many_rejects": lambda _, words: words(
        "Too many of its rows cannot be taken to trust the rest. Have it mended; or send it to "
        "me with /impor, where you can look at it and take in the rest."
    ),
    "no_such_profile": _no_such_profile,
    "invalid_profile": lambda _, words: words(
        "The profile itself has a mistake. Whoever runs me finds it with <code>sapa import "
        "profile</code>."
    ),
    "file_too_big": lambda _, words: words(
        "It has more than the 20 MB that Telegram hands to me. Gzip it and send it again."
    ),
    "file_not_handed": lambda _, words: words(
        "Telegram does not hand the file to me any more. Please send it again."
    ),
    "file_not_fetched": lambda _, words: words(
        "I tried several times and could not fetch it from Telegram. Please send it again later."
    ),
    **SOURCE_REASONS,
}
"""By the code of the refusal."""
