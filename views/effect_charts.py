"""A cadence's effect as a picture: a funnel, beside it the stores that were only watched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from crm.followups.effect.figures import LATER, WITHIN, Effect
from crm.followups.effect.rules import Tally, Verdict, difference, verdict, wilson
from views.cadence_words import title
from views.charts import BAD, EMPTY, FAINT, FONT, GOOD, INK, PAPER, SCALE
from views.effects import percent, points
from views.words import Words

TOLD, WATCHED, DOUBT = "#4f9d8f", "#c9b49a", "#43302b"
WIDTH, ASIDE = 356, 172
"""How wide the bars are, and the numbers beside them."""
LEGEND, LABEL, BAR, THIN, GAP = 44, 27, 26, 18, 24
"""Heights from above: of a stage its label, the bars, the verdict, and the room below it."""
CAP = 5
LONGEST = 10_000
"""Numbers from here on are rounded: two of them stand beside a bar."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the funnel; `control` is None where nobody is watched for it."""

    label: str
    told: Tally
    control: Tally | None = None
    is_whole: bool = False
    """All that entered: there is no doubt about how many they are."""


def funnel(effect: Effect, words: Words, *, zone: ZoneInfo) -> bytes:
    """Return a PNG for a telephone."""
    import vl_convert  # noqa: PLC0415 - it holds 70 MB, which an idle bot has no use for

    untyped: Any = vl_convert
    drawn = json.dumps(spec(effect, words, zone=zone))
    png: bytes = untyped.vegalite_to_png(drawn, scale=SCALE)
    return png


def spec(effect: Effect, words: Words, *, zone: ZoneInfo) -> dict[str, Any]:
    """Return the picture in Vega-Lite's words; downwards, a unit is a pixel."""
    marks = Marks(words)
    height = marks.legend(has_control=bool(effect.control.entered))
    for stage in stages(effect, words):
        height = marks.stage(stage, height)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": PAPER,
        "padding": 24,
        "title": _title(effect, words, zone),
        "width": WIDTH + ASIDE,
        "height": height - GAP,
        "layer": marks.layers(height - GAP),
        "config": {"font": FONT, "view": {"stroke": None}},
    }


def stages(effect: Effect, words: Words) -> Iterator[Stage]:
    """Yield the stages from above."""
    told, control = effect.told, effect.control
    yield Stage(words.pgettext("chart", "Entered"), Tally(told.entered, 0), is_whole=True)
    yield Stage(words.pgettext("chart", "Were told something"), effect.reached)
    yield Stage(words.pgettext("chart", "Answered"), effect.answered)
    watched = control.outcomes if control.entered else None
    yield Stage(
        words.pgettext("chart", "Logged in again within {days} days", days=LATER),
        told.outcomes.back_later,
        watched and watched.back_later,
    )
    yield Stage(
        words.pgettext("chart", "First product within {days} days", days=WITHIN),
        told.outcomes.product,
        watched and watched.product,
    )
    yield Stage(
        words.pgettext("chart", "First sale within {days} days", days=WITHIN),
        told.outcomes.sale,
        watched and watched.sale,
    )


class Marks:
    """What is drawn, gathered stage by stage."""

    def __init__(self, words: Words) -> None:
        """Begin with nothing."""
        self.bars: list[dict[str, Any]] = []
        self.doubts: list[dict[str, Any]] = []
        self.texts: list[dict[str, Any]] = []
        self._words = words

    def legend(self, *, has_control: bool) -> int:
        """Draw what the colours mean; return where the first stage begins."""
        words, middle = self._words, 10
        parts = [(TOLD, words.pgettext("chart", "followed up"))]
        if has_control:
            parts.append((WATCHED, words.pgettext("chart", "only watched")))
        x = 0.0
        for colour, label in parts:
            self._bar(x, x + 16, 2, 18, colour)
            self._text(x + 23, middle, label, size=15, colour=INK)
            x += 23 + 8.1 * len(label) + 20
        self._doubt(x, x + 34, middle)
        self._text(x + 42, middle, words.pgettext("chart", "95% range"), size=15, colour=INK)
        return LEGEND

    def stage(self, stage: Stage, top: int) -> int:
        """Draw a stage; return where the next one begins."""
        self._text(0, top + 9, stage.label, size=17, colour=INK, bold=True)
        top += LABEL
        self._share(stage.told, top, BAR, TOLD, is_whole=stage.is_whole)
        top += BAR
        if stage.control is not None:
            self._share(stage.control, top + 4, THIN, WATCHED, is_whole=False)
            label, colour = self._verdict(stage.told, stage.control)
            self._text(0, top + THIN + 17, label, size=15, colour=colour)
            top += THIN + 26
        return top + GAP

    def layers(self, height: int) -> list[dict[str, Any]]:
        """Return the layers of the picture, the bars at the back."""
        y = {"type": "quantitative", "scale": {"domain": [height, 0], "nice": False}, "axis": None}
        x = {
            "type": "quantitative",
            "scale": {"domain": [0, WIDTH + ASIDE], "nice": False},
            "axis": None,
        }
        box = {"x": {"field": "x", **x}, "x2": {"field": "x2"}, "y": {"field": "y", **y}}
        colour = {"field": "colour", "type": "nominal", "scale": None}
        text = {"field": "text", "type": "nominal"}
        styles = sorted({(one["size"], one["bold"]) for one in self.texts})
        return [
            {
                "data": {"values": self.bars},
                "mark": {"type": "rect", "cornerRadius": 4},
                "encoding": {**box, "y2": {"field": "y2"}, "color": colour},
            },
            {
                "data": {"values": self.doubts},
                "mark": {"type": "rule", "strokeWidth": 2, "color": DOUBT},
                "encoding": {**box, "y2": {"field": "y2"}},
            },
            *(
                {
                    "data": {"values": self.texts},
                    "transform": [
                        {"filter": f"datum.size == {size} && datum.bold == {json.dumps(bold)}"}
                    ],
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "baseline": "middle",
                        "fontSize": size,
                        "fontWeight": "bold" if bold else "normal",
                    },
                    "encoding": {"x": box["x"], "y": box["y"], "text": text, "color": colour},
                }
                for size, bold in styles
            ),
        ]

    def _share(self, tally: Tally, top: int, high: int, colour: str, *, is_whole: bool) -> None:
        """Draw a share's bar, its doubt, and its number."""
        words, middle = self._words, top + high / 2
        self._bar(0, WIDTH, top, top + high, EMPTY)
        if tally.hits:
            self._bar(0, WIDTH * tally.share, top, top + high, colour)
        if is_whole:
            self._text(WIDTH + 12, middle, words.number(tally.of), size=17, colour=INK, bold=True)
            return
        if not tally.of:
            nothing = words.pgettext("chart", "not known yet")
            self._text(WIDTH + 12, middle, nothing, size=15, colour=FAINT)
            return
        range_ = wilson(tally)
        self._doubt(WIDTH * range_.low, WIDTH * range_.high, middle)
        shown = percent(tally.share, words)
        size = 17 if high == BAR else 15
        self._text(WIDTH + 12, middle, shown, size=size, colour=INK, bold=high == BAR)
        hits, all_ = _brief(tally.hits, words), _brief(tally.of, words)
        of = words.pgettext("chart", "{hits} of {of}", hits=hits, of=all_)
        self._text(WIDTH + 64, middle, of, size=15, colour=FAINT)

    def _verdict(self, told: Tally, control: Tally) -> tuple[str, str]:
        words, found = self._words, difference(told, control)
        low, high = sorted((abs(found.low), abs(found.high)))
        least, most = points(low, words), points(high, words)
        match verdict(told, control):
            case Verdict.MORE:
                return words.pgettext(
                    "chart", "▲ {low} to {high} points more", low=least, high=most
                ), GOOD
            case Verdict.FEWER:
                return words.pgettext(
                    "chart", "▼ {low} to {high} points fewer", low=least, high=most
                ), BAD
            case Verdict.UNCLEAR:
                return words.pgettext("chart", "No difference can be told yet"), FAINT
            case Verdict.TOO_FEW | Verdict.NO_CONTROL:
                return words.pgettext("chart", "Too few stores to compare yet"), FAINT

    def _bar(self, x: float, x2: float, y: float, y2: float, colour: str) -> None:
        self.bars.append({"x": x, "x2": x2, "y": y, "y2": y2, "colour": colour})

    def _doubt(self, x: float, x2: float, y: float) -> None:
        """Draw a range with a cap at either end."""
        self.doubts.append({"x": x, "x2": x2, "y": y, "y2": y})
        self.doubts += [{"x": end, "x2": end, "y": y - CAP, "y2": y + CAP} for end in (x, x2)]

    def _text(
        self, x: float, y: float, text: str, *, size: int, colour: str, bold: bool = False
    ) -> None:
        self.texts.append(
            {"x": x, "y": y, "text": text, "size": size, "colour": colour, "bold": bold}
        )


def _title(effect: Effect, words: Words, zone: ZoneInfo) -> dict[str, Any]:
    seen = words.day(effect.seen.astimezone(zone).date()) if effect.seen else None
    lines = [
        words.pgettext(
            "chart",
            "Edition {edition}, since {day}",
            edition=effect.edition,
            day=words.day(effect.since.astimezone(zone).date()),
        ),
        words.pgettext("chart", "The portal's data up to {day}", day=seen)
        if seen
        else words.pgettext("chart", "The portal's data was not pulled yet"),
    ]
    name = title(effect.cadence, words)
    return {
        "text": words.pgettext("chart", "Effect of {cadence}", cadence=name),
        "subtitle": lines,
        "anchor": "start",
        "fontSize": 24,
        "color": INK,
        "subtitleFontSize": 15,
        "subtitleColor": FAINT,
        "subtitlePadding": 8,
        "subtitleLineHeight": 21,
        "offset": 18,
        "limit": WIDTH + ASIDE,
    }


def _brief(stores: int, words: Words) -> str:
    return words.number(stores) if stores < LONGEST else words.compact(stores)
