"""Words for the desk when more reports come than it may be sent cards."""

from markupsafe import Markup

from crm.tickets.crowds import PAGE, STORE, WORDS
from crm.tickets.payloads import NewReport, NewReports
from crm.tickets.rules import ICONS, cut
from views.actions import Claim, encode
from views.message import Button, Text
from views.rendering import Reader, view
from views.words import Words, name

IN_A_ROW = 5


@view(NewReports)
def new_reports(payload: NewReports, words: Words, _reader: Reader) -> Text:
    """Tell of many reports at once, each with a button that takes it."""
    shown = payload.reports[:PAGE]
    heading = words.ngettext("📥 <b>{n} new report</b>", "📥 <b>{n} new reports</b>", len(shown))
    way = words("Their cards follow one by one. Take one here and its card comes next.")
    lines = [_line(report, words) for report in shown]
    if payload.more:
        lines.append(
            words.ngettext(
                "and {n} more: /antrean shows what waits",
                "and {n} more: /antrean shows what waits",
                payload.more,
            )
        )
    buttons = [
        Button(f"🙋 #{report.ticket_id}", encode(Claim(report.ticket_id))) for report in shown
    ]
    rows = tuple(
        tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW)
    )
    return Text(Markup("\n").join([heading, way, "", *lines]), buttons=rows)


def _line(report: NewReport, words: Words) -> Markup:
    return Markup("{}{} #{} {}{}").format(
        "🔴 " if report.urgent else "",
        ICONS[report.category],
        report.ticket_id,
        name(cut(report.store, STORE)) or words("Name unknown"),
        Markup(": {}").format(cut(report.text, WORDS)) if report.text else "",
    )
