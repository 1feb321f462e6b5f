"""A ticket's topic is closed and opened without a word."""

from crm.tickets.doors import CloseTopic, OpenTopic
from views.message import TopicLock
from views.rendering import Reader, view
from views.words import Words


@view(CloseTopic)
def close_topic(_payload: CloseTopic, _words: Words, _reader: Reader) -> TopicLock:
    """Close it."""
    return TopicLock(closed=True)


@view(OpenTopic)
def open_topic(_payload: OpenTopic, _words: Words, _reader: Reader) -> TopicLock:
    """Open it."""
    return TopicLock(closed=False)
