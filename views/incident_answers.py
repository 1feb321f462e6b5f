"""Words for what all sellers of an incident are told."""

from crm.incidents.payloads import IncidentAnswer
from views.layout import quoted
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(IncidentAnswer)
def incident_answer(payload: IncidentAnswer, words: Words, _reader: Reader) -> Text:
    """Say what staff say to all, about this seller's own report."""
    return Text(
        words(
            "📣 News from our team about your report <b>#{number}</b>:\n\n{text}\n\nOther sellers "
            "have reported the same, so all of them get this message. Is something unclear? Just "
            "write here.",
            number=payload.ticket_id,
            text=quoted(payload.text),
        )
    )
