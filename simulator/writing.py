"""A message that the page sends for a person: which kind of content, from which fields."""

from base64 import b64decode
from typing import Any

from simulator.hearing import Message
from simulator.people import Person, Place


def write(person: Person, chat_id: int, body: dict[str, Any]) -> Message:
    """Send what `body` describes; ValueError or KeyError where it describes nothing sendable.

    Returns the message, for an album its first.
    """
    chat = None if chat_id == person.id else chat_id
    where: Place = {
        "chat": chat,
        "thread": body.get("thread"),
        "reply_to": body.get("reply_to"),
    }
    caption: str | None = body.get("caption")
    match body.get("kind"):
        case None | "text":
            return person.says(body["text"], **where)
        case "photo" | "album":
            encoded = body.get("files") or [body.get("file")]
            pictures = [b64decode(item) if item else None for item in encoded]
            if len(pictures) > 1:
                return person.sends_album(pictures, caption, **where)[0]
            return person.sends_photo(pictures[0], caption, **where)
        case "voice":
            duration = int(body.get("duration", 4))
            return person.sends_voice(_file(body), duration=duration, **where)
        case "video":
            return person.sends_video(_file(body), caption, **where)
        case _:
            return _write_other(person, body, where)


def _write_other(person: Person, body: dict[str, Any], where: Place) -> Message:
    match body["kind"]:
        case "document":
            name, data = body.get("name", "file"), _file(body) or b"-"
            return person.sends_document(name, data, body.get("caption"), **where)
        case "sticker":
            return person.sends_sticker(body.get("emoji", "👍"), **where)
        case "location":
            latitude, longitude = body.get("latitude", -7.7956), body.get("longitude", 110.3695)
            return person.sends_location(float(latitude), float(longitude), **where)
        case "contact":
            own = body.get("own", "phone" not in body)
            phone = None if own else body["phone"]
            return person.sends_contact(phone, name=body.get("name"), **where)
        case kind:
            message = f"unknown kind of message: {kind!r}"
            raise ValueError(message)


def _file(body: dict[str, Any]) -> bytes | None:
    encoded = body.get("file")
    return b64decode(encoded) if encoded else None
