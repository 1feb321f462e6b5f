"""`/balasan`: the shelf of canned answers, which supervisors write and everybody may look at.

What is asked for is taken from a reply to the message that asked, so it goes on after a restart
and beside whatever else is done in the chat.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.errors import CrmError
from crm.macros import operations, shelf
from crm.macros.payloads import (
    Declined,
    MacroDeclined,
    MacroNamePrompt,
    MacroPressed,
    MacroTextPrompt,
    Pressed,
)
from crm.macros.refusals import (
    MacroGone,
    NeedsWords,
    SupervisorsOnly,
    TooLong,
    TooMany,
    UnbalancedBrace,
    UnknownBlank,
)
from handlers.prompts import prompted
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models import Macro, Staff
from models.staff import Role
from models.tickets import Category
from views.actions import Action, ChangeMacro, FileMacro, ListMacros, NewMacro, ShowMacro

KIND = "macro_words"
"""How the log of messages names what is replied to a question about macros."""
ALL = "all"


async def show_all(turn: Turn) -> None:
    """Show the shelf of all macros."""
    if turn.staff is not None:
        await stay_in_topic(turn)
        turn.reply(await shelf.shelf(turn.session, staff=turn.staff, now=turn.now))


async def list_(turn: Turn, action: ListMacros) -> None:
    """Show the macros of a category, or the shelf again."""

    async def act(staff: Staff) -> Pressed:
        here = turn.message.message_id
        if action.category == ALL:
            turn.reply(await shelf.shelf(turn.session, staff=staff, now=turn.now, message_id=here))
        else:
            category = _category(action.category)
            turn.reply(await shelf.listed(turn.session, category=category, message_id=here))
        return Pressed.DONE

    await _pressed(turn, act)


async def show(turn: Turn, action: ShowMacro) -> None:
    """Show a macro in a language."""

    async def act(staff: Staff) -> Pressed:
        turn.reply(
            await shelf.card(
                turn.session,
                macro_id=action.macro_id,
                language=action.language,
                staff=staff,
                message_id=turn.message.message_id,
            )
        )
        return Pressed.DONE

    await _pressed(turn, act)


async def new(turn: Turn, _action: NewMacro) -> None:
    """Ask what a new macro is called."""

    async def act(staff: Staff) -> Pressed:
        operations.check_may_write(staff)
        turn.reply(MacroNamePrompt(telegram_id=staff.telegram_id, name=staff.name))
        return Pressed.DONE

    await _pressed(turn, act)


async def file(turn: Turn, action: FileMacro) -> None:
    """Offer a macro with the tickets of a category; one without words is to be written next."""

    async def act(staff: Staff) -> Pressed:
        macro = await operations.categorise(
            turn.session,
            macro_id=action.macro_id,
            category=_category(action.category),
            staff=staff,
            now=turn.now,
        )
        turn.reply(shelf.next_step(macro, staff=staff))
        return Pressed.DONE

    await _pressed(turn, act)


async def change(turn: Turn, action: ChangeMacro) -> None:
    """Do what a button under a macro says."""
    move = _MOVES.get(action.move)
    if move is None:
        turn.toast(MacroPressed(Pressed.GONE))
    else:
        await _pressed(turn, lambda staff: move(turn, staff, action))


async def take(turn: Turn) -> bool:
    """Take a reply to a question of ours about macros; False where the message is none.

    An album is answered once, by its first part, which is the one that carries the words.
    """
    message = turn.message
    prompt = await prompted(turn, MacroNamePrompt, MacroTextPrompt)
    if turn.staff is None or prompt is None:
        return False
    await stay_in_topic(turn)
    turn.kind = KIND
    if message.media_group_id and not message.caption:
        return True
    try:
        await _take(turn, turn.staff, prompt)
    except CrmError as refusal:
        if type(refusal) not in _DECLINED:
            raise
        turn.reply(_declined(turn, refusal))
    return True


async def _take(turn: Turn, staff: Staff, prompt: MacroNamePrompt | MacroTextPrompt) -> None:
    text = turn.message.text or turn.message.caption or ""
    if isinstance(prompt, MacroTextPrompt):
        macro = await operations.write(
            turn.session,
            macro_id=prompt.line.macro_id,
            language=prompt.language,
            text=text,
            staff=staff,
            now=turn.now,
        )
        turn.reply(shelf.card_of(macro, language=prompt.language, staff=staff))
    else:
        macro = await operations.begin(turn.session, staff=staff, name=text, now=turn.now)
        turn.reply(shelf.filing(macro))


async def _pressed(turn: Turn, act: Callable[[Staff], Awaitable[Pressed]]) -> None:
    if turn.staff is None:
        return
    await stay_in_topic(turn)
    limit = 0
    try:
        outcome = await act(turn.staff)
    except TooMany as refusal:
        outcome, limit = Pressed.TOO_MANY, refusal.limit
    except (SupervisorsOnly, MacroGone, NeedsWords) as refusal:
        outcome = _REFUSED[type(refusal)]
    if outcome is not Pressed.DONE:
        turn.toast(MacroPressed(outcome, limit=limit))


async def _write(turn: Turn, staff: Staff, action: ChangeMacro) -> Pressed:
    macro = await operations.held(turn.session, macro_id=action.macro_id, staff=staff)
    turn.reply(shelf.asked(macro, language=action.language, staff=staff))
    return Pressed.DONE


async def _drop(turn: Turn, staff: Staff, action: ChangeMacro) -> Pressed:
    number, language = action.macro_id, action.language
    macro = await operations.drop(
        turn.session, macro_id=number, language=language, staff=staff, now=turn.now
    )
    return _redraw(turn, staff, macro, action.language)


async def _switch(turn: Turn, staff: Staff, action: ChangeMacro) -> Pressed:
    number, on = action.macro_id, action.move == "on"
    macro = await operations.switch(
        turn.session, macro_id=number, on=on, staff=staff, now=turn.now
    )
    return _redraw(turn, staff, macro, action.language)


async def _file(turn: Turn, staff: Staff, action: ChangeMacro) -> Pressed:
    macro = await operations.held(turn.session, macro_id=action.macro_id, staff=staff)
    turn.reply(shelf.filing(macro))
    return Pressed.DONE


def _redraw(turn: Turn, staff: Staff, macro: Macro, language: str) -> Pressed:
    here = turn.message.message_id
    turn.reply(shelf.card_of(macro, language=language, staff=staff, message_id=here))
    return Pressed.DONE


def _category(code: str) -> Category | None:
    """Return the category of a button; one of another day means any report."""
    return Category(code) if code in set(Category) else None


def _declined(turn: Turn, refusal: CrmError) -> MacroDeclined:
    return MacroDeclined(
        _DECLINED[type(refusal)],
        reply_to=turn.message.message_id,
        blank=refusal.word if isinstance(refusal, UnknownBlank) else "",
        limit=refusal.limit if isinstance(refusal, TooLong) else 0,
    )


_MOVES: dict[str, Callable[[Turn, Staff, ChangeMacro], Awaitable[Pressed]]] = {
    "write": _write,
    "drop": _drop,
    "on": _switch,
    "off": _switch,
    "file": _file,
}
_REFUSED: dict[type[CrmError], Pressed] = {
    SupervisorsOnly: Pressed.NOT_SUPERVISOR,
    MacroGone: Pressed.GONE,
    NeedsWords: Pressed.NO_WORDS,
}
_DECLINED: dict[type[CrmError], Declined] = {
    SupervisorsOnly: Declined.NOT_SUPERVISOR,
    MacroGone: Declined.GONE,
    NeedsWords: Declined.NO_WORDS,
    TooLong: Declined.TOO_LONG,
    UnknownBlank: Declined.UNKNOWN_BLANK,
    UnbalancedBrace: Declined.UNBALANCED,
}

STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "balasan": (Role.AGENT, show_all),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListMacros: (Role.AGENT, list_),
    ShowMacro: (Role.AGENT, show),
    NewMacro: (Role.AGENT, new),
    FileMacro: (Role.AGENT, file),
    ChangeMacro: (Role.AGENT, change),
}
"""All open to agents, who are told kindly what supervisors do."""
