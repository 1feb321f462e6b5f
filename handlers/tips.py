"""`/tips`: quick answers by subject; a report begins where one did not help."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.knowledge import operations, queries, rules
from crm.knowledge.articles import SUBJECTS, article_of
from crm.knowledge.payloads import TipCounts, TipList, TipSubjects
from crm.sellers.menu import OldButton
from handlers import knowledge, onboarding, report
from handlers.home import home
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from models.tickets import Category
from views.actions import Action, AnswerTip, ListTips, ReadTip


async def subjects(turn: Turn) -> None:
    """Offer the subjects; whoever is doing something stays at it."""
    if await onboarding.agreed(turn) is not None:
        turn.reply(TipSubjects(categories=rules.categories()))


async def list_(turn: Turn, action: ListTips) -> None:
    """Offer the answers about a subject."""
    if action.category not in set(Category) or not rules.of(Category(action.category)):
        await subjects(turn)
    elif await onboarding.agreed(turn) is not None:
        category = Category(action.category)
        turn.reply(TipList(category=category, articles=tuple(rules.of(category))))


async def read(turn: Turn, action: ReadTip) -> None:
    """Show an answer."""
    seller, article = await onboarding.agreed(turn), article_of(action.article)
    if seller is None:
        return
    if article is None:
        _stale(turn)
        return
    turn.reply(await operations.show(turn.session, seller=seller, article=article, now=turn.now))


async def answer(turn: Turn, action: AnswerTip) -> None:
    """Be glad that an answer helped, or let our team do it."""
    if await onboarding.agreed(turn) is None:
        return
    article = article_of(await knowledge.told(turn, action) or "")
    if article is None:
        _stale(turn)
    elif action.solved:
        kept = await knowledge.let_go(turn, action.reading_id)
        await knowledge.thank(turn, action.reading_id, kept=kept)
    else:
        await report.begin_after_reading(
            turn, SUBJECTS[article].category, {str(action.reading_id): article}
        )


async def counts(turn: Turn) -> None:
    """Tell staff what the answers have done this month."""
    await stay_in_topic(turn)
    zone = turn.services.settings.timezone
    first = turn.now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    turn.reply(
        TipCounts(
            since=first.date(),
            lines=tuple(await queries.counts(turn.session, since=first)),
        )
    )


def _stale(turn: Turn) -> None:
    turn.toast(OldButton())
    turn.reply(home(turn))


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"tips": subjects}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    ListTips: list_,
    ReadTip: read,
    AnswerTip: answer,
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "tips": (Role.AGENT, counts),
}
