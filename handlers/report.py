"""The report dialog: what it is about, in the seller's own words and pictures, then sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from crm.outbox.payload import Payload
from crm.sellers.menu import MenuNote, OldButton
from crm.tickets import operations
from crm.tickets.messages import SPOKEN
from crm.tickets.messages import Said as Message
from crm.tickets.receiving import received
from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    MessageKept,
    NothingWritten,
    ReportFull,
    ReportSummary,
)
from crm.tickets.rules import cut, report_text
from handlers import knowledge, languages, meanings, offering, onboarding, silence
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.hearing import free_message
from handlers.home import home
from handlers.keeping import MESSAGES, Kept, add, count, keep, kept, wait
from handlers.turn import Turn
from handlers.tying import tie_of, tied
from handlers.uploading import late
from models import Seller
from models.tickets import Category
from views.actions import (
    Action,
    AnswerTip,
    ChooseCategory,
    ChooseIntent,
    DialogStep,
    MakeReport,
    ReadTip,
)

__all__ = ["COMMANDS", "DIALOGS", "PRESSES", "begin", "free_message"]

CATEGORY, DESCRIBE, CONFIRM = "category", "describe", offering.CONFIRM
SHOWN_TEXT = 600
"""How much of a report its summary repeats."""
PICTURES = frozenset({"photo", "video", "animation"})


async def begin(turn: Turn) -> None:
    """Begin a report, or go on with the one at hand; words after the command belong to it."""
    if await onboarding.agreed(turn) is None:
        return
    dialog = turn.dialog
    if dialog is not None and dialog.name == offering.REPORT:
        await turn.dialogs.resume(turn)
        return
    answers = _so_far(turn)
    words = _after_command(turn)
    if words:
        add(turn, answers, turn.message, text=words)
    await turn.dialogs.start(turn, offering.REPORT, answers)


async def begin_after_reading(turn: Turn, category: Category, readings: dict[str, str]) -> None:
    """Begin a report about what these answers did not solve, or go on with the one at hand."""
    answers: Answers = {"category": category.value, **_so_far(turn)}
    answers[knowledge.READINGS] = {**answers.get(knowledge.READINGS, {}), **readings}
    step = CONFIRM if answers.get(MESSAGES) else DESCRIBE
    await turn.dialogs.start(turn, offering.REPORT, answers, step=step)


async def lost_offer(turn: Turn, _action: MakeReport | ChooseCategory | ChooseIntent) -> None:
    """Begin a report where the question it belonged to is gone."""
    turn.toast(OldButton())
    await begin(turn)


def _so_far(turn: Turn) -> Answers:
    """Return what a report can take over of the dialog at hand."""
    dialog = turn.dialog
    if dialog is not None and dialog.name == offering.REPORT:
        return dict(dialog.answers)
    if dialog is not None and dialog.name == offering.OFFER:
        return {MESSAGES: dialog.answers.get(MESSAGES, []), **tie_of(dialog.answers)}
    if late.is_waiting(turn) and dialog is not None and MESSAGES in dialog.answers:
        return {MESSAGES: dialog.answers[MESSAGES]}
    return {}


def _after_command(turn: Turn) -> str:
    if turn.update.message is None:
        return ""
    text = turn.message.text or turn.message.caption or ""
    return text.partition(" ")[2].strip() if text.startswith("/") else ""


async def _ask_category(_turn: Turn, answers: Answers) -> Payload:
    return CategoryQuestion(waiting=count(answers))


async def _take_category(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is not None:
        if turn.seller is not None and await silence.heard(turn, turn.seller, said.message):
            return STAY
        return wait(turn, answers, said.message)
    return await _press(turn, answers, said.action)


async def _ask_words(_turn: Turn, answers: Answers) -> Payload:
    return DescribeQuestion(
        category=Category(answers["category"]),
        kept=count(answers),
        tips=knowledge.may_help(answers),
    )


async def _take_words(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is None:
        return await _press(turn, answers, said.action)
    done = keep(answers, said.message)
    if not done.is_answered:
        number = count(answers)
        turn.reply(ReportFull(kept=number) if done is Kept.FULL else MessageKept(kept=number))
        await languages.heard(turn, said.message)
    return STAY


async def _ask_to_send(_turn: Turn, answers: Answers) -> Payload:
    summary = _summary(Category(answers["category"]), kept(answers))
    return replace(summary, tips=knowledge.may_help_still(answers))


async def _take_confirmation(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is None:
        return await _press(turn, answers, said.action)
    done = keep(answers, said.message)
    if done is Kept.FULL:
        turn.reply(ReportFull(kept=count(answers)))
    is_asked = await languages.heard(turn, said.message)
    return CONFIRM if done is Kept.ADDED and not is_asked else STAY


async def _press(turn: Turn, answers: Answers, action: Action | None) -> str | None:
    """Move as a button says; those of a question above work as long as the dialog lasts."""
    match action:
        case ChooseCategory(category=category) if category in set(Category):
            answers["category"] = category
            return CONFIRM if answers.get(MESSAGES) else DESCRIBE
        case ReadTip() | AnswerTip():
            return await knowledge.take(turn, answers, action, on=_step_on(turn, answers))
        case DialogStep(move="cancel"):
            return _cancel(turn)
        case DialogStep(move="back") if "category" in answers:
            return DESCRIBE
        case DialogStep(move="done" | "send" as move) if "category" in answers:
            return await _on(turn, answers, move)
        case _:
            turn.toast(OldButton())
            return turn.dialog.step if turn.dialog else STAY


def _step_on(turn: Turn, answers: Answers) -> str:
    """Return the step at which the report goes on: the story, or a look at what is there."""
    if "category" not in answers:
        return turn.dialog.step if turn.dialog else CATEGORY
    return CONFIRM if answers.get(MESSAGES) else DESCRIBE


async def _on(turn: Turn, answers: Answers, move: str) -> str | None:
    if not answers.get(MESSAGES):
        turn.toast(NothingWritten())
        return STAY
    is_shown = turn.dialog is not None and turn.dialog.step == CONFIRM
    if move == "done" or not is_shown or turn.seller is None:
        return CONFIRM
    return await _send(turn, turn.seller, answers)


async def _send(turn: Turn, seller: Seller, answers: Answers) -> str:
    category = Category(answers["category"])
    ticket = await operations.report(
        turn.session,
        seller=seller,
        category=category,
        messages=kept(answers),
        kind=meanings.kind_of(answers),
        data=await tied(turn, seller, answers),
        now=turn.now,
    )
    turn.ticket_id = ticket.id
    await knowledge.led_to(turn, answers, ticket)
    turn.reply(await received(turn.session, ticket=ticket))
    return DONE


def _cancel(turn: Turn) -> str:
    turn.reply(home(turn, MenuNote.LEFT))
    return DONE


def _summary(category: Category, messages: Sequence[Message]) -> ReportSummary:
    kinds = [said.kind for said in messages if said.kind != "text"]
    pictures = sum(kind in PICTURES for kind in kinds)
    voices = sum(kind in SPOKEN for kind in kinds)
    return ReportSummary(
        category=category,
        text=cut(report_text(messages), SHOWN_TEXT),
        pictures=pictures,
        voices=voices,
        others=len(kinds) - pictures - voices,
    )


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"lapor": begin}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    MakeReport: lost_offer,
    ChooseCategory: lost_offer,
    ChooseIntent: lost_offer,
}
PRESSED = (ChooseCategory, DialogStep, ReadTip, AnswerTip)
REPORT_PLAN = DialogPlan(
    name=offering.REPORT,
    first=CATEGORY,
    steps={
        name: Step(ask, take, presses=PRESSED, messages=True)
        for name, ask, take in (
            (CATEGORY, _ask_category, _take_category),
            (DESCRIBE, _ask_words, _take_words),
            (CONFIRM, _ask_to_send, _take_confirmation),
        )
    },
)
DIALOGS: tuple[DialogPlan, ...] = (REPORT_PLAN, offering.PLAN)
