"""The model that ships: of all sentences and phrases, its chances fitted on those left out."""

from dataclasses import dataclass, replace

import numpy as np

from crm.understanding.crossing import Held, fitted, held_out
from crm.understanding.learning import learn
from crm.understanding.model import Model
from crm.understanding.samples import joined, phrases, sentences, sources


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
        fitted(whole.intents, whole.known, whole.truth.intents),
    )
    model = learn(joined([written, always]))
    facts = replace(model.facts, warmth=warmth, sources=sources())
    return Trained(Model.of(facts, model.keys, model.weights), held)
