"""Takes out of a JPEG whatever is not needed for its pixels, and leaves these as they are.

Decoding and encoding anew takes ten times as long, and each time a little of the picture. What a
file may be made of is told by ITU-T T.81, annex B; what the decoder takes its colours for, by the
marker that it finds (JFIF) and the numbers of its components.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

_BEGIN: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive, of the usual coding: what every program reads."""
_NEEDED: Final = frozenset({*_FRAMES, _SCAN, 0xC4, 0xDB, 0xDD})
"""With tables of codes, tables of steps, and how often a decoder may begin anew."""
_ADOBE: Final = 0xEE
_LEFT_OUT: Final = frozenset({*range(0xE0, 0xF0), 0xFE}) - {_ADOBE}
"""What the camera, a program or a person wrote beside the picture."""
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan: no stuffed byte, and no mark at which to begin anew."""
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_MOST: Final = 2_000
"""Parts of a file: a progressive one has some thirty, and a camera adds a few."""
_YCC: Final = (1, 2, 3)
"""The components' numbers, where their colours are the usual ones."""


def stripped(content: bytes) -> bytes | None:
    """Return the same picture and nothing beside it; None where it has to be encoded anew."""
    kept = [_BEGIN, _JFIF]
    for marker, part in islice(_parts(content), _MOST):
        if marker == _END:
            return b"".join((*kept, part))
        if marker in _FRAMES and not _has_usual_colours(part[4:]):
            return None
        if marker in _NEEDED:
            kept.append(part)
        elif marker not in _LEFT_OUT:
            return None
    return None


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut a file at its markers, as far as there is sense in it; a scan has its data with it."""
    at = len(_BEGIN)
    while content.startswith(b"\xff", at) and at + 1 < len(content):
        marker = content[at + 1]
        if marker == _END:
            yield marker, content[at : at + 2]
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            found = _MARKER.search(content, end)
            end = found.start() if found else len(content)
        yield marker, content[at:end]
        at = end


def _has_usual_colours(frame: bytes) -> bool:
    """Tell whether a frame, as its header says it, is of 8 bits in the usual three components."""
    return frame[:1] == b"\x08" and len(frame) == 15 and tuple(frame[6::3]) == _YCC  # noqa: PLR2004 - 6 bytes, and 3 for each
