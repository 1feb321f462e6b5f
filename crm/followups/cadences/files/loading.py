"""The cadences of all files: those that ship with Sapa, and the user's own in their place."""

from collections.abc import Collection
from importlib.resources.abc import Traversable
from pathlib import Path

from crm.declared.tables import Mistake
from crm.declared.texts import refusal, text_of
from crm.errors import CrmError
from crm.followups.cadences.files.parsing import parse
from crm.followups.cadences.plans import CadencePlan

ENDING = ".toml"


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
        return parse(name, text_of(file), languages=languages)
    except Mistake as mistake:
        message = refusal(file.name, mistake)
    raise InvalidCadence(message)
