"""Words for what the answers to common problems have done, for staff."""

from markupsafe import Markup

from crm.knowledge.payloads import TipCount, TipCounts
from views.knowledge_words import tip_title
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(TipCounts)
def tip_counts(payload: TipCounts, words: Words, _reader: Reader) -> Text:
    """Say how often each was shown, and how often nobody else was needed after it."""
    heading = words(
        "💡 <b>Quick answers since {day}</b>\nSellers see them before they report a problem.",
        day=words.day(payload.since),
    )
    lines = [_line(one, words) for one in payload.lines] or [words("Nobody has read one yet.")]
    return Text(Markup("\n").join((heading, Markup(), *lines)))


def _line(one: TipCount, words: Words) -> Markup:
    return words(
        "• {title}: read {shown}, solved {solved}, reported {reported}",
        title=tip_title(one.article, words),
        shown=words.number(one.shown),
        solved=words.number(one.solved),
        reported=words.number(one.reported),
    )
