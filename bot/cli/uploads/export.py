"""`sapa uploads export`: the approved listings as files for the marketplace's bulk upload."""

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.working import work
from core.services import Services
from crm.uploads.export import orders, queries
from scheduler.jobs.uploads import made


@dataclass(slots=True)
class _Exported:
    """What was written."""

    listings: int = 0
    files: list[str] = field(default_factory=list[str])
    missing: int = 0


def export(
    *,
    out: Annotated[Path, typer.Option(file_okay=False, help="The folder for the files.")] = Path(),
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that were exported before.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write approved listings as XLSX and CSV, and their pictures as ZIP files."""
    out.mkdir(parents=True, exist_ok=True)
    exported = work(lambda services: _export(services, out, everything=everything))
    if as_json:
        facts = {
            "listings": exported.listings,
            "files": exported.files,
            "missing": exported.missing,
        }
        typer.echo(json.dumps(facts))
        return
    for file in exported.files:
        typer.echo(f"Written: {file}")
    typer.echo(f"{exported.listings} listings exported")
    if exported.missing:
        typer.echo(f"{exported.missing} pictures are no longer in the storage")


async def _export(services: Services, out: Path, *, everything: bool) -> _Exported:
    """Write portion after portion; what is there whole is noted as exported."""
    exported, after_id = _Exported(), 0
    while True:
        async with services.database.reading() as session:
            leaving = await queries.leaving(session, everything=everything, after_id=after_id)
        if not leaving:
            return exported
        now = services.clock.now()
        with tempfile.TemporaryDirectory(prefix=".sapa-", dir=out) as aside:
            portion = await made(services.settings, leaving, folder=Path(aside), now=now)
            files = [one.path.replace(out / one.path.name) for one in portion.files]
        async with services.database.transaction() as session:
            await orders.note(session, upload_ids=portion.upload_ids, now=now)
        exported.listings += len(portion.upload_ids)
        exported.files += map(str, files)
        exported.missing += portion.missing
        after_id = portion.upload_ids[-1]
