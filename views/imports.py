"""Words for a file that is to be taken in: asking for it, the preview, how far it is."""

from markupsafe import Markup

from crm.imports.orders.payloads import (
    Declined,
    ImportCancelled,
    ImportDeclined,
    ImportPressed,
    ImportPreview,
    ImportProgress,
    ImportPrompt,
    ImportReceived,
    Pressed,
)
from crm.imports.progress import Stage
from views.actions import CancelImport, ConfirmImport, encode
from views.import_findings import counts, file, kind, rejects, sample
from views.layout import paragraphs, stacked
from views.message import Button, EditText, Keyboard, Text, Toast
from views.rendering import Reader, view
from views.words import Words

BAR = 10
MINUTE = 60


@view(ImportPrompt)
def import_prompt(payload: ImportPrompt, words: Words, _reader: Reader) -> Text:
    """Say how the file gets to us, and that nothing happens unasked."""
    ways = words(
        "📥 Reply to this message with the file, sent as a document: CSV or XLSX, also gzipped, "
        "up to 20 MB.\n\n"
        "I look through it and show you what would change. Nothing is changed before you confirm."
        "\n\nQuicker: send the document right away with the caption /impor."
    )
    profile = (
        words("I read its headings by the profile <b>{profile}</b>.", profile=payload.profile)
        if payload.profile
        else Markup()
    )
    return Text(
        paragraphs(ways, profile),
        keyboard=Keyboard(hint=words.pgettext("menu", "The file, please"), reply=True),
        reply_to=payload.reply_to,
    )


@view(ImportDeclined)
def import_declined(payload: ImportDeclined, words: Words, _reader: Reader) -> Text:
    """Say kindly why nothing comes of it, and what to do instead."""
    return Text(
        {
            Declined.NOT_SUPERVISOR: words(
                "🙏 Files are taken in by supervisors. Please ask one of them to send it."
            ),
            Declined.NO_DOCUMENT: words(
                "📎 For this I need the file itself. Please send it as a document with the "
                "caption /impor."
            ),
            Declined.TOO_BIG: words(
                "📦 This file has more than the 20 MB that Telegram hands to me. Gzip it "
                "(<code>.csv.gz</code> is often a tenth) and send it again; or have it taken in "
                "from the watched folder, from a URL, or by <code>sapa import</code>."
            ),
        }[payload.why],
        reply_to=payload.reply_to,
    )


@view(ImportReceived)
def import_received(payload: ImportReceived, words: Words, _reader: Reader) -> Text:
    """Say that the file is here."""
    return Text(
        words("👀 Thank you! I am looking through {file}.", file=file(payload.file_name, words)),
        reply_to=payload.reply_to,
    )


@view(ImportPreview)
def import_preview(payload: ImportPreview, words: Words, _reader: Reader) -> Text:
    """Show what would change, and ask whether it shall."""
    found = payload.findings
    heading = Markup("📋 {}: {}").format(
        file(found.file_name, words), kind(found.kind, found.rows, words)
    )
    rows = sample(payload.sample)
    first = [words("The first rows:"), *rows] if rows else []
    return Text(
        paragraphs(
            heading,
            stacked(*counts(found, words) + rejects(payload.rejects, words)),
            stacked(*first),
            _question(payload, words),
        ),
        buttons=(_choice(payload, words),),
        reply_to=payload.reply_to,
    )


@view(ImportProgress)
def import_progress(payload: ImportProgress, words: Words, _reader: Reader) -> EditText:
    """Show how far it is: which step, how much of it, how fast, how long still."""
    name_of_file = file(payload.file_name, words)
    if payload.stage is None or not payload.total:
        starting = words("⏳ {file} is next. I tell you here how far it is.", file=name_of_file)
        return EditText(payload.message_id, starting)
    step = {
        Stage.CHECK: words("Step 1 of 3: reading and checking"),
        Stage.COMPARE: words("Step 2 of 3: comparing with what we have"),
        Stage.MERGE: words("Step 3 of 3: writing"),
    }[payload.stage]
    share = min(1.0, payload.done / payload.total)
    bar = "▓" * round(share * BAR) + "░" * (BAR - round(share * BAR))
    figures = words(
        "{percent} % · {done} of {total} rows",
        percent=int(share * 100),
        done=words.number(payload.done),
        total=words.number(max(payload.done, payload.total)),
    )
    return EditText(
        payload.message_id,
        paragraphs(
            Markup("⏳ {}").format(name_of_file),
            stacked(*[step, Markup("{} {}").format(bar, figures), _speed(payload, words)]),
        ),
    )


@view(ImportCancelled)
def import_cancelled(payload: ImportCancelled, words: Words, _reader: Reader) -> EditText:
    """Say who decided against it."""
    return EditText(
        payload.message_id,
        words(
            "✖️ {file} is not taken in: {name} decided so. Nothing was changed.",
            file=file(payload.file_name, words),
            name=payload.by,
        ),
    )


@view(ImportPressed)
def import_pressed(payload: ImportPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    return Toast(
        {
            Pressed.CONFIRMED: words.pgettext("toast", "Off we go!"),
            Pressed.CANCELLED: words.pgettext("toast", "Cancelled. Nothing was changed."),
            Pressed.NOT_SUPERVISOR: words.pgettext(
                "toast", "A supervisor decides this. Please ask one of them."
            ),
            Pressed.TAKING_IN: words.pgettext(
                "toast", "A colleague was faster: it is being taken in."
            ),
            Pressed.OVER: words.pgettext("toast", "This was decided before."),
        }[payload.outcome]
    )


def _question(payload: ImportPreview, words: Words) -> Markup:
    found = payload.findings
    if payload.too_many:
        return words(
            "🛑 That is {rejected} of {rows} rows, too many to trust this file. Best have it "
            "mended and send it again. If you are sure, I take in the rest without them.",
            rejected=words.number(found.rejected),
            rows=words.number(found.rows),
        )
    if not (found.added or found.changed or found.gone):
        return words("Nothing would change. Shall I take it in all the same?")
    return words("Shall I take it in?")


def _choice(payload: ImportPreview, words: Words) -> tuple[Button, ...]:
    label = (
        words.pgettext("button", "⚠️ Take in the rest")
        if payload.too_many
        else words.pgettext("button", "✅ Take it in")
    )
    return (
        Button(label, encode(ConfirmImport(payload.order_id, int(payload.too_many)))),
        Button(words.pgettext("button", "✖️ Leave it"), encode(CancelImport(payload.order_id))),
    )


def _speed(payload: ImportProgress, words: Words) -> Markup:
    parts: list[Markup] = []
    if payload.rate:
        parts.append(words("{rate} rows a second", rate=words.number(payload.rate)))
    left = payload.seconds_left
    if left:
        parts.append(
            words.ngettext("about {n} second left", "about {n} seconds left", left)
            if left < MINUTE
            else words.ngettext(
                "about {n} minute left", "about {n} minutes left", -(-left // MINUTE)
            )
        )
    return Markup(" · ").join(parts)
