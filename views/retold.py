"""A message's words in another language, in its place."""

from crm.outbox.retelling import Retold
from locales.languages import INDONESIAN
from views import rendering
from views.message import EditCaption, EditText, Text
from views.rendering import Reader, view
from views.retelling import is_retellable, with_way_back
from views.words import Words


class NotRetellable(Exception):
    """The message has no words, or no room for them any more."""


@view(Retold)
def retold(payload: Retold, words: Words, reader: Reader) -> EditText | EditCaption:
    """Word what the message says once more: in Indonesian, or as the reader reads now."""
    said = rendering.template(payload.said).load(payload.facts)
    speaker = words.of(INDONESIAN) if payload.indonesian else words
    message = rendering.worded(said, speaker, reader)
    if not is_retellable(message):
        raise NotRetellable(payload.said)
    if payload.indonesian:
        message = with_way_back(message, words)
    if isinstance(message, Text | EditText):
        return EditText(payload.message_id, message.html, buttons=message.buttons)
    return EditCaption(payload.message_id, message.html, buttons=message.buttons)
