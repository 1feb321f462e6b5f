"""`sapa followups fix`: the stores whose data is to be mended, so that they can be reached."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.reading import read
from core.settings import Settings
from crm.wanting import orders
from crm.wanting.orders import NAMED, Material
from crm.wanting.payloads import WantCount
from views.wanting import plain_name, wanting_workbook
from views.words import Catalogs, Words


def show(
    *,
    xlsx: Annotated[
        Path | None,
        typer.Option(dir_okay=False, metavar="FILE", help="Write the stores into this workbook."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count the stores with a wrong number, an e-mail that comes back, or no way to them."""
    settings = Settings.load()

    async def question(session: AsyncSession) -> Material:
        return await orders.material(session)

    material, catalogs = read(question), Catalogs.load()
    if xlsx is not None:
        words = catalogs[settings.staff_language]
        xlsx.write_bytes(wanting_workbook(material, words, zone=settings.timezone))
    if as_json:
        typer.echo(json.dumps(_facts(material, xlsx), ensure_ascii=False))
        return
    _print(Console(highlight=False), material, catalogs["en"])
    if xlsx is not None:
        typer.echo(f"Written: {xlsx}")


def _facts(material: Material, xlsx: Path | None) -> dict[str, Any]:
    return {
        "counts": [asdict(count) for count in material.counts],
        "stores": {
            want: [asdict(store) for store in stores] for want, stores in material.stores.items()
        },
        "file": str(xlsx) if xlsx else None,
    }


def _print(console: Console, material: Material, words: Words) -> None:
    if not material.counts:
        console.print("Nothing is to be mended: every store can be reached.")
        return
    for count in material.counts:
        console.print()
        console.print(_table(count, material, words))


def _table(count: WantCount, material: Material, words: Words) -> Table:
    title = f"{plain_name(count.want, words)} ({count.stores:,})"
    table = Table(title, "Place", "Phone", "E-mail", box=None, header_style="bold")
    for one in material.stores[count.want][:NAMED]:
        place = ", ".join(part for part in (one.regency, one.province) if part)
        cells = (f"#{one.seller_id} {one.store}", place, one.phone or "", one.email or "")
        table.add_row(*(Text(cell) for cell in cells))
    return table
