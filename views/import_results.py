"""Words for what became of a file: taken in, known already, refused, failed; and its rejects."""

from markupsafe import Markup

from crm.imports.orders.payloads import (
    ImportDone,
    ImportKnown,
    ImportReported,
    ImportStopped,
    RejectsFile,
)
from views.import_findings import counts, file, kind, rejects
from views.import_refusals import refusal
from views.layout import paragraphs, stacked
from views.message import Attached, EditText, Text
from views.rendering import Reader, view
from views.words import Words

MINUTE = 60


@view(ImportDone)
def import_done(payload: ImportDone, words: Words, _reader: Reader) -> EditText:
    """Sum up what a supervisor ordered."""
    found = payload.findings
    heading = words(
        "✅ Taken in: {file}, {kind}, in {time}.",
        file=file(found.file_name, words),
        kind=kind(found.kind, found.rows, words),
        time=_time(payload.seconds, words),
    )
    return EditText(payload.message_id, paragraphs(heading, stacked(*counts(found, words))))


@view(ImportReported)
def import_reported(payload: ImportReported, words: Words, _reader: Reader) -> Text:
    """Tell the desk what came in by itself."""
    found = payload.findings
    heading = words(
        "📬 New from the portal: {file}, {kind}, taken in within {time}.",
        file=file(found.file_name, words),
        kind=kind(found.kind, found.rows, words),
        time=_time(payload.seconds, words),
    )
    same = not (found.added or found.changed or found.gone)
    nothing = words("Nothing has changed since the last time.") if same else Markup()
    return Text(paragraphs(heading, nothing, stacked(*counts(found, words))))


@view(ImportKnown)
def import_known(payload: ImportKnown, words: Words, reader: Reader) -> Text | EditText:
    """Recognise a file by its content."""
    html = words(
        "🙌 {file} is in already: we took it in on {moment}. Nothing was changed.",
        file=file(payload.file_name, words),
        moment=words.moment(payload.at, reader.zone),
    )
    return _placed(html, payload.message_id, edits=payload.edits)


@view(ImportStopped)
def import_stopped(payload: ImportStopped, words: Words, _reader: Reader) -> Text | EditText:
    """Say why nothing was taken in, and what helps."""
    if not payload.code:
        html = words(
            "😔 I could not take in {file}: something broke on my side, and it is noted. Nothing "
            "was changed. Please try once more; if it breaks again, tell whoever runs me.",
            file=file(payload.file_name, words),
        )
        return _placed(html, payload.message_id, edits=payload.edits)
    heading = words("❌ {file} was not taken in.", file=file(payload.file_name, words))
    html = paragraphs(
        heading,
        stacked(*[refusal(payload, words), *rejects(payload.rejects, words)]),
        words("Nothing was changed."),
    )
    return _placed(html, payload.message_id, edits=payload.edits)


@view(RejectsFile)
def rejects_file(payload: RejectsFile, words: Words, _reader: Reader) -> Attached:
    """Say what the sheet is for."""
    name_of_file = file(payload.file_name, words)
    rows = words.ngettext(
        "📎 {n} row of {file} that could not be taken, with the reason beside it.",
        "📎 {n} rows of {file} that could not be taken, with the reason beside each.",
        payload.rejected,
        file=name_of_file,
    )
    first = (
        words.ngettext(
            "The sheet has the first {n}.", "The sheet has the first {n}.", payload.shown
        )
        if payload.shown < payload.rejected
        else Markup()
    )
    conflicts = words.ngettext(
        "💬 {n} fact that contradicts what the seller confirmed.",
        "💬 {n} facts that contradict what sellers confirmed.",
        payload.conflicts,
    )
    caption = stacked(
        *[
            rows if payload.rejected else Markup("📎 {}").format(name_of_file),
            first,
            conflicts if payload.conflicts else Markup(),
        ]
    )
    return Attached(payload.attachment_id, caption, reply_to=payload.reply_to)


def _placed(html: Markup, message_id: int | None, *, edits: bool) -> Text | EditText:
    if edits and message_id is not None:
        return EditText(message_id, html)
    return Text(html, reply_to=message_id)


def _time(seconds: int, words: Words) -> Markup:
    if seconds < MINUTE:
        return words.ngettext("{n} second", "{n} seconds", max(1, seconds))
    return words.ngettext("{n} minute", "{n} minutes", round(seconds / MINUTE))
