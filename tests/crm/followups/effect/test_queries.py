"""What the database counts, against the same said in plain Python over random stores."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from core.db import Database
from crm.followups.cadences.plans import CadencePlan
from crm.followups.cadences.showing import known
from crm.followups.effect.figures import Effect, Outcomes, Sendings, Sent
from crm.followups.effect.queries import effect
from crm.followups.effect.rules import Tally
from models import FollowUp, Touch
from models.followups import Ending, TouchSource, TouchState
from models.imports import ImportKind
from models.interactions import Channel
from tests.support.builders import NOW
from tests.support.cadences import a_plan, a_step, approved
from tests.support.rows import store
from tests.support.runs import a_pull

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
SEEN = NOW - timedelta(hours=3)
PLAN = a_plan("quiet", steps=(a_step("first"), a_step("second", 7), a_step("third", 14)))
SAID = (TouchState.SENT, TouchState.ANSWERED)
ENDINGS = (None, None, Ending.FINISHED, Ending.LOGGED_IN, Ending.OPTED_OUT, Ending.WITHDRAWN)


@dataclass
class Life:
    """A store's run and what was said to it."""

    followup: FollowUp
    touches: list[Touch] = field(default_factory=list[Touch])

    def said(self, step: str | None = None) -> list[Touch]:
        return [
            touch for touch in self.touches if touch.state in SAID and step in {None, touch.step}
        ]


def a_life(draw: random.Random, number: int) -> Life:
    """Let a store enter at a moment that is often just at an edge, and do what it does."""
    edges = [timedelta(days=days) for days in (7, 14, 28)]
    entered = SEEN - draw.choice([*edges, draw.random() * 50 * DAY])
    entered += draw.choice([-INSTANT, timedelta(), INSTANT])
    first = FollowUp(
        id=number,
        seller_id=number,
        cadence=draw.choice(["quiet"] * 9 + ["other"]),
        edition=draw.choice([1] * 9 + [2]),
        control=draw.random() < 0.3,
        entered_at=entered,
        step="second",
        zone="Asia/Jakarta",
        day=NOW.date(),
        minute=600,
        products=draw.choice([0, 0, 3]),
        transactions=draw.choice([0, 0, 5]),
        returned_at=_later(draw, entered, edges),
        product_at=_later(draw, entered, edges),
        sold_at=_later(draw, entered, edges),
        ending=draw.choice(ENDINGS),
    )
    first.ended_at = NOW if first.ending else None
    life = Life(first)
    for step in ("first", "second", "third")[: 0 if first.control else draw.randint(0, 3)]:
        for channel in draw.sample(list(Channel)[:3], k=draw.randint(1, 2)):
            life.touches.append(_touch(draw, first, step, channel))
    return life


def _later(draw: random.Random, entered: datetime, edges: list[timedelta]) -> datetime | None:
    wait = draw.choice([None, *edges, draw.random() * 40 * DAY])
    return None if wait is None else entered + wait + draw.choice([-INSTANT, INSTANT, 0 * DAY])


def _touch(draw: random.Random, run: FollowUp, step: str, channel: Channel) -> Touch:
    state = draw.choice(list(TouchState))
    planned = run.entered_at + draw.random() * 20 * DAY
    known = state in SAID and draw.random() < 0.9
    return Touch(
        seller_id=run.seller_id,
        source=TouchSource.CADENCE,
        followup_id=run.id,
        cadence=run.cadence,
        step=step,
        channel=channel,
        state=state,
        planned_at=planned,
        sent_at=planned + timedelta(minutes=5) if known else None,
    )


def tally(
    lives: Iterable[tuple[FollowUp, datetime]],
    at: Callable[[FollowUp], datetime | None],
    days: int,
    could: Callable[[FollowUp], bool] = lambda _: True,
) -> Tally:
    """Say in Python what the sums say."""
    hits = others = 0
    for run, since in lives:
        done = at(run)
        if not could(run) or since > SEEN - days * DAY or (done is not None and done <= since):
            continue
        in_time = done is not None and done <= since + days * DAY
        hits, others = hits + in_time, others + (not in_time)
    return Tally(hits, others)


def outcomes(lives: Iterable[tuple[FollowUp, datetime]]) -> Outcomes:
    runs = list(lives)
    return Outcomes(
        tally(runs, lambda run: run.returned_at, 7),
        tally(runs, lambda run: run.returned_at, 14),
        tally(runs, lambda run: run.product_at, 28, lambda run: run.products == 0),
        tally(runs, lambda run: run.sold_at, 28, lambda run: run.transactions == 0),
    )


def sendings(touches: Iterable[Touch]) -> Sendings:
    touches = list(touches)
    sent = Counter(touch.channel for touch in touches if touch.state in SAID)
    rest = Counter(touch.state for touch in touches)
    return Sendings(
        sent=tuple(Sent(channel, sent[channel]) for channel in Channel if sent[channel]),
        failed=rest[TouchState.FAILED],
        dropped=rest[TouchState.DROPPED],
        waiting=rest[TouchState.WAITING],
    )


def answered(lives: list[Life], step: str | None = None) -> Tally:
    told = [life.said(step) for life in lives if life.said(step)]
    hits = sum(any(one.state is TouchState.ANSWERED for one in said) for said in told)
    return Tally(hits, len(told) - hits)


def since(life: Life, step: str) -> datetime:
    return min(touch.sent_at or touch.planned_at for touch in life.said(step))


async def counted(database: Database, plan: CadencePlan = PLAN) -> Effect:
    async with database.reading() as session:
        return await effect(session, await known(session, plan.name), now=NOW)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_database_counts_what_plain_python_counts(database: Database, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a test's data
    lives = [a_life(draw, number) for number in range(1, 501)]
    await approved(database, PLAN, now=NOW - 60 * DAY)
    expected = [
        life
        for life in lives
        if (life.followup.cadence, life.followup.edition) == ("quiet", 1)
        and life.followup.ending is not Ending.WITHDRAWN
    ]
    told = [life for life in expected if not life.followup.control]
    watched = [life for life in expected if life.followup.control]
    model = {
        "told": (len(told), outcomes((one.followup, one.followup.entered_at) for one in told)),
        "control": (
            len(watched),
            outcomes((one.followup, one.followup.entered_at) for one in watched),
        ),
        "sendings": sendings(touch for life in expected for touch in life.touches),
        "answered": answered(expected),
        "steps": [
            (
                step.name,
                sendings(t for life in expected for t in life.touches if t.step == step.name),
                answered(expected, step.name),
                outcomes(
                    (life.followup, since(life, step.name))
                    for life in expected
                    if life.said(step.name)
                ),
            )
            for step in PLAN.steps
        ],
    }
    touches = [touch for life in lives for touch in life.touches]
    await store(database, a_pull(SEEN), *(life.followup for life in lives), *touches)
    found = await counted(database)
    assert {
        "told": (found.told.entered, found.told.outcomes),
        "control": (found.control.entered, found.control.outcomes),
        "sendings": found.sendings,
        "answered": found.answered,
        "steps": [
            (step.name, step.sendings, step.answered, step.outcomes) for step in found.steps
        ],
    } == model
    assert found.reached == Tally(found.answered.of, found.told.entered - found.answered.of)


async def test_before_the_first_pull_nothing_is_known(database: Database) -> None:
    await approved(database, PLAN, now=NOW - 60 * DAY)
    run = a_life(random.Random(7), 1).followup  # noqa: S311 - a test's data
    run.cadence, run.edition, run.ending = "quiet", 1, None
    await store(
        database,
        a_pull(NOW + DAY),
        a_pull(NOW - DAY, ImportKind.SALES),
        run,
    )
    found = await counted(database)
    assert found.seen is None
    assert found.told.entered + found.control.entered == 1
    assert found.told.outcomes.back_soon.of == 0


async def test_a_cadence_that_nobody_entered_has_nothing_to_tell(database: Database) -> None:
    await approved(database, PLAN, now=NOW)
    await store(database, a_pull(SEEN))
    found = await counted(database)
    assert (found.told.entered, found.control.entered, found.seen) == (0, 0, SEEN)
    assert [step.name for step in found.steps] == ["first", "second", "third"]
    assert found.reached == found.answered == Tally()
