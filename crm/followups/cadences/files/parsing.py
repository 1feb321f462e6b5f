"""What a cadence's file says, once it is certain that it can be meant."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from crm.declared.tables import Mistake, Table, quoted
from crm.followups.cadences.plans import (
    Anchor,
    CadencePlan,
    Entrance,
    StepPlan,
    Stop,
    Unanswered,
)
from crm.followups.letters import Answer, Letter
from crm.sellers.province_names import province_named
from models.followups import TouchSource
from models.interactions import Channel
from models.segments import Lifecycle

CHANNELS = (Channel.TELEGRAM, Channel.EMAIL, Channel.PHONE)
SEGMENTS = tuple(segment for segment in Lifecycle if segment is not Lifecycle.VISITOR)
HIGHEST_PRIORITY = 999
LARGEST_CONTROL = 0.5
LARGEST_CAP = 1_000_000
LONGEST_REST = 3650
LONGEST_WAIT = 365
LAST_DAY = 365
MOST_STEPS = 20
MOST_ANSWERS = 13

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_NAMED = "of 1 to 32 small letters, digits, - and _"
_ABOUT_ENTER = "a table that begins with [enter] and says who enters"
_ABOUT_UNANSWERED = '{ source = "promotion", at_least = 3 }'
CADENCE = (
    "enabled",
    "priority",
    "control",
    "cap",
    "rest_days",
    "wait_days",
    "anchor",
    "stop_when",
    "enter",
    "step",
)
ENTER = (
    "segments",
    "joined_days",
    "silent_days",
    "products",
    "transactions",
    "resolved_days",
    "draft_days",
    "unanswered",
    "linked",
    "provinces",
    "languages",
)
STEP = ("name", "after_days", "letter", "channels", "answers")


def parse(name: str, text: str, *, languages: Collection[str]) -> CadencePlan | None:
    """Return the cadence called `name` that `text` declares; None where it is switched off.

    Of what is switched off nothing but the keys is read.

    Raises:
        Mistake: the first one, with its line.
    """
    if not _NAME.fullmatch(name):
        message = f"a cadence is called as its file is, which must be a name {_NAMED}"
        raise Mistake(message)
    file = Table.read(text)
    file.knows(*CADENCE)
    if not file.flag("enabled", default=True):
        return None
    anchor = file.one("anchor", Anchor, Anchor.ENTRY)
    usual = CadencePlan(
        name=name,
        priority=file.whole("priority", least=0, most=HIGHEST_PRIORITY),
        enter=_entrance(file, anchor, languages),
        steps=_steps(file),
    )
    return replace(
        usual,
        anchor=anchor,
        stops=frozenset(file.some("stop_when", Stop)),
        control=file.share("control", most=LARGEST_CONTROL, default=usual.control),
        cap=file.whole("cap", least=1, most=LARGEST_CAP) if file.has("cap") else None,
        rest_days=file.whole("rest_days", least=0, most=LONGEST_REST, default=usual.rest_days),
        wait_days=file.whole("wait_days", least=0, most=LONGEST_WAIT, default=usual.wait_days),
    )


def _entrance(file: Table, anchor: Anchor, languages: Collection[str]) -> Entrance:
    table = file.table("enter", such=_ABOUT_ENTER)
    table.knows(*ENTER)
    enter = Entrance(
        segments=table.some("segments", SEGMENTS),
        joined_days=table.span("joined_days"),
        silent_days=table.span("silent_days"),
        products=table.span("products"),
        transactions=table.span("transactions"),
        resolved_days=table.span("resolved_days"),
        draft_days=table.span("draft_days"),
        unanswered=_unanswered(table),
        linked=table.flag("linked", default=True) if table.has("linked") else None,
        provinces=_provinces(table),
        languages=table.several("languages", languages),
    )
    if enter == Entrance():
        message = "enter must say who enters, or every store would"
        raise table.wrong(message)
    joined = enter.joined_days
    if anchor is Anchor.JOINED and (joined is None or joined.at_most is None):
        message = 'anchor = "joined" needs joined_days with at_most in [enter]'
        raise file.wrong(message, "anchor")
    return enter


def _unanswered(enter: Table) -> Unanswered | None:
    if not enter.has("unanswered"):
        return None
    table = enter.table("unanswered", such=_ABOUT_UNANSWERED)
    table.knows("source", "at_least", "at_most")
    return Unanswered(table.one("source", TouchSource), table.ends("unanswered"))


def _provinces(enter: Table) -> tuple[str, ...]:
    names: list[str] = []
    for at, text in enumerate(enter.texts("provinces")):
        found = province_named(text)
        if found is None:
            message = f"provinces has {quoted(text)}, which no province is called"
            raise enter.wrong(message, "provinces", at)
        names.append(found.name)
    return tuple(dict.fromkeys(names))


def _steps(file: Table) -> tuple[StepPlan, ...]:
    steps: list[StepPlan] = []
    for table in file.tables("step"):
        step = _step(table)
        _check_order(table, step, steps)
        steps.append(step)
    if not steps:
        message = "there must be a step, which begins with [[step]]"
        raise file.wrong(message, "step")
    return tuple(steps)


def _step(table: Table) -> StepPlan:
    table.knows(*STEP)
    name = table.text("name")
    if not _NAME.fullmatch(name):
        message = f"name must be {_NAMED.removeprefix('of ')}"
        raise table.wrong(message, "name")
    step = StepPlan(
        name=name,
        after_days=table.whole("after_days", least=0, most=LAST_DAY),
        letter=table.one("letter", Letter),
        channels=table.some("channels", CHANNELS),
        answers=table.some("answers", Answer),
    )
    _check_channels(table, step)
    return step


def _check_order(table: Table, step: StepPlan, before: Sequence[StepPlan]) -> None:
    if len(before) == MOST_STEPS:
        message = f"this is one step more than the {MOST_STEPS} that a cadence may have"
        raise table.wrong(message)
    if any(step.name == other.name for other in before):
        message = f'two steps are called "{step.name}"'
        raise table.wrong(message, "name")
    if before and step.after_days <= before[-1].after_days:
        message = f"after_days must be above the {before[-1].after_days} of the step before"
        raise table.wrong(message, "after_days")


def _check_channels(table: Table, step: StepPlan) -> None:
    if not step.channels:
        message = f"channels must name one or more of {', '.join(CHANNELS)}"
        raise table.wrong(message, "channels")
    if step.channels == (Channel.PHONE,) and step.answers:
        message = "answers are buttons, which a step by phone alone has no place for"
        raise table.wrong(message, "answers")
    if Channel.TELEGRAM in step.channels and Answer.STOP not in step.answers:
        message = 'answers must have "stop" where a step goes by telegram'
        raise table.wrong(message, "answers")
    if len(step.answers) > MOST_ANSWERS:
        message = f"answers are more than the {MOST_ANSWERS} for which there is room"
        raise table.wrong(message, "answers")
