"""What a clock does: run, stand, end; and whom it calls when."""

from datetime import datetime
from enum import StrEnum

from crm.tickets import rules as tickets
from crm.tickets.sla.policy import Policy
from models import SlaClock, Ticket
from models.sla import Alarm, Goal
from models.tickets import FINISHED, TicketState

PERCENT = 100


class Course(StrEnum):
    """What a clock is to do."""

    RUN = "run"
    STAND = "stand"
    END = "end"


def promised(goal: Goal, ticket: Ticket, policy: Policy) -> int | None:
    """Return the minutes that there are for `goal`; None where nothing is promised.

    Where staff wrote first there is nobody who waits for a first answer.
    """
    if goal is Goal.FIRST_RESPONSE and tickets.begun_by(ticket):
        return None
    return policy.targets.minutes(goal, category=ticket.category, priority=ticket.priority)


def course(goal: Goal, ticket: Ticket) -> Course:
    """Return what the clock of a ticket in this state is to do.

    A first answer is given once and for all. Time for solving stands while the seller has the
    word, and runs on where it stood if a solved report is opened again.
    """
    if ticket.state in FINISHED:
        return Course.END
    waits = ticket.state is TicketState.WAITING
    if goal is Goal.FIRST_RESPONSE:
        return Course.END if waits or ticket.first_response_at else Course.RUN
    return Course.STAND if waits else Course.RUN


def follow(clock: SlaClock, step: Course, policy: Policy, *, now: datetime) -> None:
    """Let the clock run, stand or end from now on."""
    if step is Course.RUN:
        if clock.running_since is None and not _is_answered(clock):
            clock.ended_at = None
            _run(clock, policy, now)
        return
    _halt(clock, policy, now)
    if step is Course.END and clock.ended_at is None:
        clock.ended_at = now


def retarget(clock: SlaClock, minutes: int, policy: Policy, *, now: datetime) -> None:
    """Give the clock another time.

    Where more than that is spent already, the time is over now rather than in the past, so that
    supervisors are not called before the assignee; a clock that ran out before goes on as it was.
    """
    runs = clock.running_since is not None
    _halt(clock, policy, now)
    if minutes > clock.spent:
        clock.minutes, clock.breached_at = minutes, None
    elif clock.breached_at is None:
        clock.minutes = clock.spent
    if runs:
        _run(clock, policy, now)


def calls(clock: SlaClock, policy: Policy, *, now: datetime) -> Alarm | None:
    """Return whom a running clock is to call by now, and set it to the next; None for nobody.

    Whoever was to be called meanwhile, while Sapa was down, is passed over.
    """
    if clock.running_since is None:
        return None
    spent = clock.spent + policy.calendar.between(clock.running_since, now)
    due = [alarm for alarm in _left(clock) if _threshold(clock, alarm, policy) <= spent]
    if due:
        clock.alarm = due[-1]
    if clock.due_at is not None and clock.due_at <= now:
        clock.breached_at = clock.breached_at or clock.due_at
    clock.next_at = _next(clock, policy)
    return due[-1] if due else None


def _is_answered(clock: SlaClock) -> bool:
    return clock.goal is Goal.FIRST_RESPONSE and clock.ended_at is not None


def _run(clock: SlaClock, policy: Policy, now: datetime) -> None:
    clock.running_since = now
    left = clock.minutes - clock.spent
    clock.due_at = clock.breached_at or policy.calendar.after(now, left)
    clock.next_at = _next(clock, policy)


def _halt(clock: SlaClock, policy: Policy, now: datetime) -> None:
    if clock.running_since is None:
        return
    clock.spent += policy.calendar.between(clock.running_since, now)
    if clock.due_at is not None and clock.due_at <= now:
        clock.breached_at = clock.breached_at or clock.due_at
    clock.running_since = clock.due_at = clock.next_at = None


def _next(clock: SlaClock, policy: Policy) -> datetime | None:
    left = _left(clock)
    if not left or clock.running_since is None:
        return None
    return policy.calendar.after(
        clock.running_since, _threshold(clock, left[0], policy) - clock.spent
    )


def _left(clock: SlaClock) -> list[Alarm]:
    """Return whom the clock has not called yet, in their order."""
    order = list(Alarm)
    return order[order.index(clock.alarm) + 1 :]


def _threshold(clock: SlaClock, alarm: Alarm, policy: Policy) -> int:
    """Return after how many minutes in all `alarm` is due."""
    alarms = policy.targets.alarms
    return {
        Alarm.NONE: 0,
        Alarm.WARNED: clock.minutes * alarms.warn_percent // PERCENT,
        Alarm.ASSIGNEE: clock.minutes,
        Alarm.GROUP: clock.minutes + alarms.supervisors_after,
        Alarm.PRIVATE: clock.minutes + alarms.private_after,
    }[alarm]
