"""Why something about an incident is refused."""

from typing import ClassVar

from crm.errors import CrmError


class IncidentGone(CrmError):
    """There is none of that number, or it is over."""

    code: ClassVar[str] = "incident_gone"


class IncidentDecided(CrmError):
    """Somebody decided before whether it is one."""

    code: ClassVar[str] = "incident_decided"


class AnsweredMeanwhile(CrmError):
    """Its sellers were told something since these words were written; they are told this no more.

    So of two who press at once, or of one who presses twice, the first is heard.
    """

    code: ClassVar[str] = "incident_answered_meanwhile"


class AnswerNeedsWords(CrmError):
    """Only words can be told to all."""

    code: ClassVar[str] = "incident_answer_needs_words"


class AnswerTooLong(CrmError):
    """It is longer than a message with its frame can be."""

    code: ClassVar[str] = "incident_answer_too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        """Name how long it is, and may be."""
        super().__init__(length=length, limit=limit)
        self.length, self.limit = length, limit


class NotForIncidents(CrmError):
    """A ticket that is finished, or in which no trouble is reported, is part of no incident."""

    code: ClassVar[str] = "not_for_incidents"
