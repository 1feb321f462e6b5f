"""What people can put into a message, as the Bot API shows it to the bot."""

from collections.abc import Sequence
from secrets import randbelow

from simulator.entities import detect, trim
from simulator.files import (
    SAMPLE_STICKER,
    SAMPLE_VIDEO,
    SAMPLE_VOICE,
    photo_sizes,
    sample_png,
    sniff,
)
from simulator.records import Account, Raw
from simulator.refusal import ImpossibleActionError
from simulator.world import World

_TEXT_LIMIT = 4096


def text(words: str) -> Raw:
    """Return a text message; commands, links and mentions become entities."""
    bare, _ = trim(words, [])
    if not bare or len(bare) > _TEXT_LIMIT:
        message = f"a text message has 1-{_TEXT_LIMIT} characters"
        raise ImpossibleActionError(message)
    entities = detect(bare, [])
    return {"text": bare} | ({"entities": entities} if entities else {})


def caption(words: str | None) -> Raw:
    """Return the caption fields, empty without a caption."""
    if not words:
        return {}
    entities = detect(words, [])
    return {"caption": words} | ({"caption_entities": entities} if entities else {})


def photo(world: World, data: bytes | None, words: str | None = None) -> Raw:
    """Return a photo message; without data, a small sample picture."""
    data = data if data is not None else sample_png(len(world.files.by_id))
    sizes = photo_sizes(world.files, data)
    if sizes is None:
        message = "this is no PNG, JPEG or WebP picture"
        raise ImpossibleActionError(message)
    return {"photo": sizes, **caption(words)}


def album(world: World, pictures: Sequence[bytes | None], words: str | None) -> list[Raw]:
    """Return the messages of an album; the caption stands on the first."""
    group = str(13_000_000_000_000_000 + randbelow(10**15))
    return [
        {"media_group_id": group, **photo(world, data, words if number == 0 else None)}
        for number, data in enumerate(pictures)
    ]


def voice(world: World, data: bytes | None, duration: int, size: int | None) -> Raw:
    """Return a voice message."""
    data = data or SAMPLE_VOICE
    file = world.files.add("voice", data, mime=sniff(data) or "audio/ogg", size=size)
    return {"voice": {**file.facts(), "duration": duration, "mime_type": file.mime}}


def video(world: World, data: bytes | None, duration: int, size: int | None) -> Raw:
    """Return a video message without a caption."""
    data = data or SAMPLE_VIDEO
    file = world.files.add("video", data, mime=sniff(data) or "video/mp4", size=size)
    facts = {"width": 640, "height": 360, "duration": duration, "mime_type": file.mime}
    return {"video": {**file.facts(), **facts}}


def document(world: World, name: str, data: bytes, size: int | None) -> Raw:
    """Return a document message without a caption."""
    file = world.files.add("document", data, name=name, size=size)
    return {"document": {**file.facts(), "file_name": name, "mime_type": file.mime}}


def sticker(world: World, emoji: str) -> Raw:
    """Return a sticker."""
    file = world.files.add("sticker", SAMPLE_STICKER, mime="image/webp")
    facts: Raw = {"type": "regular", "width": 512, "height": 512, "emoji": emoji}
    return {"sticker": {**file.facts(), **facts, "is_animated": False, "is_video": False}}


def location(latitude: float, longitude: float) -> Raw:
    """Return a point on the map."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(account: Account, phone: str | None, name: str | None) -> Raw:
    """Return a contact: the own one carries `user_id`, somebody else's does not.

    The own number comes without a plus sign, as Telegram's apps send it.
    """
    if phone is not None:
        return {"contact": {"phone_number": phone, "first_name": name or "Kontak"}}
    if account.phone is None:
        message = f"{account.name} has no phone number to share"
        raise ImpossibleActionError(message)
    shown: Raw = {"phone_number": account.phone.lstrip("+"), "user_id": account.id}
    shown |= {key: account.raw[key] for key in ("first_name", "last_name") if key in account.raw}
    return {"contact": shown}
