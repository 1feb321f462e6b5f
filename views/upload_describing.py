"""Words for the description of a product: its questions, and the draft that comes of them."""

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.categories import Asked, Question, plan_of
from crm.uploads.describing.payloads import (
    AnswerNotKept,
    DescriptionDraft,
    DescriptionPrompt,
    DescriptionQuestion,
)
from crm.uploads.describing.rules import Objection, unanswered
from crm.uploads.describing.talking import ALONE, Place
from crm.uploads.listing import Listing
from models.uploads import UploadStep
from views.actions import AskAgain, ChooseAnswer, MoveDescription, encode
from views.layout import paragraphs, stacked
from views.listing import description
from views.message import Button, Text
from views.rendering import Reader, view
from views.upload_categories import choice_label, question_label, question_text
from views.upload_rows import wizard_rows
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
SHOWN, SHOWN_IN_ENGLISH = 1800, 1000
"""How many characters of the descriptions a message shows."""


@view(DescriptionQuestion)
def description_question(payload: DescriptionQuestion, words: Words, _reader: Reader) -> Text:
    """Ask one question, with an example and the usual answers to press."""
    order = plan_of(payload.category).asked
    known = [one.question for one in order]
    at = known.index(payload.question) if payload.question in known else 0
    asked = order[at]
    html = paragraphs(
        words("📝 <b>Description</b> · {n} of {total}", n=at + 1, total=len(order)),
        stacked(
            question_text(asked.question, words),
            words("For example: <i>{example}</i>", example=asked.example),
        ),
        words(
            "Your answer: <i>{answer}</i>",
            answer=choice_label(asked.question, payload.said, words),
        )
        if payload.said
        else Markup(),
    )
    place = ALONE + asked.question if payload.said else asked.question.value
    rows = (*_choices(asked, place, words), _ways(payload.said, place, words))
    return Text(html, buttons=wizard_rows(words, UploadStep.DESCRIPTION, skip=False, extra=rows))


@view(DescriptionDraft)
def description_draft(payload: DescriptionDraft, words: Words, _reader: Reader) -> Text:
    """Show the description as buyers will read it, and below what would make it better."""
    listing = payload.listing
    html = paragraphs(
        words("📝 <b>This is what buyers will read:</b>"),
        _read(listing, words.of("id"), SHOWN),
        _read(listing, words.of("en"), SHOWN_IN_ENGLISH) if listing.english else Markup(),
        _lacks(listing, words),
    )
    rows = (*_uses(listing, words), *_questions(listing, words))
    return Text(html, buttons=wizard_rows(words, UploadStep.DESCRIPTION, skip=False, extra=rows))


@view(DescriptionPrompt)
def description_prompt(_payload: DescriptionPrompt, words: Words, _reader: Reader) -> Text:
    """Ask for a text of their own."""
    html = words(
        "📝 Please type the whole description, in Indonesian: what it is, how large, how to use "
        "it.\n\nNo phone number and no link, please."
    )
    back = _move(words.pgettext("button", "↩️ Back to the draft"), Place.WRITE, "done")
    rows = ((back,),)
    return Text(html, buttons=wizard_rows(words, UploadStep.DESCRIPTION, skip=False, extra=rows))


@view(AnswerNotKept)
def answer_not_kept(payload: AnswerNotKept, words: Words, _reader: Reader) -> Text:
    """Say what to change, and to try again."""
    what = payload.what
    return Text(
        {
            Objection.PHONE: words(
                "📵 Please without a phone number: “{what}”. Buyers can write to you in the "
                "store.",
                what=what,
            ),
            Objection.LINK: words("🔗 Please without a link: “{what}”.", what=what),
            Objection.ACCOUNT: words("🔗 Please without an account: “{what}”.", what=what),
            Objection.TOO_LONG: words("📏 That is a little too long. Can you say it shorter?"),
            Objection.EMPTY: words("🙏 I could not read that. Please type your answer in words."),
        }[payload.why],
        buttons=wizard_rows(words, UploadStep.DESCRIPTION, skip=False),
    )


def _choices(asked: Asked, place: str, words: Words) -> Rows:
    buttons = [
        Button(choice_label(asked.question, choice, words), encode(ChooseAnswer(place, number)))
        for number, choice in enumerate(asked.choices)
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _ways(said: str, place: str, words: Words) -> tuple[Button, ...]:
    if said:
        return (
            _move(words.pgettext("button", "↩️ Keep it"), place, "done"),
            _move(words.pgettext("button", "🗑 Leave it out"), place, "drop"),
        )
    return (
        _move(words.pgettext("button", "⏭ Skip this one"), place, "drop"),
        _move(words.pgettext("button", "✅ That is all"), place, "done"),
    )


def _read(listing: Listing, words: Words, longest: int) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(cut(description(listing, words), longest))


def _lacks(listing: Listing, words: Words) -> Markup:
    lacks = () if listing.description else unanswered(listing.category, dict(listing.answers))
    needed = [one.question for one in lacks if one.required]
    welcome = [one.question for one in lacks if not one.required]
    return stacked(
        words("❗ The marketplace asks for: {names}", names=_names(needed, words))
        if needed
        else Markup(),
        words("💡 Buyers also like to know: {names}", names=_names(welcome, words))
        if welcome
        else Markup(),
    )


def _names(questions: list[Question], words: Words) -> Markup:
    labels = (question_label(one, words).partition(" ")[2] for one in questions)
    return Markup(", ").join(label[:1].lower() + label[1:] for label in labels)


def _uses(listing: Listing, words: Words) -> Rows:
    use = words.pgettext("button", "✅ Use this text")
    english = (
        words.pgettext("button", "🌐 Only in Indonesian")
        if listing.english
        else words.pgettext("button", "🌐 In English too")
    )
    write = words.pgettext("button", "⌨️ Type it myself")
    return (
        (_move(use, Place.DRAFT, "use"),),
        (_move(english, Place.DRAFT, "english"), _move(write, Place.DRAFT, "write")),
    )


def _questions(listing: Listing, words: Words) -> Rows:
    if listing.description:
        again = words.pgettext("button", "🧩 Draft it for me")
        return ((_move(again, Place.DRAFT, "redraft"),),)
    buttons = [
        Button(question_label(one.question, words), encode(AskAgain(one.question)))
        for one in plan_of(listing.category).asked
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _move(label: str, place: str, move: str) -> Button:
    return Button(label, encode(MoveDescription(place, move)))
