"""A seller's first minute: Start by the invitation, a language, consent, and a greeting."""

from bot.demo.accounts import Account
from bot.demo.client import Client
from bot.demo.happening import Shown
from views.actions import AnswerConsent, ChooseLanguage, Open


async def come_aboard(client: Client, account: Account, language: str) -> Shown:
    """Do all that makes a seller known and willing; return the greeting by the store's name.

    Raises:
        DidNotHappen: one of the questions did not come.
    """
    hears, chat = client.witness.hears, account.person_id
    await client.starts(chat, account.invitation)
    asked = await hears(
        chat, lambda one: bool(one.button(ChooseLanguage, tag=language)), "the choice of language"
    )
    await client.presses(chat, asked, asked.button(ChooseLanguage, tag=language))
    asked = await hears(
        chat, lambda one: bool(one.button(AnswerConsent, yes=1)), "the question of consent"
    )
    await client.presses(chat, asked, asked.button(AnswerConsent, yes=1))
    return await hears(
        chat,
        lambda one: account.store in one.text and bool(one.button(Open, entry="report")),
        f"the greeting of {account.store}",
    )
