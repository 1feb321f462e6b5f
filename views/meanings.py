"""Words for what a message may be meant for: a button for each."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.understanding.intents import Intent
from models.tickets import Category
from views.actions import ChooseIntent, encode
from views.categories import category_label
from views.message import Button
from views.upload_rows import begin_button
from views.words import Words


def ask_what_is_meant(likely: Sequence[Intent], words: Words) -> Markup:
    """Ask whether the one likely thing is meant, or which of several."""
    if len(likely) == 1:
        return words("Is this what you mean? Press it, and we go on with it.")
    return words("What is it about? Press what fits best.")


def answer_courtesy(courtesy: Intent, words: Words) -> Markup:
    """Return the thanks or the greeting, and ask whether there is more to it."""
    if courtesy is Intent.THANKS:
        return words(
            "Thank you for writing 🙏 Is there something in your message that we should help you "
            "with?"
        )
    return words("Hello 👋 Is there something in your message that we should help you with?")


def meant_rows(likely: Sequence[Intent], words: Words) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each likely thing, the likeliest first."""
    return tuple((_button(intent, words),) for intent in likely)


def _button(intent: Intent, words: Words) -> Button:
    if intent is Intent.UPLOAD:
        return begin_button(words)
    return Button(_label(intent, words), encode(ChooseIntent(intent.value)))


def _label(intent: Intent, words: Words) -> str:
    match intent:
        case Intent.PROMOTION:
            return words.pgettext("button", "📣 Promotion")
        case Intent.TRAINING:
            return words.pgettext("button", "🎓 Training")
        case Intent.STOP:
            return words.pgettext("button", "🔕 Stop writing to me")
        case Intent.HUMAN:
            return words.pgettext("button", "🙋 Talk to a person")
        case Intent.THANKS | Intent.GREETING | Intent.UPLOAD:
            return words.pgettext("button", "💬 Something else")
        case _:
            return category_label(Category(intent.value), words)
