"""Recognising language and intent: messages in a second on one core, and how soon it can begin.

Beside it a plain naive Bayes of dictionaries and loops, which must agree. Both read sentences they
know, for it is their speed that counts here; how much is recognised, `make model` tells.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks.baselines.plain_bayes import PlainBayes
from crm.understanding.corpus import LANGUAGES
from crm.understanding.model import FILE
from crm.understanding.reading import read, read_all
from crm.understanding.samples import Sample, sentences

ROUNDS = 5
MESSAGES = 20_000
FEWER = 2_000
AGREE = 0.9
GOALS = {"messages": 10_000, "load": 0.1, "megabytes": 0.5}
LOADING = (
    "import time, numpy; start = time.process_time(); "
    "from crm.understanding.reading import read; read('halo'); "
    "print(time.process_time() - start)"
)


async def main() -> dict[str, float]:
    """Measure and print medians."""
    written = sentences()
    texts = (written.texts * (MESSAGES // len(written.texts) + 1))[:MESSAGES]
    plain = _plain(written)
    many = _rate(lambda: read_all(texts), len(texts))
    single = _rate(lambda: [read(text) for text in texts[:FEWER]], FEWER)
    load = statistics.median(_load() for _ in range(ROUNDS))
    megabytes = FILE.stat().st_size / 1e6
    print(
        f"language and intent {many:,.0f} messages/s (goal {GOALS['messages']:,}), one by one "
        f"{single:,.0f}/s; plain naive Bayes {plain:,.0f}/s"
    )
    print(
        f"ready in {load:.3f} s (goal {GOALS['load']}), {megabytes:.2f} MB "
        f"(goal {GOALS['megabytes']})"
    )
    return {"messages": many, "single": single, "plain": plain, "load": load}


def _plain(written: Sample) -> float:
    """Return how many messages the baseline reads in a second, language and intent."""
    languages = PlainBayes(written.texts, written.languages.tolist())
    intents = PlainBayes(written.texts, written.intents.tolist())
    texts = written.texts[:: len(written.texts) // FEWER]
    pairs = zip(texts, read_all(texts), strict=True)
    same = [
        reading is not None and LANGUAGES[languages.read(text)] == reading.language
        for text, reading in pairs
    ]
    assert statistics.mean(same) > AGREE, "the two do not agree"
    return _rate(lambda: [(languages.read(one), intents.read(one)) for one in texts], len(texts))


def _rate(work: Callable[[], object], messages: int) -> float:
    """Return messages in a second of one core's own time, the median."""
    took: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return messages / statistics.median(took)


def _load() -> float:
    """Return how long a process that has numpy needs until it has read its first message."""
    answer = subprocess.run((sys.executable, "-c", LOADING), capture_output=True, check=True)
    return float(answer.stdout)


if __name__ == "__main__":
    asyncio.run(main())
