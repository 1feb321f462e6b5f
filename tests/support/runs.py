"""Ways of stores through cadences, as rows: what the effect of a cadence is counted from."""

from datetime import datetime, timedelta

from models import FollowUp, ImportBatch, Touch
from models.followups import TouchSource, TouchState
from models.imports import ImportKind
from tests.support.builders import NOW


def a_run(seller_id: int, **facts: object) -> FollowUp:
    """Return a run that goes on, of a store that entered ten days ago with nothing to its name."""
    plausible: dict[str, object] = {
        "seller_id": seller_id,
        "cadence": "quiet",
        "entered_at": NOW - timedelta(days=10),
        "step": "first",
        "zone": "Asia/Jakarta",
        "day": NOW.date(),
        "minute": 600,
    }
    return FollowUp(**(plausible | facts))  # pyright: ignore[reportArgumentType] - values of any field


def a_touch(run: FollowUp, **facts: object) -> Touch:
    """Return a word of a run's first step, said by Telegram when the store entered."""
    plausible: dict[str, object] = {
        "seller_id": run.seller_id,
        "source": TouchSource.CADENCE,
        "followup_id": run.id,
        "cadence": run.cadence,
        "step": "first",
        "state": TouchState.SENT,
        "planned_at": run.entered_at,
        "sent_at": run.entered_at,
    }
    return Touch(**(plausible | facts))  # pyright: ignore[reportArgumentType] - values of any field


def a_pull(at: datetime, kind: ImportKind = ImportKind.SELLERS) -> ImportBatch:
    """Return a file that was taken in."""
    return ImportBatch(kind=kind, file_name="mitra.csv", digest=f"{kind} {at}", at=at)


def a_trial(
    *, cadence: str = "quiet", now: datetime = NOW
) -> list[FollowUp | Touch | ImportBatch]:
    """Return 200 stores followed up for six weeks and 40 only watched: half and a tenth return.

    A quarter of those who are told something answer.
    """
    entered = now - timedelta(days=42)
    told = [
        a_run(
            number,
            id=number,
            cadence=cadence,
            entered_at=entered,
            returned_at=None if number % 2 else entered + timedelta(days=3),
        )
        for number in range(1, 201)
    ]
    watched = [
        a_run(
            number,
            id=number,
            cadence=cadence,
            entered_at=entered,
            control=True,
            returned_at=None if number % 10 else entered + timedelta(days=3),
        )
        for number in range(201, 241)
    ]
    states = (TouchState.ANSWERED, TouchState.SENT, TouchState.SENT, TouchState.SENT)
    touches = [a_touch(run, state=states[(run.id or 0) % 4]) for run in told]
    return [a_pull(now - timedelta(hours=1)), *told, *watched, *touches]
