"""`python -m crm.understanding`: learn the model of the sentences (`make model`).

With a folder of other sentences: measure on them the model that ships.
"""

import sys
from pathlib import Path

from crm.understanding.crossing import scored
from crm.understanding.model import FILE, load, save
from crm.understanding.reporting import report
from crm.understanding.samples import sentences
from crm.understanding.training import Trained, train


def main(folder: Path | None) -> str:
    """Return the tables, after the model was written where there is no `folder`."""
    if folder:
        return report(Trained(load(), scored(load(), sentences(folder))))
    trained = train()
    save(trained.model)
    size = FILE.stat().st_size / 1024
    return f"{report(trained)}\n\n{FILE.name}: {len(trained.model.keys):,} grams, {size:.0f} KB"


if __name__ == "__main__":
    print(main(Path(sys.argv[1]) if sys.argv[1:] else None))  # noqa: T201 - what it is for
