"""A program of its own that unpacks a workbook: `python -m crm.imports.files.unpacking FOLDER`.

A workbook of a few kilobytes can ask for hundreds of gigabytes (one cell in the last corner of a
sheet is enough), and the library that reads it then ends its process. Here it ends this one, which
has bounds and does nothing else. The workbook comes in at standard input; each sheet becomes a
folder of parquet files, all cells text as they are stored: dates in ISO form, numbers in full.
"""

import io
import struct
import sys
import zipfile
import zlib
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

from crm.imports.files.packed import TooLarge, bound

MOST_COLUMNS = 1000

_ROWS = 50_000
_MEMORY = 4 << 30
"""A full sheet of a million rows and twenty columns takes three quarters of it."""
_CPU_SECONDS = 300
_NEEDED = "xl/workbook.xml"
_NAME_LENGTH, _HEADER = 26, 30  # where a member's own header says how long the rest of it is
_FEED, _PIECE = 1 << 16, 1 << 20


class Outcome(IntEnum):
    """The exit code; any other is that of a program that was ended."""

    DONE = 0
    DAMAGED = 3
    NO_WORKBOOK = 4
    TOO_LARGE = 5


def main() -> None:
    """Unpack, within bounds where the system has such."""
    _bound()
    try:
        outcome = _unpack(sys.stdin.buffer.read(), Path(sys.argv[1]))
    except TooLarge:
        outcome = Outcome.TOO_LARGE
    sys.exit(outcome)


def _bound() -> None:
    with suppress(OSError):  # only Linux asks whom to end first when memory is short
        Path("/proc/self/oom_score_adj").write_text("1000")
    try:
        import resource  # noqa: PLC0415 - only Unix has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unpack(book: bytes, folder: Path) -> Outcome:
    import fastexcel  # noqa: PLC0415 - only once the bounds stand

    outcome = _look_at(book)
    if outcome is not Outcome.DONE:
        return outcome
    try:
        reader = fastexcel.read_excel(book)
        for number, name in enumerate(reader.sheet_names):
            place = folder / f"{number:04}"
            place.mkdir()
            sheet = reader.load_sheet(  # pyright: ignore[reportUnknownMemberType] - pyarrow, which an eager sheet would need, is not installed
                name, header_row=None, skip_rows=0, dtypes="string"
            )
            cells = sheet.to_polars()
            kept = cells.select(cells.columns[: MOST_COLUMNS + 1])
            for part, rows in enumerate(kept.iter_slices(_ROWS)):
                rows.write_parquet(place / f"{part:06}", compression="lz4")
    except fastexcel.FastExcelError:
        return Outcome.DAMAGED
    return Outcome.DONE


def _look_at(book: bytes) -> Outcome:
    """Tell whether it is a workbook whose directory speaks the truth about sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        return Outcome.NO_WORKBOOK
    if all(member.filename != _NEEDED for member in members):
        return Outcome.NO_WORKBOOK
    bound("", packed=len(book), unpacked=sum(member.file_size for member in members))
    try:
        honest = all(_is_honest(book, member) for member in members)
    except (struct.error, zlib.error):
        honest = False
    return Outcome.DONE if honest else Outcome.DAMAGED


def _is_honest(book: bytes, member: zipfile.ZipInfo) -> bool:
    """Tell whether a member is as long as it says, without holding it."""
    name, extra = struct.unpack_from("<HH", book, member.header_offset + _NAME_LENGTH)
    start = member.header_offset + _HEADER + name + extra
    rest = memoryview(book)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return len(rest) == member.file_size
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    length = 0
    for at in range(0, len(rest), _FEED):
        feed: bytes | memoryview = rest[at : at + _FEED]
        while feed and length <= member.file_size:
            length += len(inflating.decompress(feed, _PIECE))
            feed = inflating.unconsumed_tail
    return length == member.file_size


if __name__ == "__main__":
    main()
