"""The files that people and the bot send, and what Telegram would tell about them."""

import struct
import zlib
from dataclasses import dataclass
from typing import Any

FILE_LIMIT = 20 * 1024 * 1024
_THUMBNAIL_SIDE = 320
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "oga",
    "video/mp4": "mp4",
}
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"OggS": "audio/ogg",
    b"%PDF": "application/pdf",
}
_FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "sticker": "stickers"}


@dataclass(slots=True)
class StoredFile:
    """One file; `size` may be claimed bigger than the bytes held, to try the 20 MB limit."""

    unique_id: str
    file_id: str
    path: str
    kind: str
    data: bytes
    name: str
    mime: str
    size: int

    def facts(self) -> dict[str, Any]:
        """Return the fields that every Bot API file object begins with."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class FileStore:
    """Files by id, by unique id and by download path."""

    def __init__(self) -> None:
        """Start empty."""
        self.by_id: dict[str, StoredFile] = {}
        self.by_unique_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def add(
        self, kind: str, data: bytes, *, name: str = "", mime: str = "", size: int | None = None
    ) -> StoredFile:
        """Keep a file of `kind` (photo, voice, video, document, sticker)."""
        number = len(self.by_id) + 1
        mime = mime or sniff(data) or "application/octet-stream"
        extension = name.rpartition(".")[2] if "." in name else _EXTENSIONS.get(mime, "bin")
        stored = StoredFile(
            unique_id=f"AQAD{number:010d}",
            file_id=f"SIM{kind[:2].upper()}AAxkBAAI{number:012d}",
            path=f"{_FOLDERS.get(kind, 'documents')}/file_{number}.{extension}",
            kind=kind,
            data=data,
            name=name,
            mime=mime,
            size=len(data) if size is None else size,
        )
        self.by_id[stored.file_id] = stored
        self.by_unique_id[stored.unique_id] = stored
        self.by_path[stored.path] = stored
        return stored


def photo_sizes(store: FileStore, data: bytes) -> list[dict[str, Any]] | None:
    """Keep a photo and return its PhotoSize list, smallest first; None if it is no image."""
    measured = image_size(data)
    if measured is None:
        return None
    width, height = measured
    sizes: list[dict[str, Any]] = []
    longest = max(width, height)
    if longest > _THUMBNAIL_SIDE:
        small = store.add("photo", data)
        scale = _THUMBNAIL_SIDE / longest
        small_size = {"width": round(width * scale) or 1, "height": round(height * scale) or 1}
        sizes.append({**small.facts(), **small_size})
    sizes.append({**store.add("photo", data).facts(), "width": width, "height": height})
    return sizes


def sniff(data: bytes) -> str:
    """Return the media type that the first bytes show, or an empty string."""
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return next((mime for start, mime in _SIGNATURES.items() if data.startswith(start)), "")


def image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG or WebP, read from its header; None for others."""
    match sniff(data):
        case "image/png" if len(data) >= 24:  # noqa: PLR2004 - signature, length, IHDR, sizes
            return struct.unpack(">II", data[16:24])
        case "image/jpeg":
            return _jpeg_size(data)
        case "image/webp" if len(data) >= 30:  # noqa: PLR2004 - RIFF and the first chunk
            return _webp_size(data)
        case _:
            return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:  # noqa: PLR2004 - every JPEG marker starts with FF
            at += 1
            continue
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004 - SOFn
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        standalone = marker == 0xFF or 0xD0 <= marker <= 0xD9 or marker == 1  # noqa: PLR2004
        at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - a fill byte before a marker
        if not standalone:
            at += struct.unpack(">H", data[at : at + 2])[0]
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8X":
            return (
                1 + int.from_bytes(data[24:27], "little"),
                1 + int.from_bytes(data[27:30], "little"),
            )
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            return None


def sample_png(number: int = 0, side: int = 96) -> bytes:
    """Return a small one-coloured PNG; the colour changes with `number`."""
    hue = number * 47 % 256
    row = b"\0" + bytes((200 - hue // 2, 90 + hue // 2, 60 + hue // 3)) * side
    pixels = zlib.compress(row * side)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


SAMPLE_VOICE = b"OggS\0\2" + b"\0" * 58 + b"OpusHead" + b"\0" * 64
SAMPLE_VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64
SAMPLE_STICKER = (
    b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
)
