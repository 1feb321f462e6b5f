"""The buttons under every step of the wizard."""

from models.uploads import UploadStep
from views.actions import ResumeUpload, StartUpload, UploadMove, encode
from views.message import Button
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]


def wizard_rows(
    words: Words, step: UploadStep, *, back: bool = True, skip: bool = True, extra: Rows = ()
) -> Rows:
    """Return the step's own buttons, `extra`, and below them the ways back, on, out and to us."""
    ways = (
        *((back_button(words, step),) if back else ()),
        *((_skip(words, step),) if skip else ()),
    )
    out = (
        Button(words.pgettext("button", "🙋 Help me here"), encode(UploadMove(step, "help"))),
        Button(words.pgettext("button", "⏸ Later"), encode(UploadMove(step, "later"))),
    )
    return (*extra, *((ways,) if ways else ()), out)


def back_button(words: Words, step: UploadStep) -> Button:
    """Return the way back to the step before."""
    return Button(words.pgettext("button", "⬅️ Back"), encode(UploadMove(step, "back")))


def next_button(words: Words, step: UploadStep) -> Button:
    """Return the way on for what is answered already."""
    return Button(words.pgettext("button", "➡️ Go on"), encode(UploadMove(step, "next")))


def go_on_row(words: Words, upload_id: int) -> tuple[Button, ...]:
    """Return the way back to a draft that rests."""
    label = words.pgettext("button", "▶️ Continue the listing")
    return (Button(label, encode(ResumeUpload(upload_id))),)


def begin_button(words: Words) -> Button:
    """Return the way into the wizard for whoever has trouble with a product."""
    return Button(words.pgettext("button", "📸 Step by step"), encode(StartUpload(0)))


def _skip(words: Words, step: UploadStep) -> Button:
    return Button(words.pgettext("button", "⏭ Skip"), encode(UploadMove(step, "skip")))
