"""`python -m locales update|check`."""

import sys

from locales.checks import problems
from locales.extraction import extract, path_of, updated
from locales.languages import LANGUAGES


def update() -> int:
    """Bring every catalog up to the code; what is new waits untranslated."""
    found = extract()
    for language in LANGUAGES:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = updated(language, found)
        catalog.save(str(path))
        print(f"{language}: {catalog.percent_translated()} % of {len(catalog)} messages")  # noqa: T201
    return 0


def check() -> int:
    """Print every problem; 1 where there is one."""
    found = problems()
    print("\n".join(found) or "The catalogs are complete.")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    actions = {"update": update, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:  # noqa: PLR2004
        sys.exit(f"usage: python -m locales {'|'.join(actions)}")
    sys.exit(actions[sys.argv[1]]())
