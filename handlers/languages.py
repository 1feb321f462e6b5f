"""The language that a seller writes or asks for, and the one that we speak with them."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message

from crm.sellers import heard_languages, operations
from crm.sellers.heard_languages import LanguageKept
from crm.sellers.menu import MenuNote, OldButton
from crm.sellers.payloads import LanguageChosen
from crm.understanding.requests import refused, requested
from handlers import onboarding
from handlers.home import home
from handlers.own_words import own_words
from handlers.turn import Turn
from handlers.uploading.parts import UPLOAD
from locales.languages import INDONESIAN
from models import Seller
from views.actions import Action, AnswerLanguage
from views.words import LANGUAGES


async def heard(turn: Turn, message: Message) -> bool:
    """Learn from what a seller wrote in their own words; ask once where it is another language.

    True where it was asked: that is the question then which a typed answer is for.
    """
    seller = turn.seller
    text = own_words(message)
    reading = turn.reading(text)
    if seller is None or reading is None:
        return False
    question = await heard_languages.hear(
        turn.session, seller=seller, text=text, reading=reading, spoken=LANGUAGES, now=turn.now
    )
    if question is not None:
        turn.reply(question)
    return question is not None


async def asked_for(turn: Turn, seller: Seller, message: Message) -> bool:
    """Speak the language that a message asks for in words; False where it says anything else.

    Whoever does not understand a language, and names no other, chooses one.
    """
    text = own_words(message) if message.text else ""
    tag = requested(text)
    if tag is not None and tag in LANGUAGES:
        await switch(turn, seller, tag)
        return True
    if not refused(text):
        return False
    turn.reply(await onboarding.language_question(turn))
    return True


async def asked_for_meanwhile(turn: Turn) -> bool:
    """Do so amid a dialog, too; in the wizard words are a product's, which may be a dictionary.

    Whoever is asked for a language has answered, which their dialog takes.
    """
    dialog, seller = turn.dialog, turn.seller
    if dialog is None or seller is None or turn.dialogs.expired(turn) or dialog.name == UPLOAD:
        return False
    return not onboarding.at_language(turn) and await asked_for(turn, seller, turn.message)


async def switch(turn: Turn, seller: Seller, tag: str) -> None:
    """Speak another language, and put the present question again in it."""
    await operations.choose_language(turn.session, seller=seller, language=tag, now=turn.now)
    if not await turn.dialogs.resume(turn):
        turn.reply(home(turn, MenuNote.LANGUAGE))


async def answer(turn: Turn, action: AnswerLanguage) -> None:
    """Speak as the seller writes, or go on as before, which they have chosen then."""
    seller = turn.seller
    if seller is None or action.tag not in LANGUAGES:
        turn.toast(OldButton())
    elif not action.yes:
        present = seller.language or INDONESIAN
        await operations.choose_language(
            turn.session, seller=seller, language=present, now=turn.now
        )
        turn.toast(LanguageKept())
    elif seller.language == action.tag:
        turn.toast(LanguageChosen())
    else:
        turn.toast(LanguageChosen())
        await switch(turn, seller, action.tag)


PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {AnswerLanguage: answer}
