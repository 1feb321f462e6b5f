"""The journey as a program reads it: one JSON object a line."""

from typing import Any, TextIO

import orjson

from bot.demo.happening import ClockMoved, Happening, Pressed, Shown
from bot.demo.journey.play import Check
from bot.demo.places import Place, Places
from bot.demo.witness import Witness


class EventLines:
    """Writes `step`, `message`, `edit`, `press`, `clock`, `check`, `failed` and `end` events."""

    def __init__(self, out: TextIO, places: Places) -> None:
        """Write to `out`."""
        self._out = out
        self._places = places
        self._step = 0

    def step(self, number: int, title: str) -> None:
        """Write that a step begins."""
        self._step = number
        self._write("step", title=title)

    def happened(self, happening: Happening, witness: Witness) -> None:
        """Write what was sent, changed or pressed."""
        match happening:
            case ClockMoved():
                self._write("clock", now=happening.now)
            case Pressed():
                self._press(happening, witness.toasts.get(happening.query_id))
            case Shown():
                self._message(happening)

    def checked(self, check: Check) -> None:
        """Write what was counted."""
        self._write(
            "check", name=check.name, count=check.count, ok=not check.wrong, wrong=check.wrong
        )

    def failed(self, title: str, why: str) -> None:
        """Write which step did not happen, and the end."""
        self._write("failed", title=title, why=why)
        self._write("end", ok=False)

    def ended(self, steps: int, seconds: float) -> None:
        """Write that all is well."""
        self._write("end", ok=True, steps=steps, seconds=round(seconds, 1))

    def _message(self, message: Shown) -> None:
        self._write(
            "edit" if message.edited else "message",
            **_where(self._places.of(message), message),
            at=message.at,
            author=message.author,
            by_bot=message.by_bot,
            kind=message.kind,
            text=message.text,
            buttons=[button["text"] for button in message.buttons],
        )

    def _press(self, pressed: Pressed, toast: str | None) -> None:
        self._write(
            "press",
            **_where(self._places.of(pressed.message), pressed.message),
            at=pressed.at,
            author=self._places.person(pressed.by),
            label=pressed.label,
            data=pressed.data,
            toast=toast,
        )

    def _write(self, event: str, **facts: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        line = orjson.dumps({"event": event, "step": self._step, **facts})
        self._out.write(line.decode() + "\n")
        self._out.flush()


def _where(place: Place, message: Shown) -> dict[str, Any]:
    return {
        "chat_id": message.chat_id,
        "chat": place.name,
        "topic": place.topic,
        "message_id": message.id,
    }
