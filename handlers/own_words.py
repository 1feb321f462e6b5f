"""What a person wrote themselves: of forwarded words neither the language nor a wish is theirs."""

from telegram import Message


def own_words(message: Message) -> str:
    """Return the text or caption of a message; nothing of one that was forwarded."""
    return "" if message.forward_origin else message.text or message.caption or ""
