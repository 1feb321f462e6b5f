"""Which questions a listing's description is made of, and which answers can stand in one."""

from collections.abc import Mapping
from enum import StrEnum

from crm.errors import CrmError
from crm.uploads.categories import Asked, Question, plan_of
from crm.uploads.contacts import contacts_in
from crm.uploads.plain import plain

LONGEST_ANSWER = 300
LONGEST_TEXT = 3000


class Objection(StrEnum):
    """Why something cannot stand in a description."""

    PHONE = "phone"
    LINK = "link"
    ACCOUNT = "account"
    TOO_LONG = "too_long"
    EMPTY = "empty"


class AnswerRefused(CrmError):
    """What was typed cannot stand in a description; `why` says it, `what` has the words."""

    code = "answer_refused"

    def __init__(self, why: Objection, what: str = "") -> None:
        """Refuse it for `why`."""
        super().__init__(why)
        self.why = why
        self.what = what


def asked_of(category: str) -> tuple[Asked, ...]:
    """Return what buyers of such products ask, in its order."""
    return plan_of(category).asked


def unanswered(category: str, answers: Mapping[str, object]) -> tuple[Asked, ...]:
    """Return the questions that have no answer yet."""
    return tuple(one for one in asked_of(category) if not answers.get(one.question))


def following(category: str, question: str) -> Question | None:
    """Return the question after this one; None after the last, or one that is not asked here."""
    order = [one.question for one in asked_of(category)]
    at = order.index(Question(question)) + 1 if question in order else len(order)
    return order[at] if at < len(order) else None


def answered(text: str) -> str:
    """Return a typed answer as it is kept: on one line, in plain letters.

    Raises:
        AnswerRefused: nothing is left of it, it is a story, or it leads buyers elsewhere.
    """
    return _checked(plain(text), LONGEST_ANSWER)


def written(text: str) -> str:
    """Return a description that was typed as a whole, line by line as an answer is.

    Raises:
        AnswerRefused: as for an answer.
    """
    lines: list[str] = []
    for line in map(plain, text.splitlines()):
        if line or lines[-1:] != [""]:
            lines.append(line)
    return _checked("\n".join(lines).strip(), LONGEST_TEXT)


def _checked(text: str, longest: int) -> str:
    if not any(map(str.isalnum, text)):
        raise AnswerRefused(Objection.EMPTY)
    if len(text) > longest:
        raise AnswerRefused(Objection.TOO_LONG)
    for contact, what in contacts_in(text):
        raise AnswerRefused(Objection(contact.value), what)
    return text
