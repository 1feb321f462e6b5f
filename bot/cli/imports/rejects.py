"""`sapa import rejects`: the rows that could not be taken, as a sheet to mend them in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.reading import read
from core.settings import Settings
from crm.errors import CrmError
from crm.imports import queries
from models import ImportConflict, ImportReject
from views.rejects import MOST_ROWS, rejects_workbook
from views.words import Catalogs


class NoRejects(CrmError):
    """The import refused no row and contradicted nobody."""

    code = "no_rejects"


def save(
    batch: Annotated[int, typer.Argument(help="The import's number: sapa import history.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the XLSX file is written.")
    ] = None,
) -> None:
    """Write an import's rejects with the reason beside each original row, and its conflicts."""
    settings = Settings.load()
    words = Catalogs.load()[settings.staff_language]

    async def found(
        session: AsyncSession,
    ) -> tuple[Sequence[ImportReject], Sequence[ImportConflict]]:
        return (
            await queries.rejects(session, batch_id=batch, limit=MOST_ROWS),
            await queries.conflicts(session, batch_id=batch, limit=MOST_ROWS),
        )

    rejects, conflicts = read(found)
    if not rejects and not conflicts:
        message = f"Import {batch} rejected no row and contradicted nobody."
        raise NoRejects(message)
    content = rejects_workbook(rejects, conflicts, words=words, zone=settings.timezone)
    path = out or Path(f"rejects-{batch}.xlsx")
    path.write_bytes(content)
    Console(highlight=False).print(f"Written to {path}.", markup=False, soft_wrap=True)
