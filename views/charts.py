"""The week's segments as a picture: how many stores stand where, and from where they came.

This week is the columns of both halves, so that a bar stands above the stores that it is made of.
"""

import json
from collections.abc import Iterator
from math import sqrt
from typing import Any

from crm.segments.rules import RETURNS, SLIPS
from crm.segments.summary import Summary
from models.segments import Lifecycle
from views.segments import week_name
from views.words import Words

SCALE = 2.0
FONT = "Liberation Sans"
"""vl-convert brings it along: the picture is the same on a machine without fonts."""
INK, FAINT, PAPER, EMPTY = "#43302b", "#8a7566", "#fff9f0", "#f5ebdd"
GOOD, BAD = "#3f8f5b", "#c2563a"
COLOURS = {
    Lifecycle.NEW: "#5aa9a0",
    Lifecycle.ACTIVE: "#6aa84f",
    Lifecycle.SLOWING: "#eec04f",
    Lifecycle.DORMANT: "#e8914a",
    Lifecycle.LOST: "#8c7b75",
    Lifecycle.NO_PRODUCT: "#a99bc9",
    Lifecycle.INVITED: "#8fb3d9",
}
"""Each part of life in its order, from the left; the way down is in the middle."""
THRIVING = (Lifecycle.NEW, Lifecycle.ACTIVE)
"""More of these is good news, more of the others is not."""
MOVES = {"same": "#d8bd92", "slipped": "#ea8a6b", "back": "#86bf7d", "other": "#a9c0d6"}
CELL, HIGH = 76, 46
"""How wide and high a cell of the matrix is."""
BARS = 130
LONGEST = 100_000
"""Numbers from here on are rounded."""


def segments(summary: Summary, words: Words) -> bytes:
    """Return a PNG for a telephone: counts above, and below them the moves since last week."""
    import vl_convert  # noqa: PLC0415 - it holds 70 MB, which an idle bot has no use for

    untyped: Any = vl_convert
    png: bytes = untyped.vegalite_to_png(json.dumps(spec(summary, words)), scale=SCALE)
    return png


def spec(summary: Summary, words: Words) -> dict[str, Any]:
    """Return the picture in Vega-Lite's words; without a week before there is no matrix."""
    halves = [_counts(summary, words)]
    if summary.since:
        halves.append(_moves(summary, summary.since, words))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": PAPER,
        "padding": 24,
        "title": _title(summary, words),
        "vconcat": halves,
        "spacing": 14,
        "resolve": {"scale": {"x": "shared", "color": "independent"}},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"domain": False, "ticks": False, "grid": False},
        },
    }


def _title(summary: Summary, words: Words) -> dict[str, Any]:
    stores = words.number(summary.stores)
    return {
        "text": words.pgettext("chart", "Our stores in week {week}", week=week_name(summary.week)),
        "subtitle": words.pgettext("chart", "{stores} stores in all", stores=stores),
        "anchor": "start",
        "fontSize": 24,
        "color": INK,
        "subtitleFontSize": 15,
        "subtitleColor": FAINT,
        "subtitlePadding": 6,
        "offset": 16,
    }


def _counts(summary: Summary, words: Words) -> dict[str, Any]:
    before = summary.counts_before
    rows = [
        {
            "now": part_name(part, words),
            "stores": summary.counts[part],
            "shown": _short(summary.counts[part], words),
            "change": _change(summary.counts[part] - before[part], words) if summary.since else "",
            "colour": COLOURS[part],
            "tint": GOOD if (summary.counts[part] > before[part]) is (part in THRIVING) else BAD,
        }
        for part in COLOURS
    ]
    return {
        "data": {"values": rows},
        "width": CELL * len(COLOURS),
        "height": BARS,
        "encoding": {
            "x": _columns(words),
            "y": {"field": "stores", "type": "quantitative", "axis": None},
        },
        "layer": [
            {
                "mark": {"type": "bar", "width": CELL - 14, "cornerRadiusEnd": 5},
                "encoding": {"color": {"field": "colour", "scale": None}},
            },
            _label("shown", dy=-22 if summary.since else -10, size=17),
            _label("change", dy=-7, size=13, tint="tint"),
        ],
    }


def _moves(summary: Summary, since: str, words: Words) -> dict[str, Any]:
    cells = list(_cells(summary, words))
    places = list(dict.fromkeys(cell["before"] for cell in cells))
    return {
        "title": {
            "text": words.pgettext(
                "chart",
                "From week {since} (rows) to week {week} (columns)",
                since=week_name(since),
                week=week_name(summary.week),
            ),
            "anchor": "start",
            "fontSize": 17,
            "color": INK,
            "offset": 10,
        },
        "data": {"values": cells},
        "width": CELL * len(COLOURS),
        "height": HIGH * len(places),
        "encoding": {
            "x": _columns(words, labelled=False),
            "y": {
                "field": "before",
                "type": "nominal",
                "sort": places,
                "axis": {"title": None, "labelFontSize": 15, "labelColor": INK, "labelPadding": 8},
            },
        },
        "layer": [
            {"mark": {"type": "rect", "color": EMPTY, "stroke": PAPER, "strokeWidth": 4}},
            {
                "transform": [{"filter": "datum.stores > 0"}],
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 4},
                "encoding": {
                    "color": _legend(words),
                    "opacity": {
                        "field": "weight",
                        "type": "quantitative",
                        "scale": {"domain": [0, 1], "range": [0.3, 1]},
                        "legend": None,
                    },
                },
            },
            _label("shown", dy=0, size=16),
        ],
    }


def _columns(words: Words, *, labelled: bool = True) -> dict[str, Any]:
    axis = {
        "title": None,
        "labelAngle": 0,
        "labelFontSize": 14,
        "labelColor": INK,
        "labelPadding": 8,
        "labelExpr": "split(datum.label, ' ')",
        "labelLineHeight": 16,
        "labelLimit": CELL,
    }
    return {
        "field": "now",
        "type": "nominal",
        "sort": [part_name(part, words) for part in COLOURS],
        "axis": axis if labelled else None,
    }


def _label(field: str, *, dy: int, size: int, tint: str | None = None) -> dict[str, Any]:
    colour = {"field": tint, "scale": None} if tint else {"value": INK}
    return {
        "mark": {"type": "text", "dy": dy, "fontSize": size, "fontWeight": "bold"},
        "encoding": {"text": {"field": field}, "color": colour},
    }


def _legend(words: Words) -> dict[str, Any]:
    names = {
        "slipped": words.pgettext("chart", "slipped"),
        "same": words.pgettext("chart", "as before"),
        "back": words.pgettext("chart", "came back"),
        "other": words.pgettext("chart", "other ways"),
    }
    return {
        "field": "move",
        "type": "nominal",
        "scale": {"domain": list(names), "range": [MOVES[move] for move in names]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "direction": "horizontal",
            "labelExpr": f"{json.dumps(names)}[datum.value]",
            "labelFontSize": 15,
            "labelColor": INK,
            "symbolType": "square",
            "symbolSize": 220,
            "columnPadding": 22,
        },
    }


def _cells(summary: Summary, words: Words) -> Iterator[dict[str, Any]]:
    """Yield every cell, a store that was not there before on a line of its own if there is one.

    Those who moved are compared with each other, not with the many who did not.
    """
    moves = {(move.before, move.now): move.stores for move in summary.moves}
    arrived = any(before is None for before, _ in moves)
    most = max((n for (was, is_), n in moves.items() if was is not is_), default=1)
    for before in (*COLOURS, *((None,) if arrived else ())):
        for now in COLOURS:
            stores = moves.get((before, now), 0)
            yield {
                "before": part_name(before, words),
                "now": part_name(now, words),
                "stores": stores,
                "shown": _short(stores, words) if stores else "",
                "move": _move(before, now),
                "weight": 1 if before is now else sqrt(stores / most),
            }


def _move(before: Lifecycle | None, now: Lifecycle) -> str:
    if before is now:
        return "same"
    if (before, now) in SLIPS:
        return "slipped"
    return "back" if (before, now) in RETURNS else "other"


def part_name(part: Lifecycle | None, words: Words) -> str:
    """Name a part of life without its sign; None is a store that was not there before."""
    if part is None:
        return words.pgettext("chart", "Just arrived")
    return {
        Lifecycle.VISITOR: words.pgettext("chart", "Visitor"),
        Lifecycle.INVITED: words.pgettext("chart", "Invited"),
        Lifecycle.NEW: words.pgettext("chart", "New"),
        Lifecycle.NO_PRODUCT: words.pgettext("chart", "No products"),
        Lifecycle.ACTIVE: words.pgettext("chart", "Active"),
        Lifecycle.SLOWING: words.pgettext("chart", "Slowing"),
        Lifecycle.DORMANT: words.pgettext("chart", "Asleep"),
        Lifecycle.LOST: words.pgettext("chart", "Lost"),
    }[part]


def _short(stores: int, words: Words) -> str:
    """Return a number that a cell has room for."""
    return words.number(stores) if stores < LONGEST else words.compact(stores)


def _change(change: int, words: Words) -> str:
    if not change:
        return "="
    return f"{'▲' if change > 0 else '▼'} {_short(abs(change), words)}"
