"""Sellers who have gone quiet hear from us at an hour of their own day, and answer."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.accounts import Account
from bot.demo.happening import Shown
from bot.demo.journey.approving import approve
from bot.demo.journey.play import Play, expect
from bot.demo.journey.reporting import add_to_report, card_of, choose_category, send_report
from bot.demo.onboarding import come_aboard
from bot.demo.witness import DidNotHappen
from crm.followups.hours import Hours
from crm.followups.letters import Answer
from models.calls import CallOutcome
from models.tickets import Category
from views.actions import AnswerFollowUp, CloseCall, OpenMenu

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DAYS = 12
"""How many days may pass: holidays in a row, when nobody is written to."""
MOMENT = 1.0
PROBLEM = "Pesenan ti Jakarta tos tilu dinten teu acan tiasa diprosés."


async def follow_up(play: Play) -> None:
    """Play two follow-ups, each in its own zone and language."""
    caller, troubled = play.cast.caller, play.cast.troubled
    days = f"quiet for {caller.days_silent} and {troubled.days_silent} days"
    async with play.step(f"{caller.owner} and {troubled.owner}, {days}, press Start"):
        await come_aboard(play.client, caller, "jv")
        await come_aboard(play.client, troubled, "su")
    await approve(play)
    async with play.step(f"The next day in {caller.place}, {caller.owner} asks for a call"):
        word = await _next_word(play, caller)
        await _ask_for_call(play, word)
    async with play.step(f"At their hour in {troubled.place}, {troubled.owner} has a problem"):
        word = await _next_word(play, troubled)
        await _report_problem(play, word)
    async with play.step(f"{play.stage.agents[1].name} calls and notes how it ended"):
        await _call(play)


async def _next_word(play: Play, account: Account) -> Shown:
    """Let days pass until the seller hears from us, and see that it is a decent hour there."""
    zone = ZoneInfo(account.zone)
    hours = Hours.of(play.stage.sapa.services.settings)
    for _ in range(DAYS):
        await _wake(play, hours.minute_of(account.seller_id), zone)
        word = await play.client.witness.overhears(
            account.person_id, lambda one: bool(one.button(AnswerFollowUp)), patience=MOMENT
        )
        if word is not None:
            hour = f"{word.at.astimezone(zone):%H:%M}"
            decent = hours.is_open(word.at, account.zone)
            expect(decent, f"{account.owner} was written to at {hour}")
            expect(account.store in word.text, f"the follow-up does not name {account.store}")
            return word
    message = f"nobody asked how {account.store} is, on {DAYS} days"
    raise DidNotHappen(message)


async def _wake(play: Play, minute: int, zone: ZoneInfo) -> None:
    """Move the clock to just after the next time that it is this minute of the day there."""
    now = (await play.client.now()).astimezone(zone)
    midnight = datetime.combine(now.date(), time(), zone)
    at = midnight + timedelta(minutes=minute) + MINUTE
    await play.client.moves_clock((at if at > now else at + DAY) - now)


async def _ask_for_call(play: Play, word: Shown) -> None:
    client, seller = play.client, play.cast.caller.person_id
    call = word.button(AnswerFollowUp, answer=Answer.CALL.value)
    await client.witness.answered(await client.presses(seller, word, call))
    await client.witness.hears(
        seller, lambda one: bool(one.button(OpenMenu)), "the promise of a call"
    )


async def _call(play: Play) -> None:
    client, agent = play.client, play.stage.agents[1]
    reached = CallOutcome.REACHED.value
    card = await client.witness.hears(
        play.group,
        lambda one: one.thread is None and bool(one.button(CloseCall, outcome=reached)),
        "the call's card in General",
    )
    store = play.cast.caller.store
    expect(store in card.text, f"the call's card does not name {store}")
    pressed = await client.presses(agent.id, card, card.button(CloseCall, outcome=reached))
    expect(await client.witness.answered(pressed), "the outcome was taken without a word")
    ended = await client.witness.hears(
        play.group,
        lambda one: one.edited and one.id == card.id and not one.button(CloseCall),
        "the card of a call that was made",
    )
    expect(agent.name in ended.text, f"the card does not say that {agent.name} called")


async def _report_problem(play: Play, word: Shown) -> None:
    client, seller = play.client, play.cast.troubled
    problem = word.button(AnswerFollowUp, answer=Answer.PROBLEM.value)
    await client.presses(seller.person_id, word, problem)
    await choose_category(play, seller, Category.ORDER)
    kept = await add_to_report(play, seller, text=PROBLEM)
    number = await send_report(play, seller, kept)
    card = await card_of(play, seller, number)
    expect(PROBLEM in card.text, "the card does not carry the problem's words")
