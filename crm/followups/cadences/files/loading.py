"""The cadences of all files: those that ship with Sapa, and the user's own in their place."""

from collections.abc import Collection
from importlib.resources.abc import Traversable
from pathlib import Path

from crm.errors import CrmError
from crm.followups.cadences.files.parsing import parse
from crm.followups.cadences.files.tables import Mistake
from crm.followups.cadences.plans import CadencePlan

ENDING = ".toml"
LARGEST = 64 * 1024


class InvalidCadence(CrmError):
    """A file declares no cadence; the text says which file, and on which line it goes wrong."""

    code = "invalid_cadence"


class NoSuchFolder(CrmError):
    """The user's folder is not there, or cannot be listed."""

    code = "no_cadence_folder"


def load_plans(
    shipped: Traversable, own: Path | None, *, languages: Collection[str]
) -> tuple[CadencePlan, ...]:
    """Return the cadences of both folders, the first to enter first.

    A file of one's own replaces the shipped one of its name; files hidden by a dot are an editor's
    or the system's. `languages` are those that sellers read.

    Raises:
        NoSuchFolder: where `own` cannot be listed.
        InvalidCadence: for the first mistake, by the names of the files.
    """
    files = {file.name: file for file in (*shipped.iterdir(), *(_listed(own) if own else ()))}
    names = sorted(name for name in files if name.endswith(ENDING) and not name.startswith("."))
    plans = [plan for name in names if (plan := _read(files[name], languages))]
    return tuple(sorted(plans, key=lambda plan: (plan.priority, plan.name)))


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        message = (
            f"CADENCES names {folder}, which cannot be read ({error.strerror}): "
            "make that folder, or leave CADENCES empty."
        )
        raise NoSuchFolder(message) from None


def _read(file: Traversable, languages: Collection[str]) -> CadencePlan | None:
    name = file.name.removesuffix(ENDING)
    try:
        return parse(name, _text(file), languages=languages)
    except Mistake as mistake:
        where = f", line {mistake.line}" if mistake.line else ""
        said = str(mistake)
        end = "" if said.endswith("?") else "."
        message = f"{file.name}{where}: {said}{end}"
    raise InvalidCadence(message)


def _text(file: Traversable) -> str:
    """Return what is in a file; some editors begin it with a mark, which is no part of it."""
    try:
        if not file.is_file():
            message = "it is no file"
            raise Mistake(message)
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        message = f"it cannot be read ({error.strerror})"
        raise Mistake(message) from None
    if len(content) > LARGEST:
        message = f"it is larger than the {LARGEST // 1024} kB that a cadence may have"
        raise Mistake(message)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "it is not in UTF-8"
        raise Mistake(message, content.count(b"\n", 0, error.start) + 1) from None
