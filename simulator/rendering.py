"""Entities back to HTML that is safe in a browser: every character of the text is escaped."""

from html import escape
from typing import Any

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "bot_command": ('<span class="tg-command">', "</span>"),
    "mention": ('<span class="tg-mention">', "</span>"),
    "text_mention": ('<span class="tg-mention">', "</span>"),
    "hashtag": ('<span class="tg-hashtag">', "</span>"),
    "date_time": ("<time>", "</time>"),
}
_SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:", "tg://")


def render_html(text: str, entities: list[dict[str, Any]]) -> str:
    """Return `text` as HTML with its entities as tags; line breaks stay line breaks."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")
    starts: dict[int, list[dict[str, Any]]] = {}
    edges = {0, len(units) // 2}
    for entity in entities:
        starts.setdefault(entity["offset"], []).append(entity)
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    out: list[str] = []
    stack: list[tuple[int, str, str]] = []
    ordered = sorted(edges)
    for here, after in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
        _close_ended(out, stack, here)
        for entity in sorted(starts.get(here, []), key=_longest_first):
            _open(out, stack, entity, units)
        out.append(escape(_slice(units, here, after)))
    return "".join(out)


def _longest_first(entity: dict[str, Any]) -> int:
    return -entity["length"]


def _slice(units: bytes, start: int, end: int) -> str:
    return units[start * 2 : end * 2].decode("utf-16-le", "replace")


def _open(
    out: list[str],
    stack: list[tuple[int, str, str]],
    entity: dict[str, Any],
    units: bytes,
) -> None:
    end = entity["offset"] + entity["length"]
    opening, closing = _pair(entity, _slice(units, entity["offset"], end))
    out.append(opening)
    stack.append((end, opening, closing))


def _close_ended(out: list[str], stack: list[tuple[int, str, str]], here: int) -> None:
    """Close what ends here; what was opened inside and goes on is opened again."""
    again: list[tuple[int, str, str]] = []
    while any(end <= here for end, _, _ in stack):
        end, opening, closing = stack.pop()
        out.append(closing)
        if end > here:
            again.append((end, opening, closing))
    for end, opening, closing in reversed(again):
        out.append(opening)
        stack.append((end, opening, closing))


def _pair(entity: dict[str, Any], covered: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "email":
        return _link(f"mailto:{covered}")
    if kind == "url":
        return _link(covered)
    if kind == "text_link":
        return _link(entity["url"])
    return _TAGS.get(kind, ("<span>", "</span>"))


def _link(url: str) -> tuple[str, str]:
    if not url.lower().startswith(_SAFE_SCHEMES):
        return "<span>", "</span>"
    opening = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
    return opening, "</a>"
