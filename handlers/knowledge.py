"""Answers to common problems, read while a report is written; nothing of the report is lost."""

from crm.knowledge import operations
from crm.knowledge.articles import Article, article_of
from crm.knowledge.operations import ReadingGone
from crm.knowledge.payloads import TipSolved
from crm.knowledge.rules import matched, offered
from crm.sellers.menu import OldButton
from crm.tickets.rules import report_text
from handlers.dialogs.engine import DONE, STAY, Answers
from handlers.keeping import count, kept
from handlers.turn import Turn
from models import Ticket
from models.tickets import Category
from views.actions import AnswerTip, ReadTip

READINGS = "readings"
"""Under this name the answers hold what was read meanwhile: articles by the readings' ids."""


def may_help(answers: Answers) -> tuple[Article, ...]:
    """Return what to offer before the story is told."""
    return offered(Category(answers["category"]), report_text(kept(answers)), but=_seen(answers))


def may_help_still(answers: Answers) -> tuple[Article, ...]:
    """Return what the story, as it was told, is about."""
    return matched(Category(answers["category"]), report_text(kept(answers)), but=_seen(answers))


async def take(
    turn: Turn, answers: Answers, action: ReadTip | AnswerTip, *, on: str
) -> str | None:
    """Show an answer while the report waits, or take whether it helped: if not, go `on`."""
    if isinstance(action, ReadTip):
        return await _read(turn, answers, action)
    return await _answer(turn, answers, action, on=on)


async def _read(turn: Turn, answers: Answers, action: ReadTip) -> str | None:
    article = article_of(action.article)
    if article is None or turn.seller is None:
        turn.toast(OldButton())
        return turn.dialog.step if turn.dialog else STAY
    shown = await operations.show(turn.session, seller=turn.seller, article=article, now=turn.now)
    _remember(answers, shown.reading_id, article)
    turn.reply(shown)
    return STAY


async def _answer(turn: Turn, answers: Answers, action: AnswerTip, *, on: str) -> str | None:
    """End the report where an answer solved it.

    An answer that was read on another day says nothing about the problem at hand.
    """
    article = await told(turn, action)
    if article is None:
        return turn.dialog.step if turn.dialog else STAY
    if not action.solved:
        _remember(answers, action.reading_id, article)
        return on
    if str(action.reading_id) not in answers.get(READINGS, {}):
        await thank(turn, action.reading_id)
        return STAY
    if not await thank(turn, action.reading_id, kept=count(answers)):
        turn.reply(TipSolved(kept=count(answers)))  # they had changed their mind
    return DONE


async def told(turn: Turn, action: AnswerTip) -> str | None:
    """Keep whether an answer helped, and return its article; None where there is none."""
    if turn.seller is None:
        return None
    try:
        return await operations.answer(
            turn.session,
            seller=turn.seller,
            reading_id=action.reading_id,
            solved=bool(action.solved),
            now=turn.now,
        )
    except ReadingGone:
        turn.toast(OldButton())
        return None


async def let_go(turn: Turn, reading_id: int) -> int:
    """Leave the report that waited too long, where this answer solved it; count its messages."""
    dialog = turn.dialog
    if dialog is None or str(reading_id) not in dialog.answers.get(READINGS, {}):
        return 0
    kept = count(dialog.answers)
    await turn.dialogs.leave(turn)
    return kept


async def thank(turn: Turn, reading_id: int, *, kept: int = 0) -> bool:
    """Be glad, once; False where we were before."""
    return await turn.reply_once(TipSolved(kept=kept), key=f"tip-solved:{reading_id}")


async def led_to(turn: Turn, answers: Answers, ticket: Ticket) -> None:
    """Keep that what was read did not help."""
    readings = [int(one) for one in answers.get(READINGS, {})]
    await operations.led_to(turn.session, ticket=ticket, readings=readings, now=turn.now)


def _remember(answers: Answers, reading_id: int, article: str) -> None:
    answers[READINGS] = {**answers.get(READINGS, {}), str(reading_id): article}


def _seen(answers: Answers) -> list[Article]:
    found = (article_of(one) for one in answers.get(READINGS, {}).values())
    return [one for one in found if one is not None]
