"""The engine that runs declared dialogs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import Message

from crm.outbox.payload import Payload
from handlers.turn import Turn
from models import Dialog
from views.actions import Action

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What the person did in this turn: pressed a button, or sent a message."""

    action: Action | None = None
    message: Message | None = None

    @property
    def text(self) -> str:
        """The message's text or caption; empty for a press, a photo, a voice."""
        if self.message is None:
            return ""
        return self.message.text or self.message.caption or ""


STAY = None
"""Returned by a step that has said what is needed itself and waits for more."""
DONE = ""
"""Returned by a dialog's last step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a dialog.

    `ask` returns the question; `take` is given the answer and returns the next step's name, `STAY`
    or `DONE`. `presses` are the actions whose buttons belong to this step; `messages` tells
    whether it takes messages too.
    """

    ask: Callable[[Turn, Answers], Awaitable[Payload]]
    take: Callable[[Turn, Answers, Said], Awaitable[str | None]]
    presses: tuple[type[Action], ...] = ()
    messages: bool = False


@dataclass(frozen=True, slots=True)
class DialogPlan:
    """A declared dialog: its steps by name, where it begins, and how long it waits for a word."""

    name: str
    first: str
    steps: Mapping[str, Step]
    patience: timedelta = timedelta(days=3)
    left: Callable[[Turn, Answers], Awaitable[None]] | None = None
    """Told when the dialog ends, however it does."""


class Dialogs:
    """All dialogs of the bot."""

    def __init__(self, *plans: DialogPlan) -> None:
        """Know `plans` by name."""
        self._plans = {plan.name: plan for plan in plans}

    async def start(
        self, turn: Turn, name: str, answers: Answers | None = None, *, step: str | None = None
    ) -> None:
        """Begin a dialog (leaving any other) at `step`, or its first one, and ask."""
        await self.leave(turn)
        plan = self._plans[name]
        dialog = Dialog(
            chat_id=turn.chat_id,
            name=name,
            step=step or plan.first,
            answers=answers or {},
            started_at=turn.now,
            expires_at=turn.now + plan.patience,
        )
        turn.session.add(dialog)
        turn.roster.dialogs[turn.chat_id] = dialog
        await self.ask(turn)

    async def ask(self, turn: Turn) -> None:
        """Put the present step's question (again), as after a change of language."""
        dialog = await self._at_hand(turn)
        if dialog is not None:
            turn.reply(await self._step(dialog).ask(turn, dialog.answers))

    async def take(self, turn: Turn, said: Said) -> bool:
        """Give the present step what was said; False where it is not for it."""
        dialog = await self._at_hand(turn)
        if dialog is None or self.expired(turn) or not self._accepts(dialog, said):
            return False
        answers = dict(dialog.answers)
        following = await self._step(dialog).take(turn, answers, said)
        if turn.dialog is not dialog:  # the step began another dialog, or left
            return True
        if following == DONE:
            await self.leave(turn)
            return True
        plan = self._plans[dialog.name]
        dialog.answers = answers
        dialog.expires_at = turn.now + plan.patience
        if following is not None:
            dialog.step = following
            await self.ask(turn)
        return True

    def expired(self, turn: Turn) -> bool:
        """Tell whether this chat has a dialog that waited too long."""
        return turn.dialog is not None and turn.dialog.expires_at <= turn.now

    async def resume(self, turn: Turn) -> bool:
        """Take an expired dialog up again; False where there is none."""
        dialog = await self._at_hand(turn)
        if dialog is None:
            return False
        self.revive(turn)
        await self.ask(turn)
        return True

    def revive(self, turn: Turn) -> None:
        """Let the dialog at hand wait as long again as it does from its first word."""
        dialog = turn.dialog
        if dialog is not None and dialog.name in self._plans:
            dialog.expires_at = turn.now + self._plans[dialog.name].patience

    async def leave(self, turn: Turn) -> bool:
        """End the dialog at hand; False where there is none."""
        dialog = turn.roster.dialogs.pop(turn.chat_id, None)
        if dialog is None:
            return False
        plan = self._plans.get(dialog.name)
        if plan is not None and plan.left is not None:
            await plan.left(turn, dialog.answers)
        await turn.session.delete(dialog)
        await turn.session.flush()
        return True

    async def _at_hand(self, turn: Turn) -> Dialog | None:
        """Return this chat's dialog; one that this version of Sapa does not declare is left."""
        dialog = turn.dialog
        plan = self._plans.get(dialog.name) if dialog else None
        if dialog is not None and (plan is None or dialog.step not in plan.steps):
            await self.leave(turn)
            return None
        return dialog

    def _step(self, dialog: Dialog) -> Step:
        return self._plans[dialog.name].steps[dialog.step]

    def _accepts(self, dialog: Dialog, said: Said) -> bool:
        step = self._step(dialog)
        return isinstance(said.action, step.presses) if said.action else step.messages
