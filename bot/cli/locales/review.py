"""`sapa locales review`: a language as a sheet for native readers, and their corrections back."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.locales import sheets, taking
from crm.errors import CrmError
from locales import extraction
from locales.languages import ENGLISH, INDONESIAN, LANGUAGES


class SomeRefused(CrmError):
    """Lines of a sheet were not taken; the others were."""

    code = "some_refused"


class NotWritten(CrmError):
    """The file cannot be written."""

    code = "not_written"


def review(
    tag: Annotated[str, typer.Argument(help="The language's tag, such as min.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write the sheet; TAG.xlsx otherwise.")
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option("--take", exists=True, dir_okay=False, help="A corrected sheet to take."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write the words of a language to an XLSX file, or take in what a native reader corrected."""
    if tag not in LANGUAGES or tag == ENGLISH:
        known = ", ".join(one for one in LANGUAGES if one != ENGLISH)
        message = f"'{tag}' is none of {known}."
        raise typer.BadParameter(message, param_hint="TAG")
    if take is not None:
        _take(tag, take, as_json=as_json)
    else:
        _write(tag, out or Path(f"{tag}.xlsx"), as_json=as_json)


def _write(tag: str, out: Path, *, as_json: bool) -> None:
    catalog = extraction.read(tag)
    content = sheets.written(tag, catalog, extraction.read(INDONESIAN))
    try:
        out.write_bytes(content)
    except OSError as error:
        message = f"{out} was not written: {error.strerror}."
        raise NotWritten(message) from None
    if as_json:
        typer.echo(json.dumps({"file": str(out), "messages": len(catalog)}))
    else:
        typer.echo(
            f"{len(catalog)} messages written to {out}. Let a native reader fill in the last two "
            f"columns, then: sapa locales review {tag} --take {out}"
        )


def _take(tag: str, file: Path, *, as_json: bool) -> None:
    catalog = extraction.read(tag)
    found = taking.take(catalog, sheets.read(file, tag))
    if found.taken:
        _save(tag, str(catalog))
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        tell(found)
    if found.refused:
        message = f"{len(found.refused)} lines were not taken: correct and take them again."
        raise SomeRefused(message)


def _save(tag: str, text: str) -> None:
    """Write a catalog whole, or not at all."""
    path = extraction.path_of(tag)
    aside = path.with_suffix(".new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        message = f"{path} was not written: {error.strerror}."
        raise NotWritten(message) from None


def tell(found: taking.Review) -> None:
    """Print what came of a sheet."""
    typer.echo(f"{found.taken} translations changed")
    for title, lines in (
        ("Not taken", found.refused),
        ("Taken, though it reads as Indonesian does", found.alike),
        ("Comments", found.comments),
    ):
        if lines:
            typer.echo("\n".join((f"{title}:", *(f"  {line}" for line in lines))))
