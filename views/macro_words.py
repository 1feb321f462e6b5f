"""What a seller reads of a macro: the words that Sapa brings along, or those of the staff."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from crm.macros.payloads import Fillings, MacroAnswer, MacroText
from crm.macros.rules import LONGEST, Blank, fill, said_in
from crm.macros.starters import Starter
from crm.tickets.rules import cut
from views.message import Text
from views.rendering import Reader, view
from views.words import Words, name


@view(MacroAnswer)
def macro_answer(payload: MacroAnswer, words: Words, reader: Reader) -> Text:
    """Answer the seller in the language they speak now, in the name of whoever chose it."""
    text = said_in(payload, words.language)
    said = macro_text(text, payload.fillings, words, reader)
    return Text(Markup("{}\n\n<i>– {}</i>").format(said, name(payload.fillings.staff)))


def macro_text(said: MacroText, fillings: Fillings, words: Words, reader: Reader) -> Markup:
    """Return a macro's text in its own language, with all placeholders filled."""
    own = words.of(said.language)
    values = {
        Blank.OWNER: name(fillings.owner) or own.pgettext("address", "friend"),
        Blank.STORE: name(fillings.store),
        Blank.NUMBER: str(fillings.number),
        Blank.STAFF: name(fillings.staff),
        Blank.MARKETPLACE: name(reader.marketplace),
    }
    if said.starter is not None:
        return _starter(said.starter, own, values)
    return escape(cut(fill(said.text, values), LONGEST))


def macro_source(said: MacroText, words: Words) -> Markup:
    """Return a macro's text as whoever writes it sees it, the placeholders in their braces."""
    blanks = {one: f"{{{one}}}" for one in Blank}
    if said.starter is not None:
        return _starter(said.starter, words.of(said.language), blanks)
    return escape(cut(said.text, LONGEST))


def _starter(starter: Starter, words: Words, values: Mapping[Blank, str]) -> Markup:
    return {
        Starter.GREETING: words(
            "Hello {owner} 👋\n\n"
            "Thank you for writing to us. We are looking into your report <b>#{number}</b> and "
            "answer you here.",
            **values,
        ),
        Starter.SCREENSHOT: words(
            "Could you send us a photo of your screen? Then we see what you see, and can help "
            "faster 🙏"
        ),
        Starter.THANK_YOU: words(
            "Thank you, {owner}! We are glad that it is solved 😊\n\n"
            "Whenever something comes up, just write to us here. Good sales to <b>{store}</b>!",
            **values,
        ),
        Starter.TRY_AGAIN: words(
            "Please try to log in once more. If it still does not work, send us a photo of what "
            "you see.\n\n"
            "Please never send anybody your password, PIN or OTP code, not even us."
        ),
        Starter.ORDER_NUMBER: words(
            "Could you send us the number of the order? It stands at the top of the order in the "
            "app. With it we find the order quickly."
        ),
        Starter.PAYOUT_CHECKED: words(
            "We are checking the payout of <b>{store}</b> with our finance team. You need not do "
            "anything: as soon as there is news, we write to you here.",
            **values,
        ),
        Starter.PAYOUT_SENT: words(
            "The payout of <b>{store}</b> is on its way to your bank account. The bank may need "
            "two working days. If it is not there by then, just write to us here.",
            **values,
        ),
        Starter.COURIER_ASKED: words(
            "We have asked the courier about this parcel. Please keep the slip. As soon as they "
            "answer, we write to you here."
        ),
        Starter.PRODUCT_APPROVED: words(
            "Good news 🎉 Your product is approved, and buyers can see it at <b>{store}</b> now.",
            **values,
        ),
        Starter.BRIGHTER_PHOTO: words(
            "Your product only needs a brighter photo. Take it near a window by day, on a plain "
            "cloth. If you like, send it to us here first: we gladly have a look."
        ),
    }[starter]
