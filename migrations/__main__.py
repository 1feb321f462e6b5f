"""Draft a revision: `python -m migrations "what changes"` compares the models with the history."""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from core import schema

VERSIONS = schema.FOLDER / "versions"
MARKER = re.compile(r"^ *# ### .*\n", flags=re.MULTILINE)


def draft(message: str) -> Path:
    """Write the next revision into `migrations/versions/` and return it, to be cleaned by hand."""
    number = f"{len(list(VERSIONS.glob('*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'draft.db')}"
        schema.upgrade(url)
        with schema.connected(url) as connection:
            command.revision(schema.config(connection), message, autogenerate=True, rev_id=number)
    (file,) = VERSIONS.glob(f"{number}_*.py")
    file.write_text(MARKER.sub("", file.read_text("utf-8")), "utf-8")
    return file


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:  # noqa: PLR2004 - the program and its one argument
        sys.exit('Usage: make migration NAME="what changes"')
    draft(sys.argv[1])
