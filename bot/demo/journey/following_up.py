"""Sellers who have gone quiet are greeted in their own morning, and answer."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.accounts import Account
from bot.demo.happening import Shown
from bot.demo.journey.play import Play, expect
from bot.demo.journey.reporting import add_to_report, card_of, choose_category, send_report
from bot.demo.onboarding import come_aboard
from bot.demo.witness import DidNotHappen
from crm.followups.rules import CLOSES, OPENS, Answer
from models.calls import CallOutcome
from models.tickets import Category
from views.actions import AnswerFollowUp, CloseCall, OpenMenu

BEFORE = time(8, 45)
AFTER = time(10, 30)
QUARTER = timedelta(minutes=15)
MORNINGS = 12
"""How many mornings may pass: holidays in a row, when nobody is written to."""
MOMENT = 1.0
PROBLEM = "Pesenan ti Jakarta tos tilu dinten teu acan tiasa diprosés."


async def follow_up(play: Play) -> None:
    """Play two follow-ups, each in its own zone and language."""
    caller, troubled = play.cast.caller, play.cast.troubled
    days = f"quiet for {caller.days_silent} and {troubled.days_silent} days"
    async with play.step(f"{caller.owner} and {troubled.owner}, {days}, press Start"):
        await come_aboard(play.client, caller, "jv")
        await come_aboard(play.client, troubled, "su")
    async with play.step(f"The next morning in {caller.place}, {caller.owner} asks for a call"):
        nudge = await _next_morning(play, caller)
        await _ask_for_call(play, nudge)
    async with play.step(f"Morning in {troubled.place}: {troubled.owner} has a problem"):
        nudge = await _next_morning(play, troubled)
        await _report_problem(play, nudge)
    async with play.step(f"{play.stage.agents[1].name} calls and notes how it ended"):
        await _call(play)


async def _next_morning(play: Play, account: Account) -> Shown:
    """Let time pass until the seller is greeted, and see that it is a decent hour there."""
    zone = ZoneInfo(account.zone)
    for _ in range(MORNINGS):
        nudge = await _morning(play, account, zone)
        if nudge is not None:
            hour = nudge.at.astimezone(zone).time()
            expect(OPENS <= hour < CLOSES, f"{account.owner} was written to at {hour:%H:%M}")
            expect(account.store in nudge.text, f"the follow-up does not name {account.store}")
            return nudge
    message = f"nobody asked how {account.store} is, on {MORNINGS} mornings"
    raise DidNotHappen(message)


async def _morning(play: Play, account: Account, zone: ZoneInfo) -> Shown | None:
    """Wake up a little before nine there and wait through the morning, a quarter at a time."""
    client = play.client
    now = (await client.now()).astimezone(zone)
    early = datetime.combine(now.date(), BEFORE, zone)
    wake = early if now <= early else early + timedelta(days=1)
    now = (await client.moves_clock(wake - now)).astimezone(zone)
    while now.time() < AFTER:
        nudge = await client.witness.overhears(
            account.person_id, lambda one: bool(one.button(AnswerFollowUp)), patience=MOMENT
        )
        if nudge is not None:
            return nudge
        now = (await client.moves_clock(QUARTER)).astimezone(zone)
    return None


async def _ask_for_call(play: Play, nudge: Shown) -> None:
    client, seller = play.client, play.cast.caller.person_id
    call = nudge.button(AnswerFollowUp, answer=Answer.CALL.value)
    await client.witness.answered(await client.presses(seller, nudge, call))
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


async def _report_problem(play: Play, nudge: Shown) -> None:
    client, seller = play.client, play.cast.troubled
    problem = nudge.button(AnswerFollowUp, answer=Answer.PROBLEM.value)
    await client.presses(seller.person_id, nudge, problem)
    await choose_category(play, seller, Category.ORDER)
    kept = await add_to_report(play, seller, text=PROBLEM)
    number = await send_report(play, seller, kept)
    card = await card_of(play, seller, number)
    expect(PROBLEM in card.text, "the card does not carry the problem's words")
