"""`python -m crm.understanding`: learn the model of the sentences (`make model`)."""

from crm.understanding.model import FILE, save
from crm.understanding.reporting import report
from crm.understanding.training import train

if __name__ == "__main__":
    trained = train()
    save(trained.model)
    size = FILE.stat().st_size / 1024
    print(report(trained))  # noqa: T201 - what it is for
    print(f"\n{FILE.name}: {len(trained.model.keys):,} grams, {size:.0f} KB")  # noqa: T201 - the same
