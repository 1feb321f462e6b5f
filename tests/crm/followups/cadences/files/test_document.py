"""docs/cadences.md says what the files may say."""

import re
from pathlib import Path

from crm.followups.cadences.files.parsing import CADENCE, CHANNELS, ENTER, SEGMENTS, STEP, parse
from crm.followups.cadences.plans import Anchor, Stop
from crm.followups.letters import Answer, Letter
from models.followups import TouchSource

DOCUMENT = (Path(__file__).parents[5] / "docs" / "cadences.md").read_text("utf-8")


def test_its_example_is_a_cadence() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENT, flags=re.DOTALL)
    plan = parse("example", example, languages=("id",))
    assert plan is not None
    assert [step.after_days for step in plan.steps] == [0, 10]


def test_it_names_all_there_is() -> None:
    named = set(re.findall(r'[`"]([a-z_]+)["`]', DOCUMENT))
    words = (*Letter, *Answer, *Stop, *Anchor, *CHANNELS, *SEGMENTS, *TouchSource)
    keys = {*CADENCE, *ENTER, *STEP} - {"enter", "step"}
    assert {*map(str, words), *keys} - named == set()
    assert {"[enter]", "[[step]]"} <= set(re.findall(r"`([^`\n]+)`", DOCUMENT))
