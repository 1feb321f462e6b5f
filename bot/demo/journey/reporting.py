"""A seller has a problem, and staff see to it."""

import re

from bot.demo.accounts import Account
from bot.demo.happening import Shown
from bot.demo.journey.play import Play, expect
from models.tickets import Category
from views.actions import ChooseCategory, Claim, DialogStep, Open

NUMBER = re.compile(r"#(\d+)")


async def tell_category(play: Play, account: Account, menu: Shown, category: Category) -> None:
    """Open the report from a menu's button and say what it is about."""
    await play.client.presses(account.person_id, menu, menu.button(Open, entry="report"))
    await choose_category(play, account, category)


async def choose_category(play: Play, account: Account, category: Category) -> None:
    """Answer what the report is about, and be asked for the story."""
    client, chat = play.client, account.person_id
    question = await client.witness.hears(
        chat,
        lambda one: bool(one.button(ChooseCategory, category=category.value)),
        "the question what it is about",
    )
    chosen = question.button(ChooseCategory, category=category.value)
    await client.presses(chat, question, chosen)
    await client.witness.hears(
        chat, lambda one: bool(one.button(DialogStep, move="cancel")), "the question for the story"
    )


async def add_to_report(
    play: Play,
    account: Account,
    *,
    text: str | None = None,
    kind: str | None = None,
    caption: str | None = None,
) -> Shown:
    """Send one message of the report, and return the bot's word that it has it."""
    await play.client.sends(account.person_id, text=text, kind=kind, caption=caption)
    return await play.client.witness.hears(
        account.person_id,
        lambda one: bool(one.button(DialogStep, move="done")),
        "the word that the message is kept",
    )


async def send_report(play: Play, account: Account, kept: Shown) -> int:
    """Say that it is all, look it over, send it, and return the ticket's number."""
    client, chat = play.client, account.person_id
    await client.presses(chat, kept, kept.button(DialogStep, move="done"))
    summary = await client.witness.hears(
        chat, lambda one: bool(one.button(DialogStep, move="send")), "the report to look over"
    )
    await client.presses(chat, summary, summary.button(DialogStep, move="send"))
    receipt = await client.witness.hears(
        chat, lambda one: bool(one.button(Open, entry="reports")), "the receipt of the report"
    )
    number = NUMBER.search(receipt.text)
    expect(number, "the receipt has no ticket number")
    return int(number[1]) if number else 0


async def card_of(play: Play, account: Account, number: int) -> Shown:
    """Return the ticket's card once it stands in a topic of its own."""
    card = await play.client.witness.hears(
        play.group, lambda one: bool(one.button(Claim, ticket_id=number)), f"the card of #{number}"
    )
    expect(account.store in card.text, f"the card of #{number} does not name {account.store}")
    state = await play.client.state()
    topics = {topic["id"]: topic for group in state["groups"] for topic in group["topics"]}
    expect(card.thread in topics, f"the card of #{number} does not stand in a topic")
    return card
