"""Words with which staff open a chat with a seller on WhatsApp, in the seller's own language."""

from urllib.parse import quote

from crm.sellers.facts import SellerFacts
from views.rendering import Reader
from views.words import Words


def whatsapp_url(phone: str, text: str) -> str:
    """Return the link that opens a chat with `phone`, which is in E.164, and `text` in it."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text)}"


def promised_call(seller: SellerFacts, words: Words, reader: Reader) -> str:
    """Ask a seller who wants to be called when it suits them."""
    if seller.owner:
        return words.pgettext(
            "whatsapp",
            "Hello {owner}, this is the seller team of {marketplace}. You asked us to call you "
            "about your store {store}. When would a call suit you?",
            owner=seller.owner,
            marketplace=reader.marketplace,
            store=seller.store,
        )
    return words.pgettext(
        "whatsapp",
        "Hello, this is the seller team of {marketplace}. You asked us to call you about your "
        "store {store}. When would a call suit you?",
        marketplace=reader.marketplace,
        store=seller.store,
    )


def question(seller: SellerFacts, words: Words, reader: Reader) -> str:
    """Ask a seller who did not turn to us how their store is."""
    if seller.owner:
        return words.pgettext(
            "whatsapp",
            "Hello {owner}, this is the seller team of {marketplace}. How is your store {store} "
            "doing? Is there anything we can help you with?",
            owner=seller.owner,
            marketplace=reader.marketplace,
            store=seller.store,
        )
    return words.pgettext(
        "whatsapp",
        "Hello, this is the seller team of {marketplace}. How is your store {store} doing? Is "
        "there anything we can help you with?",
        marketplace=reader.marketplace,
        store=seller.store,
    )


def invitation(text: str, link: str, words: Words) -> str:
    """Add to `text` how its reader gets into the chat with us; `link` is theirs alone."""
    invited = words.pgettext(
        "whatsapp",
        "With this link you can chat with us on Telegram at any time; it is only for your store:",
    )
    return f"{text}\n\n{invited}\n{link}"
