"""The letter about a listing that a seller began here and left."""

from crm.followups.payloads import DraftWaiting
from views.letter_forms import Said, greeted
from views.rendering import Reader
from views.upload_steps import step_name
from views.words import Words


def unfinished_listing(words: Words, reader: Reader, draft: DraftWaiting | None) -> Said:
    """Say which one waits, and where it stopped; `draft` is None in a preview."""
    kept = (
        words("Your product page for <b>{name}</b> is kept just as you left it.", name=draft.name)
        if draft and draft.name
        else words("Your product page is kept just as you left it.")
    )
    where = (
        [words("We stopped at this step: <b>{step}</b>.", step=step_name(draft.step, words))]
        if draft
        else []
    )
    on = words(
        "Only small questions are left. Shall we go on together? In our Telegram chat, /unggah "
        "leads there at any time."
    )
    subject = words.pgettext("subject", "Your product page is waiting")
    return greeted(words, reader, subject, kept, *where, on)
