"""The model that ships: of all sentences and phrases, its chances fitted on those left out.

Those of intents are fitted with care: they are lowered until of what would be called sure as many
are right as was promised.
"""

from dataclasses import dataclass, replace

import numpy as np

from crm.understanding.crossing import Held, fitted, held_out
from crm.understanding.learning import learn
from crm.understanding.model import Model, Warmth
from crm.understanding.reading import SURE
from crm.understanding.samples import joined, phrases, sentences, sources

RIGHT = 0.91
"""The share of sure intents that must be right."""
_COOLER = 1.01


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and what models like it made of sentences they had not seen, by their cut."""

    model: Model
    held: dict[int | None, Held]


def train() -> Trained:
    """Return the model of all that is written, the same each time."""
    written, always = sentences(), phrases()
    held = held_out(written, always)
    cuts, whole = list(held.values()), held[None]
    warmth = (
        fitted(
            np.concatenate([cut.languages for cut in cuts]),
            np.concatenate([cut.known for cut in cuts]),
            np.concatenate([cut.truth.languages for cut in cuts]),
        ),
        careful(fitted(whole.intents, whole.known, whole.truth.intents), whole),
    )
    model = learn(joined([written, always]))
    facts = replace(model.facts, warmth=warmth, sources=sources())
    return Trained(Model.of(facts, model.keys, model.weights), held)


def careful(warmth: Warmth, held: Held) -> Warmth:
    """Return `warmth`, or one that is less sure, so that enough of what is sure is right."""
    while _right(warmth, held) < RIGHT:
        warmth = replace(warmth, divisor=warmth.divisor * _COOLER)
    return warmth


def _right(warmth: Warmth, held: Held) -> float:
    """Return the share that is right of what is sure; 1 where nothing is."""
    chances = warmth.chances(held.intents, held.known)
    sure = chances.max(axis=1) >= SURE
    right = chances.argmax(axis=1) == held.truth.intents
    return float(right[sure].mean()) if sure.any() else 1.0
