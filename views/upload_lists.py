"""Words for the list of all listings, by their state."""

from markupsafe import Markup

from crm.uploads.review.lists import StateCount, UploadLine, UploadList
from models.uploads import UploadState
from views.actions import ExportUploads, ListUploads, ShowUpload, ShowUploadProgress, encode
from views.layout import in_twos, paragraphs, stacked
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.upload_review import upload_state
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
NUMBERS = 4
"""How many listings' buttons share a row."""


@view(UploadList)
def upload_list(payload: UploadList, words: Words, reader: Reader) -> EditText | Text:
    """Count the listings of each state, and show those of one."""
    lines = [_line(one, words, reader) for one in payload.lines]
    html = paragraphs(
        stacked(
            words("🛍 <b>Listings</b>"),
            *(_count(one, words, reader) for one in payload.counts if one.count),
        ),
        stacked(
            words("{state}:", state=upload_state(payload.state, words)),
            *(lines or [words("Nothing here.")]),
        ),
    )
    buttons = _buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


def _count(one: StateCount, words: Words, reader: Reader) -> Markup:
    state = upload_state(one.state, words)
    if one.since is None:
        return Markup("{}: {}").format(state, words.number(one.count))
    return words(
        "{state}: <b>{n}</b>, the oldest since {moment}",
        state=state,
        n=words.number(one.count),
        moment=words.moment(one.since, reader.zone),
    )


def _line(one: UploadLine, words: Words, reader: Reader) -> Markup:
    number = Markup("<b>{}</b>").format(one.upload_id)
    if one.link:
        number = Markup('<a href="{}"><b>{}</b></a>').format(one.link, one.upload_id)
    return Markup("{} · {} · {} · {}").format(
        number,
        name(one.name) or words("(no name yet)"),
        name(one.store) or words("Name unknown"),
        words.moment(one.since, reader.zone),
    )


def _buttons(payload: UploadList, words: Words) -> Rows:
    def page(label: str, state: UploadState, number: int) -> Button:
        return Button(label, encode(ListUploads(state, number)))

    numbers = [
        Button(str(one.upload_id), encode(ShowUpload(one.upload_id))) for one in payload.lines
    ]
    shown = tuple(
        tuple(numbers[first : first + NUMBERS]) for first in range(0, len(numbers), NUMBERS)
    )
    turns = [page("◀️", payload.state, payload.page - 1)] if payload.page > 1 else []
    if payload.page < payload.pages:
        turns.append(page("▶️", payload.state, payload.page + 1))
    labels = _labels(words)
    states = [
        page(f"{labels[one.state]} ({one.count})", one.state, 1)
        for one in payload.counts
        if one.state is not payload.state and one.state in labels
    ]
    files = (
        Button(words.pgettext("button", "📦 Export new ones"), encode(ExportUploads(0))),
        Button(words.pgettext("button", "📦 Export all"), encode(ExportUploads(1))),
    )
    progress = words.pgettext("button", "📊 How it goes")
    month = (Button(progress, encode(ShowUploadProgress(30))),)
    return (*shown, *((tuple(turns),) if turns else ()), *in_twos(states), files, month)


def _labels(words: Words) -> dict[UploadState, str]:
    return {
        UploadState.SENT: words.pgettext("button", "🆕 New"),
        UploadState.CHANGES: words.pgettext("button", "⏳ Changes"),
        UploadState.APPROVED: words.pgettext("button", "✅ Approved"),
        UploadState.UPLOADED: words.pgettext("button", "🛒 In the store"),
        UploadState.DRAFT: words.pgettext("button", "✍️ Drafts"),
    }
