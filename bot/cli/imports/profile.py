"""`sapa import profile`: a profile for a file that nobody has described."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.imports.taking import AsJson
from crm.errors import CrmError
from crm.imports.profiles.proposing import Proposal
from crm.imports.profiles.proposing import propose as propose_profile
from crm.imports.profiles.writing import written
from crm.sellers.names import fold
from models.imports import ImportKind


class NotWritten(CrmError):
    """The file is there already, and may have been corrected by hand; or it cannot be written."""

    code = "not_written"


def propose(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file, perhaps gzipped.")],
    *,
    name: Annotated[
        str | None, typer.Option("--name", help="What to call it; the file's name otherwise.")
    ] = None,
    kind: Annotated[
        ImportKind | None, typer.Option("--kind", help="What the file holds, if you know.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write it, such as profiles/mine.toml.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Propose a profile by the headings and values of FILE; correct it, save it as NAME.toml."""
    name = name or (out.stem if out else _name(file))
    if out and out.name != f"{name}.toml":
        message = f"A profile called {name} is written to {name}.toml."
        raise typer.BadParameter(message, param_hint="--out")
    proposal = propose_profile(file, kind)
    text = written(proposal, name=name, source=file.name)
    if out:
        _write(out, text)
    if as_json:
        typer.echo(json.dumps(_facts(proposal, file, name)))
    elif out:
        typer.echo(f"Written to {out}. Look it over before you use it: --profile {name}.")
    else:
        typer.echo(text, nl=False)


def _name(path: Path) -> str:
    return fold(path.name.split(".")[0]).replace(" ", "_") or "profile"


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        message = f"{out} was not written: {error.strerror}."
        raise NotWritten(message) from None


def _facts(proposal: Proposal, file: Path, name: str) -> dict[str, object]:
    return {
        "file": file.name,
        "name": name,
        "kind": proposal.kind,
        "headings": [asdict(guess) | {"sure": guess.is_sure} for guess in proposal.guesses],
        "not_found": proposal.unguessed,
    }
