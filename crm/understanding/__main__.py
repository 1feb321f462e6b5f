"""`python -m crm.understanding`: learn the model of the sentences (`make model`)."""

from crm.understanding.model import FILE, save
from crm.understanding.training import train

if __name__ == "__main__":
    model = train()
    save(model)
    size = FILE.stat().st_size / 1024
    print(f"{FILE.name}: {len(model.keys):,} grams, {size:.0f} KB")  # noqa: T201
