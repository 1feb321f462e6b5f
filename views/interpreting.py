"""Words for translations and voices: what a machine made stands beside what the seller said."""

from markupsafe import Markup

from crm.interpreting.payloads import (
    LONGEST,
    NotTranslated,
    Translated,
    TranslationFailed,
    TranslationOff,
    TranslationSought,
    VoiceWritten,
)
from crm.tickets.rules import cut
from views.languages import own_name
from views.layout import paragraphs, quoted, stacked
from views.message import Text, Toast
from views.rendering import Reader, view
from views.words import Words


@view(TranslationSought)
def translation_sought(_payload: TranslationSought, words: Words, _reader: Reader) -> Toast:
    """Say that it takes a moment."""
    return Toast(words.pgettext("toast", "🌐 The translation follows in a moment."))


@view(TranslationOff)
def translation_off(_payload: TranslationOff, words: Words, _reader: Reader) -> Toast:
    """Say what would have to be done."""
    return Toast(_why(NotTranslated.OFF, "", words).striptags())


@view(Translated)
def translated(payload: Translated, words: Words, _reader: Reader) -> Text:
    """Show the original first: it is what counts."""
    heading = words(
        "🌐 <b>{language}</b>, translated by a machine. What counts is the original.",
        language=own_name(payload.target),
    )
    translation = stacked(heading, quoted(cut(payload.translation, LONGEST)))
    return Text(paragraphs(quoted(cut(payload.original, LONGEST)), translation))


@view(TranslationFailed)
def translation_failed(payload: TranslationFailed, words: Words, _reader: Reader) -> Text:
    """Say why, and what helps."""
    return Text(_why(payload.why, payload.language, words))


@view(VoiceWritten)
def voice_written(payload: VoiceWritten, words: Words, _reader: Reader) -> Text:
    """Show what was heard, as a help for whoever listens."""
    heading = words("🎤 Written down by a machine. Listen where it matters.")
    return Text(stacked(heading, quoted(cut(payload.text, LONGEST))), reply_to=payload.reply_to)


def _why(why: NotTranslated, language: str, words: Words) -> Markup:
    match why:
        case NotTranslated.OFF:
            return words("🌐 No translation service is set up: TRANSLATE_URL names one.")
        case NotTranslated.NOTHING:
            return words("🌐 The seller has written nothing here that could be translated.")
        case NotTranslated.AWAY:
            return words(
                "🌐 The translation service does not answer right now. Try again in a moment."
            )
        case NotTranslated.REFUSED:
            return words(
                "🌐 The translation service has refused. Whoever runs Sapa finds why in the log."
            )
        case NotTranslated.UNRECOGNISED:
            return words(
                "🌐 The translation service has not recognised the language. A colleague may know "
                "it."
            )
        case NotTranslated.UNSUPPORTED | NotTranslated.NOT_INTO:
            return _unknown(language, words, wanted=why is NotTranslated.NOT_INTO)


def _unknown(language: str, words: Words, *, wanted: bool) -> Markup:
    if wanted:
        return words(
            "🌐 The translation service does not translate into <b>{language}</b>. Whoever runs "
            "it can add the language.",
            language=own_name(language),
        )
    return words(
        "🌐 The translation service does not know <b>{language}</b>. A colleague who speaks it "
        "may help.",
        language=own_name(language),
    )
