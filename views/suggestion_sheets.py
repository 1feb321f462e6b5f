"""The suggestions as a workbook."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from core.workbook import Cell, Sheet, workbook
from crm.suggestions.payloads import SuggestionSheet, SuggestionSheetSought
from models import Suggestion
from views.message import Attached, Text, unmarked
from views.rendering import Reader, view
from views.suggestions import state_name
from views.words import Words

WIDTHS = (8, 80, 10, 16, 18, 18)


@view(SuggestionSheetSought)
def suggestion_sheet_sought(
    _payload: SuggestionSheetSought, words: Words, _reader: Reader
) -> Text:
    """Say that the file follows."""
    return Text(words("📄 I make the workbook. It follows in a moment."))


@view(SuggestionSheet)
def suggestion_sheet(payload: SuggestionSheet, words: Words, _reader: Reader) -> Attached:
    """Say what is in the workbook."""
    html = words.ngettext(
        "💡 {n} suggestion, those of most sellers first",
        "💡 {n} suggestions, those of most sellers first",
        payload.listed,
    )
    if payload.total > payload.listed:
        html += Markup("\n") + words("of {total} in all", total=words.number(payload.total))
    return Attached(payload.attachment_id, html)


def suggestion_workbook(
    suggestions: Sequence[Suggestion], words: Words, *, zone: ZoneInfo
) -> bytes:
    """Return an XLSX file of suggestions, with no text that a spreadsheet would run."""
    headings = (
        words("Number"),
        words("Suggestion"),
        words("Sellers"),
        words("State"),
        words("First said"),
        words("Decided"),
    )
    rows = (_row(one, words) for one in suggestions)
    title = unmarked(words("Suggestions"))
    return workbook(
        Sheet(title, [unmarked(heading) for heading in headings], rows, widths=WIDTHS), zone=zone
    )


def _row(one: Suggestion, words: Words) -> Sequence[Cell]:
    state = unmarked(state_name(one.state, words))
    return (one.id, one.text, one.votes, state, one.created_at, one.decided_at)
