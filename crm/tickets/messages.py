"""What a person said, by the ids under which it can be copied on."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

COPYABLE = frozenset(
    {
        "text",
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "location",
        "venue",
        "contact",
        "dice",
    }
)
"""The kinds of message that Telegram lets a bot copy into another chat."""
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "voice", "document"})
"""The kinds whose words are a caption."""
SPOKEN = frozenset({"voice", "audio", "video_note"})
"""The kinds in which somebody speaks."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a person; `asdict` of it is JSON, and `from_json` reads that again.

    `kind` is text, photo, voice, video, document, sticker, location, contact, …; `text` holds the
    words or the caption; `album` is shared by the parts of one album; `reply_to` is the message in
    the same chat that this one answers.
    """

    chat_id: int
    message_id: int
    kind: str
    text: str = ""
    album: str | None = None
    reply_to: int | None = None

    @property
    def copyable(self) -> bool:
        """Whether it can be copied into another chat."""
        return self.kind in COPYABLE

    @property
    def is_spoken(self) -> bool:
        """Whether somebody speaks in it, whose words are heard rather than read."""
        return self.kind in SPOKEN

    @property
    def has_words(self) -> bool:
        """Whether its kind carries a text or a caption, which can be edited."""
        return self.kind == "text" or self.kind in CAPTIONED

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Said":
        """Read what `asdict` made; pydantic's ValidationError where it is something else."""
        return _adapter.validate_python(data)


_adapter = TypeAdapter(Said)


def bundles(messages: Iterable[Said]) -> list[tuple[Said, ...]]:
    """Return the messages in their order, the parts of one album together."""
    return [
        tuple(parts)
        for _, parts in groupby(messages, key=lambda said: said.album or said.message_id)
    ]
