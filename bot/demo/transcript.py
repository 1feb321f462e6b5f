"""The journey as a person reads it: who said what, where, at what hour there."""

import textwrap
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.demo.happening import ClockMoved, Happening, Pressed, Shown
from bot.demo.journey.play import Check
from bot.demo.places import Place, Places
from bot.demo.witness import Witness

NARROWEST, WIDEST = 60, 110
PLAIN_WIDTH = 100
"""Where the output is no terminal, whose width would be known."""
STAFF_INDENT = 6
AUTHOR = 18
SERVICE = {
    "new_chat_members": "joins the group",
    "left_chat_member": "leaves the group",
    "forum_topic_created": "opens this topic",
    "forum_topic_edited": "renames this topic",
    "forum_topic_closed": "closes this topic",
    "forum_topic_reopened": "reopens this topic",
}


class Transcript:
    """Prints the journey; the staff's lines are indented."""

    def __init__(self, console: Console, places: Places) -> None:
        """Print on `console`."""
        self._console = console
        self._places = places
        self._width = PLAIN_WIDTH
        if console.is_terminal:
            self._width = max(NARROWEST, min(console.width, WIDEST))
        self._number = 0
        self._place: Place | None = None
        self._moved: datetime | None = None
        """The time to which the clock was moved, until something happens then."""

    def step(self, number: int, title: str) -> None:
        """Print a heading."""
        self._number, self._place = number, None
        self._line()
        self._line(Text(f"{number}. {title}", style="bold"))

    def happened(self, happening: Happening, witness: Witness) -> None:
        """Print what was sent, changed or pressed, under the chat it happened in."""
        match happening:
            case ClockMoved():
                self._moved = happening.now
            case Pressed():
                self._press(happening, witness.toasts.get(happening.query_id, ""))
            case Shown():
                self._message(happening)

    def checked(self, check: Check) -> None:
        """Print a line of the list of checks."""
        mark, style = ("✗", "red") if check.wrong else ("✓", "green")
        wrong = f": {check.wrong}" if check.wrong else ""
        self._line(Text.assemble((f"  {mark}", style), f" {check.count:4} {check.name}{wrong}"))

    def failed(self, title: str, why: str) -> None:
        """Print which step did not happen, and why."""
        self._line()
        self._line(Text(f"✗ Step {self._number} did not happen: {title}", style="bold red"))
        for line in textwrap.wrap(why, self._width - 2):
            self._line(Text(f"  {line}"))

    def ended(self, steps: int, seconds: float) -> None:
        """Print that all is well."""
        self._line()
        self._line(Text(f"✓ All {steps} steps happened, in {seconds:.0f} s.", style="bold green"))

    def _clock(self) -> None:
        if self._moved is None:
            return
        local, self._moved, self._place = self._moved.astimezone(self._places.office), None, None
        self._line(Text(f"  ⏩ {local:%A %d %B %Y, %H:%M %Z}", style="italic dim"))

    def _message(self, message: Shown) -> None:
        place = self._enter(message)
        author = message.author
        if message.is_service:
            words = f"({_service(message)})"
        else:
            medium = "" if message.kind == "text" else f"<{message.kind}> "
            edited = "(changed) " if message.edited else ""
            words = f"{edited}{medium}{message.text}"
        style = "cyan" if message.by_bot else "yellow"
        self._say(place, message.at, (author, style), words)
        self._buttons(place, message)

    def _buttons(self, place: Place, message: Shown) -> None:
        rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
        for row in rows:
            labels = " ".join(f"[{button['text']}]" for button in row)
            self._line(Text(" " * self._offset(place) + labels, style="dim"))

    def _press(self, pressed: Pressed, toast: str) -> None:
        place = self._enter(pressed.message)
        answer = f" → “{toast}”" if toast else ""
        author = self._places.person(pressed.by)
        self._say(place, pressed.at, (author, "yellow"), f"▸ [{pressed.label}]{answer}")

    def _enter(self, message: Shown) -> Place:
        """Print the chat's name where the talk moves to another one."""
        self._clock()
        place = self._places.of(message)
        if place != self._place:
            self._place = place
            topic = f" / {place.topic}" if place.topic else ""
            style = "bold magenta" if place.is_group else "bold blue"
            self._line(Text(f"{_indent(place)}  {place.name}{topic}", style=style))
        return place

    def _say(self, place: Place, at: datetime, author: tuple[str, str], words: str) -> None:
        name, style = author
        offset = self._offset(place)
        lines = [
            part
            for line in words.split("\n")
            for part in textwrap.wrap(line, self._width - offset) or [""]
        ]
        local = at.astimezone(place.zone)
        head = f"{_indent(place)}  {local:%H:%M:%S %Z}".ljust(offset - AUTHOR - 1)
        shown = f"{name:{AUTHOR}.{AUTHOR}} "
        self._line(Text.assemble((head, "dim"), (shown, style), lines[0]))
        for line in lines[1:]:
            self._line(Text(" " * offset + line if line else ""))

    def _offset(self, place: Place) -> int:
        return len(_indent(place)) + len("  00:00:00 WITA ") + AUTHOR + 1

    def _line(self, text: Text | None = None) -> None:
        text = text or Text()
        text.rstrip()
        self._console.print(text, soft_wrap=True, highlight=False)


def _service(message: Shown) -> str:
    brought: list[dict[str, Any]] = message.raw.get("new_chat_members", [])
    others = [one["first_name"] for one in brought if one["id"] != message.raw["from"]["id"]]
    return f"brings {', '.join(others)} in" if others else SERVICE[message.kind]


def _indent(place: Place) -> str:
    return " " * STAFF_INDENT if place.is_group else ""
