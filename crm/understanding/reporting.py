"""How well languages and intents are recognised: the tables of docs/languages/recognition.md."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from crm.understanding.corpus import LANGUAGES
from crm.understanding.intents import Intent
from crm.understanding.reading import OFFERED, SURE
from crm.understanding.training import Trained

_NAMES = {None: "whole", 5: "5 words", 3: "3 words"}


def report(trained: Trained) -> str:
    """Return the tables, in Markdown."""
    whole = trained.held[None]
    right = whole.truth.languages
    intents = [intent.value for intent in Intent]
    return "\n\n".join(
        [
            _recall_of_languages(trained),
            _table("written in ↓ read as →", LANGUAGES, _confusion(right, whole.languages)),
            _table("meant ↓ read as →", intents, _confusion(whole.truth.intents, whole.intents)),
            _sureness(trained),
        ]
    )


def recall(truth: NDArray[np.int32], scores: NDArray[np.float32]) -> list[float]:
    """Return the share of each class that is recognised; their mean is the macro recall."""
    found = _confusion(truth, scores)
    return (found.diagonal() / np.maximum(found.sum(axis=1), 1)).tolist()


def _recall_of_languages(trained: Trained) -> str:
    rows = [
        ("recall", *LANGUAGES, "all"),
        ("---", *("---:" for _ in (*LANGUAGES, "all"))),
    ]
    for cut, held in trained.held.items():
        shares = recall(held.truth.languages, held.languages)
        rows.append((_NAMES[cut], *(f"{100 * one:.0f}" for one in (*shares, np.mean(shares)))))
    return _lines(rows)


def _confusion(truth: NDArray[np.int32], scores: NDArray[np.float32]) -> NDArray[np.intp]:
    width = scores.shape[1]
    pairs = truth * width + scores.argmax(axis=1)
    return np.bincount(pairs, minlength=width * width).reshape(width, width)


def _table(title: str, names: Sequence[str], confusion: NDArray[np.intp]) -> str:
    """Return a confusion in percent of each row; what is below one half is left out."""
    rows = [(title, *names), ("---", *("---:" for _ in names))]
    for name, row in zip(names, confusion, strict=True):
        shares: list[float] = (100 * row / max(row.sum(), 1)).tolist()
        rows.append((name, *(f"{share:.0f}" if share >= 0.5 else "" for share in shares)))  # noqa: PLR2004 - as said
    return _lines(rows)


def _sureness(trained: Trained) -> str:
    held, model = trained.held[None], trained.model
    truth = held.truth.intents
    chances = model.facts.warmth[1].chances(held.intents, held.known)
    right = chances.argmax(axis=1) == truth
    sure = chances.max(axis=1) >= SURE
    offered = (np.argsort(-chances, axis=1)[:, :OFFERED] == truth[:, None]).any(axis=1)
    return (
        f"Intents: macro recall {100 * np.mean(recall(truth, held.intents)):.0f} %; among the "
        f"{OFFERED} likeliest {100 * offered.mean():.0f} %. Sure (from {SURE}) of "
        f"{100 * sure.mean():.0f} % of all sentences, of which {100 * right[sure].mean():.0f} % "
        f"are right."
    )


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
