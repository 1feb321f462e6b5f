"""Words for the question whether we shall speak as the seller writes."""

from markupsafe import Markup

from crm.sellers.heard_languages import LanguageKept, LanguageOffer
from views.actions import AnswerLanguage, encode
from views.languages import own_name
from views.layout import paragraphs
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.words import DEFAULT, Words


@view(LanguageOffer)
def language_offer(payload: LanguageOffer, words: Words, _reader: Reader) -> Text:
    """Ask in the language itself and in Indonesian; each answer is a language's own name."""
    theirs, present = own_name(payload.language), own_name(words.language)
    speakers = (words.of(payload.language), words.of(DEFAULT))
    questions = dict.fromkeys(_question(speaker, theirs) for speaker in speakers)
    yes, no = (encode(AnswerLanguage(payload.language, answer)) for answer in (1, 0))
    return Text(
        paragraphs(*questions),
        buttons=((Button(f"✅ {theirs}", yes),), (Button(f"✖️ {present}", no),)),
    )


@view(LanguageKept)
def language_kept(_payload: LanguageKept, words: Words, _reader: Reader) -> Toast:
    """Say that all stays as it was, and how to change it."""
    return Toast(
        words.pgettext("toast", "All right, we stay with this language. /bahasa changes it.")
    )


def _question(words: Words, language: str) -> Markup:
    return words(
        "🗣 You write <b>{language}</b>. Shall we write so to you, too?", language=language
    )
