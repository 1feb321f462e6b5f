"""`sapa import products`."""

from bot.cli.imports.taking import AsJson, DryRun, File, Force, ProfileName
from bot.cli.imports.taking import take as take_file
from models.imports import ImportKind


def take(
    file: File,
    *,
    profile: ProfileName = None,
    dry_run: DryRun = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Take in what the stores offer: prices for comparison, names against repetition."""
    take_file(
        ImportKind.PRODUCTS, file, profile=profile, dry_run=dry_run, force=force, as_json=as_json
    )
