"""The talk about a product's description: question by question, then a look at the draft.

Where the talk is, a place says: a question, the same alone (to change its answer), the whole text
to be typed, or the draft. All that is said is in the listing's row at once.
"""

from datetime import datetime
from enum import StrEnum

from crm.outbox.payload import Payload
from crm.uploads.categories import Question
from crm.uploads.describing import rules
from crm.uploads.describing.payloads import (
    DescriptionDraft,
    DescriptionPrompt,
    DescriptionQuestion,
)
from crm.uploads.listing import listing_of
from models import Upload

ALONE = "only_"


class Place(StrEnum):
    """A place that is no question."""

    WRITE = "write"
    DRAFT = "draft"


def entrance(upload: Upload) -> str:
    """Return where the talk begins: at the first question, or with the draft that is there."""
    if upload.description or upload.answers:
        return Place.DRAFT
    return rules.asked_of(upload.category)[0].question


def ask(upload: Upload, *, place: str) -> Payload:
    """Return the question, or the draft, that a place is; an unknown place is the draft."""
    question = question_at(place)
    if question is not None:
        said = str(upload.answers.get(question, ""))
        return DescriptionQuestion(upload.category, question, said)
    if place == Place.WRITE:
        return DescriptionPrompt()
    return DescriptionDraft(listing_of(upload))


def hear(upload: Upload, *, place: str, text: str, now: datetime) -> str:
    """Keep what was typed at a place; return the next place.

    Raises:
        AnswerRefused: it cannot stand in a description; nothing is kept.
    """
    question = question_at(place)
    if question is not None:
        return _answer(upload, place, rules.answered(text), now)
    if place == Place.WRITE:
        upload.description, upload.updated_at = rules.written(text), now
    return Place.DRAFT


def choose(upload: Upload, *, place: str, choice: int, now: datetime) -> str:
    """Keep an answer that was pressed; return the next place, the same for an old button."""
    choices = next(
        (one.choices for one in rules.asked_of(upload.category) if one.question == _name(place)),
        (),
    )
    if not 0 <= choice < len(choices):
        return place
    return _answer(upload, place, choices[choice], now)


def leave_out(upload: Upload, *, place: str, now: datetime) -> str:
    """Keep no answer for the question at a place; return the next place."""
    upload.answers = {key: said for key, said in upload.answers.items() if key != _name(place)}
    upload.updated_at = now
    return _after(upload, place)


def redraft(upload: Upload, *, now: datetime) -> str:
    """Let go of a text that was typed as a whole; the draft stands in for it again."""
    upload.description, upload.updated_at = "", now
    return Place.DRAFT


def turn_english(upload: Upload, *, now: datetime) -> str:
    """Want the listing in English too, or no longer."""
    upload.english, upload.updated_at = not upload.english, now
    return Place.DRAFT


def question_at(place: str) -> Question | None:
    """Return the question that a place is."""
    name = _name(place)
    return Question(name) if name in set(Question) else None


def _answer(upload: Upload, place: str, answer: str, now: datetime) -> str:
    upload.answers = {**upload.answers, _name(place): answer}
    upload.updated_at = now
    return _after(upload, place)


def _after(upload: Upload, place: str) -> str:
    following = None if place.startswith(ALONE) else rules.following(upload.category, place)
    return following or Place.DRAFT


def _name(place: str) -> str:
    return place.removeprefix(ALONE)
