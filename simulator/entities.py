"""Formatted text as Telegram reads it: HTML in, plain text and entities out, same refusals.

Offsets and lengths of entities count UTF-16 code units, as the Bot API does; offsets in refusals
count bytes of UTF-8.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from simulator.refusal import bad_request

_NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = frozenset(_PLAIN_TAGS) | {"a", "tg-emoji", "tg-time", "blockquote"}
_TAG_NAME = re.compile(r"[^\s>]+")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']*))?""",
    re.DOTALL,
)
_DETECTED = re.compile(
    r"(?P<bot_command>(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?!\w))"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,!?;:)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)",
)
_WORTH_A_LOOK = re.compile(r"[/@#]")

Entities = list[dict[str, Any]]


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units `text` takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def detect(text: str, entities: Entities) -> Entities:
    """Add what Telegram finds by itself (commands, links, mentions, …) outside `entities`."""
    if not _WORTH_A_LOOK.search(text):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CLOSED]
    found = list(entities)
    for match in _DETECTED.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if all(offset + length <= start or offset >= end for start, end in taken):
            found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return sorted(found, key=_outermost_first)


_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})


def _outermost_first(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def trim(text: str, entities: Entities) -> tuple[str, Entities]:
    """Strip surrounding white space as Telegram does, and move the entities along."""
    kept = text.rstrip()
    bare = kept.lstrip()
    if len(bare) == len(text):
        return text, entities
    lead, end = utf16_length(kept) - utf16_length(bare), utf16_length(bare)
    moved: Entities = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] - lead + entity["length"])
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return bare, moved


def parse_html(source: str) -> tuple[str, Entities]:
    """Return the plain text of `source` and its entities.

    Raises:
        Refusal: "can't parse entities: …" where Telegram refuses the markup.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parse()


@dataclass(slots=True)
class _OpenTag:
    name: str
    at: int
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parser:
    source: str
    out: list[str] = field(default_factory=list[str])
    length: int = 0
    open: list[_OpenTag] = field(default_factory=list[_OpenTag])
    entities: Entities = field(default_factory=list[dict[str, Any]])

    def parse(self) -> tuple[str, Entities]:
        position = 0
        while position < len(self.source):
            tag = self.source.find("<", position)
            self._write(unescape(self.source[position : tag if tag >= 0 else len(self.source)]))
            if tag < 0:
                break
            ends = self.source.startswith("</", tag)
            position = self._close(tag) if ends else self._open(tag)
        if self.open:
            name = self.open[-1].name
            self._refuse(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.entities.sort(key=_outermost_first)
        return "".join(self.out), self.entities

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16_length(text)

    def _refuse(self, reason: str, at: int | None = None, rest: str = "") -> NoReturn:
        if at is not None:
            reason += f" at byte offset {len(self.source[:at].encode())}{rest}"
        reason = f"can't parse entities: {reason}"
        raise bad_request(reason)

    def _open(self, at: int) -> int:
        match = _TAG_NAME.match(self.source, at + 1)
        name, after = (match.group().lower(), match.end()) if match else ("", at + 1)
        if after == len(self.source):
            self._refuse("Unclosed start tag", at)
        if name not in _TAGS:
            self._refuse(f'Unsupported start tag "{name}"', at)
        end = _end_of_tag(self.source, after)
        if end < 0:
            self._refuse("Unclosed start tag", at)
        attributes = _attributes(self.source[after:end])
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', at)
        self.open.append(_OpenTag(name, at, self.length, attributes))
        return end + 1

    def _close(self, at: int) -> int:
        end = self.source.find(">", at)
        if end < 0:
            self._refuse("Unclosed end tag", at)
        name = self.source[at + 2 : end].strip().lower()
        if not self.open:
            self._refuse("Unexpected end tag", at)
        tag = self.open.pop()
        if name not in ("", tag.name):
            self._refuse("Unmatched end tag", at, f', expected "</{tag.name}>", found "</{name}>"')
        self._add(tag)
        return end + 1

    def _add(self, tag: _OpenTag) -> None:
        length = self.length - tag.offset
        entity = self._entity(tag)
        if entity is None or length <= 0:
            return
        if self._is_language_of_pre(tag):
            return
        self.entities.append({"offset": tag.offset, "length": length, **entity})

    def _is_language_of_pre(self, tag: _OpenTag) -> bool:
        inside = tag.name == "code" and bool(self.open) and self.open[-1].name == "pre"
        language = tag.attributes.get("class", "")
        if not inside or not language.startswith("language-"):
            return False
        self.open[-1].attributes["language"] = language.removeprefix("language-")
        return True

    def _entity(self, tag: _OpenTag) -> dict[str, Any] | None:
        match tag.name:
            case "a":
                return self._link(tag)
            case "tg-emoji":
                emoji = tag.attributes.get("emoji-id", "")
                return {"type": "custom_emoji", "custom_emoji_id": emoji} if emoji else None
            case "tg-time":
                return _date_time(tag.attributes)
            case "blockquote":
                wide = "expandable" in tag.attributes
                return {"type": "expandable_blockquote" if wide else "blockquote"}
            case name:
                language = tag.attributes.get("language")
                extra = {"language": language} if language else {}
                return {"type": _PLAIN_TAGS[name], **extra}

    def _link(self, tag: _OpenTag) -> dict[str, Any] | None:
        url = tag.attributes.get("href", "")
        if not re.match(r"(https?|tg|mailto|tel)://?[^\s]+|mailto:|tel:", url):
            return None
        return {"type": "text_link", "url": url}


def _date_time(attributes: dict[str, str]) -> dict[str, Any] | None:
    unix = attributes.get("unix", "")
    if not unix.isdigit():
        return None
    form = attributes.get("format")
    extra = {"date_time_format": form} if form else {}
    return {"type": "date_time", "unix_time": int(unix), **extra}


def _end_of_tag(source: str, at: int) -> int:
    """Return where, from `at` on, the `>` stands that ends the tag, outside quotes; else -1."""
    quote = ""
    for index in range(at, len(source)):
        letter = source[index]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ">":
            return index
    return -1


def _attributes(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = match.group(2) or ""
        found[match.group(1).lower()] = unescape(value.strip("\"'"))
    return found


def unescape(text: str) -> str:
    """Replace the character references that Telegram knows; others stay as they are."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMES[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 else match.group()  # noqa: PLR2004 - end of Unicode
