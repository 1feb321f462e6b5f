"""`/kembar`, and what supervisors press below a pair of stores that may be one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from crm.duplicates import deciding
from crm.duplicates.payloads import (
    DuplicatePair,
    DuplicatesDeclined,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairPress,
    PairPressed,
    PairReopened,
)
from crm.duplicates.refusals import (
    MergedOn,
    NoOtherPair,
    NotMerged,
    PairDecided,
    PairGone,
    SupervisorsOnly,
)
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from views.actions import Action, KeepPair, MergePair, NextPair, UndoPair

Shown = DuplicatePair | NoDuplicates | PairMerged | PairKept | PairReopened


async def ask(turn: Turn) -> None:
    """Show the pair that has waited longest."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        turn.reply(await deciding.next_pair(turn.session, staff=turn.staff))
    except SupervisorsOnly:
        turn.reply(DuplicatesDeclined())


async def merge(turn: Turn, action: MergePair) -> None:
    """Make one store of a pair."""
    await _decide(
        turn,
        action.pair_id,
        PairPress.MERGED,
        lambda staff: deciding.merge(
            turn.session, pair_id=action.pair_id, into=action.into, staff=staff, now=turn.now
        ),
    )


async def keep(turn: Turn, action: KeepPair) -> None:
    """Keep both stores of a pair."""
    await _decide(
        turn,
        action.pair_id,
        PairPress.KEPT,
        lambda staff: deciding.keep(
            turn.session, pair_id=action.pair_id, staff=staff, now=turn.now
        ),
    )


async def undo(turn: Turn, action: UndoPair) -> None:
    """Take back what was decided about a pair."""
    await _decide(
        turn,
        action.pair_id,
        PairPress.REOPENED,
        lambda staff: deciding.take_back(
            turn.session, pair_id=action.pair_id, staff=staff, now=turn.now
        ),
    )


async def following(turn: Turn, action: NextPair) -> None:
    """Show another pair: in place of one that is left for later, below one that was decided."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    try:
        found = await deciding.next_pair(turn.session, staff=turn.staff, after=action.after)
    except SupervisorsOnly:
        turn.toast(PairPressed(PairPress.NOT_SUPERVISOR))
    except NoOtherPair:
        turn.toast(PairPressed(PairPress.ONLY_ONE))
    else:
        turn.reply(replace(found, message_id=turn.message.message_id if action.here else None))


async def _decide(
    turn: Turn, pair_id: int, outcome: PairPress, decide: Callable[[Staff], Awaitable[Shown]]
) -> None:
    """Do what was pressed and show it; what a colleague decided first is shown in its place."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    shown: Shown | None = None
    try:
        shown = await decide(turn.staff)
    except SupervisorsOnly:
        outcome = PairPress.NOT_SUPERVISOR
    except PairGone:
        outcome = PairPress.GONE
    except NotMerged:
        outcome = PairPress.NOTHING_TO_UNDO
    except MergedOn:
        outcome = PairPress.MERGED_ON
    except PairDecided:
        outcome = PairPress.DECIDED
        shown = await deciding.decided(turn.session, pair_id=pair_id)
    turn.toast(PairPressed(outcome))
    if shown is not None:
        turn.reply(replace(shown, message_id=turn.message.message_id))
        await turn.roster.follow_chats(turn.session)


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "kembar": (Role.AGENT, ask),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    MergePair: (Role.AGENT, merge),
    KeepPair: (Role.AGENT, keep),
    NextPair: (Role.AGENT, following),
    UndoPair: (Role.AGENT, undo),
}
"""Open to agents, who are told kindly that a supervisor decides."""
