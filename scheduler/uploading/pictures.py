"""What is done to pictures, each in one call that a process of its own can carry out."""

from typing import TYPE_CHECKING

from crm.uploads.photos.flaws import Refusal, Unreadable

if TYPE_CHECKING:
    from crm.uploads.photos.checking import Look


def look(content: bytes, minimum: int) -> "Look | Refusal":
    """Look at what a seller sent, or say why that cannot be done."""
    from crm.uploads.photos import checking  # noqa: PLC0415 - an idle bot needs no Pillow

    try:
        return checking.look(content, minimum=minimum)
    except Unreadable as error:
        return error.why


def improve(clean: bytes) -> bytes:
    """Return the improved version of what was kept."""
    from crm.uploads.photos import checking  # noqa: PLC0415 - an idle bot needs no Pillow

    return checking.improve(clean)


def sheet(pairs: list[tuple[int, bytes]]) -> bytes:
    """Return photos beside their improved versions, as one picture."""
    from crm.uploads.photos import checking  # noqa: PLC0415 - an idle bot needs no Pillow

    return checking.sheet(pairs)
