import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from crm.understanding import model
from crm.understanding.errors import ModelError
from crm.understanding.model import load

Parts = dict[str, Any]
"""A model's file taken apart: `keys`, `weights` and the facts as a dictionary."""


def taken_apart() -> Parts:
    with np.load(model.FILE) as found:
        facts = json.loads(found["facts"].tobytes())
        return {"facts": facts, "keys": found["keys"].copy(), "weights": found["weights"].copy()}


def written(parts: Parts, path: Path) -> Path:
    facts = np.frombuffer(json.dumps(parts["facts"]).encode(), dtype=np.uint8)
    arrays = {"facts": facts, **{name: parts[name] for name in parts if name != "facts"}}
    np.savez(path, allow_pickle=False, **arrays)
    return path


Spoil = Callable[[Parts], object]


def fact(name: str, value: object) -> Spoil:
    return lambda parts: parts["facts"].update({name: value})


def array(name: str, change: Callable[[Any], object]) -> Spoil:
    return lambda parts: parts.update({name: change(parts[name])})


DEFECTS: dict[str, tuple[Spoil, str]] = {
    "a language less": (
        lambda parts: parts["facts"]["languages"].pop(),
        "its languages are id, en, jv",
    ),
    "another order": (lambda parts: parts["facts"]["languages"].reverse(), "are bew, nij"),
    "an intent less": (lambda parts: parts["facts"]["intents"].pop(), "its intents are login"),
    "an unknown intent": (fact("intents", ["dance"]), "'dance' is not a valid Intent"),
    "a step that is no number": (fact("steps", [float("nan"), 0.1]), "are no numbers"),
    "one step": (fact("steps", [0.1]), "are no numbers"),
    "a step of 0": (fact("steps", [0, 0.1]), "must be above 0"),
    "a warmth of a word": (fact("warmth", [["warm", 0], [1, 0]]), ""),
    "an endless warmth": (fact("warmth", [[1, float("inf")], [1, 0]]), "are no numbers"),
    "a warmth less": (fact("warmth", [[1, 0]]), "not enough values"),
    "facts that are a list": (lambda parts: parts.update(facts=[1]), ""),
    "no facts of warmth": (lambda parts: parts["facts"].pop("warmth"), "'warmth'"),
    "a key less": (array("keys", lambda keys: keys[:-1]), "do not fit"),
    "keys in a square": (array("keys", lambda keys: keys[:, None]), "do not fit"),
    "a class less": (array("weights", lambda weights: weights[:, :-1]), "of 28 classes"),
    "a class more": (array("weights", lambda rows: np.hstack([rows, rows[:, :1]])), "do not fit"),
    "wide keys": (array("keys", lambda keys: keys.astype(np.uint64)), "are uint64 and int8"),
    "weights of fractions": (array("weights", lambda rows: rows / 2), "uint32 and float"),
    "keys of words": (array("keys", lambda keys: keys.astype(str)), ""),
    "a gram of what is unknown": (array("keys", lambda keys: keys + np.uint32(1)), "first row"),
    "no keys": (lambda parts: parts.pop("keys"), "keys"),
    "nothing but the first row": (
        lambda parts: parts.update(keys=parts["keys"][:1], weights=parts["weights"][:1]),
        "too few",
    ),
    "keys of nothing written": (
        array("keys", lambda keys: np.arange(len(keys), dtype=np.uint32) * 32),
        "cannot read a plain sentence",
    ),
}
"""How a file may be wrong although it opens, and what is said of it."""


def test_what_is_taken_apart_and_put_together_again_is_a_model(tmp_path: Path) -> None:
    again = load(written(taken_apart(), tmp_path / "model.npz"))
    assert again.facts == load().facts
    assert np.array_equal(again.weights, load().weights)


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_model_of_the_wrong_shape_is_named(defect: str, tmp_path: Path) -> None:
    spoil, told = DEFECTS[defect]
    parts = taken_apart()
    spoil(parts)
    path = written(parts, tmp_path / "model.npz")
    with pytest.raises(ModelError, match=r"model.npz is no model .* make model") as refusal:
        load(path)
    assert told in str(refusal.value)


def test_more_keys_than_places_can_number_are_refused(tmp_path: Path) -> None:
    parts = taken_apart()
    times = (1 << 16) // len(parts["keys"]) + 1
    parts["keys"] = np.tile(parts["keys"], times)
    parts["weights"] = np.tile(parts["weights"], (times, 1))
    with pytest.raises(ModelError, match="too many"):
        load(written(parts, tmp_path / "model.npz"))


def test_it_is_read_and_looked_through_quickly(tmp_path: Path) -> None:
    copied = [tmp_path / f"{number}.npz" for number in range(3)]
    took: list[float] = []
    for path in copied:
        path.write_bytes(model.FILE.read_bytes())
        start = time.process_time()
        load(path)
        took.append(time.process_time() - start)
    assert min(took) < 0.1
