"""Words for what a seller's words mean, one by one: a help to read them, no translation."""

from markupsafe import Markup

from crm.phrasebook.glossing import LONGEST_WORD
from crm.phrasebook.payloads import Gloss, GlossRefused, NotGlossed
from crm.phrasebook.rules import Glossed
from crm.tickets.rules import cut
from views.languages import own_name
from views.layout import paragraphs, stacked
from views.message import Text
from views.rendering import Reader, view
from views.words import Words

UNKNOWN = "❔"


@view(Gloss)
def gloss(payload: Gloss, words: Words, _reader: Reader) -> Text:
    """Show each word with its meaning; what is not in the list is left as it is, and marked."""
    heading = words("📖 <b>Word by word</b> · {language}", language=own_name(payload.language))
    legend = words(
        "<i>From our own word list, not a translation. {unknown} is not in it.</i>",
        unknown=UNKNOWN,
    )
    said = Markup(" · ").join(_said(one) for one in payload.words)
    return Text(
        paragraphs(stacked(heading, legend), said + (" …" if payload.more else "")),
        reply_to=payload.reply_to,
    )


@view(GlossRefused)
def gloss_refused(payload: GlossRefused, words: Words, _reader: Reader) -> Text:
    """Say what helps."""
    return Text(
        {
            NotGlossed.WHICH: words(
                "📖 Reply to a seller's message with /arti and I explain its words. In a report's "
                "topic /arti alone takes what the seller wrote last."
            ),
            NotGlossed.WORDLESS: words("📖 There are no words to explain."),
            NotGlossed.NOT_REGIONAL: words(
                "📖 This seems to be in no regional language. If it is in one, name it: "
                "<code>/arti jawa</code>."
            ),
        }[payload.why]
    )


def _said(one: Glossed) -> Markup:
    text = cut(one.text, LONGEST_WORD)
    if one.meaning is None:
        return Markup("{} {}").format(text, UNKNOWN)
    if one.meaning == one.text:
        return Markup("{}").format(text)
    return Markup("<b>{}</b> {}").format(text, cut(one.meaning, LONGEST_WORD))
