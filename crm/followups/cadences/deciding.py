"""What supervisors decide about a cadence: whether it may run."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.staff.rules import allowed
from models import Cadence, Interaction, Staff
from models.followups import CadenceState
from models.interactions import Channel, Direction
from models.staff import Role

log = structlog.get_logger()


class SupervisorsOnly(CrmError):
    """An agent may not decide about cadences."""

    code = "supervisors_only"


class CadenceUnknown(CrmError):
    """No cadence of that name was ever published."""

    code = "cadence_unknown"


class _InAnotherState(CrmError):
    """`state` is the one that the cadence is in."""

    def __init__(self, name: str, state: CadenceState) -> None:
        """Name the state."""
        super().__init__(f"{name} is {state}: {_MEANING[state]}", state=state)
        self.state = state


class CadenceNotWaiting(_InAnotherState):
    """There is nothing to approve: somebody was quicker, or its file is gone."""

    code = "cadence_not_waiting"


class CadenceNotActive(_InAnotherState):
    """Only what runs can be paused."""

    code = "cadence_not_active"


class CadenceNotPaused(_InAnotherState):
    """Only what was paused can be resumed."""

    code = "cadence_not_paused"


class CadenceChanged(CrmError):
    """The file was changed since: the edition that was looked at is not the one that waits."""

    code = "cadence_changed"


_MEANING: Mapping[CadenceState, str] = {
    CadenceState.WAITING: "its edition was not approved yet.",
    CadenceState.ACTIVE: "it runs already.",
    CadenceState.PAUSED: "resume it to let it run.",
    CadenceState.RETIRED: "its file is gone.",
}


async def approve(
    session: AsyncSession,
    *,
    name: str,
    staff: Staff | None,
    now: datetime,
    edition: int | None = None,
) -> None:
    """Let a new or changed cadence run; `staff` is None at the command line.

    What is decided in a chat is in the log as the press was; this logs what no chat has seen.

    `edition` is the one that they looked at; None approves whichever waits.

    Raises:
        SupervisorsOnly: for an agent.
        CadenceUnknown: there is none of that name.
        CadenceChanged: another edition waits.
        CadenceNotWaiting: the first who approves counts.
    """
    _check_may_decide(staff)
    found = await _locked(session, name)
    if edition is not None and found.edition != edition:
        message = f"{name} was changed: look at its new edition first."
        raise CadenceChanged(message, edition=found.edition)
    if found.state is not CadenceState.WAITING:
        raise CadenceNotWaiting(name, found.state)
    await _put(session, found, CadenceState.ACTIVE, staff=staff, now=now)


async def pause(session: AsyncSession, *, name: str, staff: Staff | None, now: datetime) -> None:
    """Let a cadence stand still: nobody enters it, and no step is taken.

    Raises:
        SupervisorsOnly: for an agent.
        CadenceUnknown: there is none of that name.
        CadenceNotActive: it does not run.
    """
    _check_may_decide(staff)
    found = await _locked(session, name)
    if found.state is not CadenceState.ACTIVE:
        raise CadenceNotActive(name, found.state)
    await _put(session, found, CadenceState.PAUSED, staff=staff, now=now)


async def resume(session: AsyncSession, *, name: str, staff: Staff | None, now: datetime) -> None:
    """Let a paused cadence run again.

    Raises:
        SupervisorsOnly: for an agent.
        CadenceUnknown: there is none of that name.
        CadenceNotPaused: it was not paused.
    """
    _check_may_decide(staff)
    found = await _locked(session, name)
    if found.state is not CadenceState.PAUSED:
        raise CadenceNotPaused(name, found.state)
    await _put(session, found, CadenceState.ACTIVE, staff=staff, now=now)


def _check_may_decide(staff: Staff | None) -> None:
    if staff is not None and not allowed(staff.role, Role.SUPERVISOR):
        raise SupervisorsOnly(role=staff.role)


async def _locked(session: AsyncSession, name: str) -> Cadence:
    """Return a cadence that nobody else decides about, or publishes, before this is done."""
    found = await session.get(Cadence, name, with_for_update=True, populate_existing=True)
    if found is None:
        message = f"There is no cadence {name}."
        raise CadenceUnknown(message, name=name)
    return found


async def _put(
    session: AsyncSession,
    cadence: Cadence,
    state: CadenceState,
    *,
    staff: Staff | None,
    now: datetime,
) -> None:
    await session.execute(
        update(Cadence)
        .where(col(Cadence.name) == cadence.name)
        .values(state=state, decided_at=now, decided_by=staff.id if staff else None)
    )
    if staff is None:
        session.add(_from_console(cadence, state, now))
    log.info(
        "cadence_decided",
        cadence=cadence.name,
        edition=cadence.edition,
        state=state.value,
        staff_id=staff.id if staff else None,
    )


def _from_console(cadence: Cadence, state: CadenceState, now: datetime) -> Interaction:
    return Interaction(
        at=now,
        direction=Direction.IN,
        channel=Channel.CONSOLE,
        kind="cadence_decided",
        text=f"{cadence.name}: {state}",
        data={"cadence": cadence.name, "edition": cadence.edition, "state": state.value},
    )
