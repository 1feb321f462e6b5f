"""Whatever cadence there can be, a file can declare it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from crm.followups.cadences.files.parsing import CHANNELS, MOST_ANSWERS, SEGMENTS, parse
from crm.followups.cadences.plans import (
    Anchor,
    CadencePlan,
    Entrance,
    Span,
    StepPlan,
    Stop,
    Unanswered,
)
from crm.followups.letters import Answer, Letter
from crm.sellers.provinces import PROVINCES
from models.followups import TouchSource
from models.interactions import Channel

LANGUAGES = ("id", "jv", "su", "en")
NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,31}", fullmatch=True)
COUNTS = st.integers(0, 100_000)
SPANS = st.one_of(
    st.builds(Span, at_least=COUNTS),
    st.builds(Span, at_most=COUNTS),
    st.tuples(COUNTS, COUNTS).map(lambda ends: Span(min(ends), max(ends))),
)
ENTRANCES = st.builds(
    Entrance,
    segments=st.lists(st.sampled_from(SEGMENTS), unique=True).map(tuple),
    joined_days=st.just(Span(at_most=10)),
    silent_days=SPANS | st.none(),
    products=SPANS | st.none(),
    transactions=SPANS | st.none(),
    resolved_days=SPANS | st.none(),
    draft_days=SPANS | st.none(),
    unanswered=st.builds(Unanswered, st.sampled_from(TouchSource), SPANS) | st.none(),
    linked=st.sampled_from([True, False, None]),
    provinces=st.lists(st.sampled_from([one.name for one in PROVINCES]), unique=True).map(tuple),
    languages=st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple),
)


@st.composite
def a_step(draw: st.DrawFn, name: str, day: int) -> StepPlan:
    channels = tuple(draw(st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True)))
    others = [answer for answer in Answer if answer is not Answer.STOP]
    answers = draw(st.lists(st.sampled_from(others), unique=True, max_size=MOST_ANSWERS - 1))
    if channels == (Channel.PHONE,):
        answers = []
    elif Channel.TELEGRAM in channels:
        answers = draw(st.permutations([*answers, Answer.STOP]))
    letter = draw(st.sampled_from(Letter))
    return StepPlan(name, day, letter, channels, tuple(answers))


@st.composite
def plans(draw: st.DrawFn) -> CadencePlan:
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    days = sorted(
        draw(st.lists(st.integers(0, 365), min_size=5, max_size=5, unique=True))[: len(names)]
    )
    return CadencePlan(
        name=draw(NAMES),
        priority=draw(st.integers(0, 999)),
        enter=draw(ENTRANCES),
        steps=tuple(draw(a_step(name, day)) for name, day in zip(names, days, strict=True)),
        stops=draw(st.frozensets(st.sampled_from(Stop))),
        anchor=draw(st.sampled_from(Anchor)),
        control=draw(st.floats(0, 0.5)),
        cap=draw(st.integers(1, 1_000_000) | st.none()),
        rest_days=draw(st.integers(0, 3650)),
        wait_days=draw(st.integers(0, 365)),
    )


@given(plans())
def test_what_a_file_says_is_what_was_meant(plan: CadencePlan) -> None:
    assert parse(plan.name, declared(plan), languages=LANGUAGES) == plan


@given(plans())
def test_what_the_table_keeps_is_what_was_meant(plan: CadencePlan) -> None:
    assert CadencePlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def declared(plan: CadencePlan) -> str:
    """Return the file that declares a cadence."""
    head = {
        "priority": plan.priority,
        "control": plan.control,
        "cap": plan.cap,
        "rest_days": plan.rest_days,
        "wait_days": plan.wait_days,
        "anchor": plan.anchor.value,
        "stop_when": sorted(plan.stops),
    }
    enter = {one.name: getattr(plan.enter, one.name) for one in fields(Entrance)}
    steps = [
        {one.name: getattr(step, one.name) for one in fields(StepPlan)} for step in plan.steps
    ]
    tables = [f"[enter]\n{written(enter)}", *(f"[[step]]\n{written(step)}" for step in steps)]
    return "\n".join([written(head), *tables])


def written(values: Mapping[str, object]) -> str:
    return "".join(
        f"{key} = {value_of(value)}\n" for key, value in values.items() if value is not None
    )


def value_of(value: object) -> str:
    if isinstance(value, Span):
        return f"{{ {', '.join(ends(value))} }}"
    if isinstance(value, Unanswered):
        return f'{{ source = "{value.source}", {", ".join(ends(value.days))} }}'
    if isinstance(value, Sequence) and not isinstance(value, str):
        return json.dumps(list(value))  # pyright: ignore[reportUnknownArgumentType] - texts
    return json.dumps(value)


def ends(span: Span) -> list[str]:
    named = {"at_least": span.at_least, "at_most": span.at_most}
    return [f"{name} = {value}" for name, value in named.items() if value is not None]
