"""`make bench`: everything but the long campaigns, one after the other."""

import asyncio
import sys

from benchmarks import (
    bulk,
    claims,
    desk,
    imports,
    languages,
    paid,
    photo_rush,
    photos,
    segments,
    startup,
    updates,
)

SUITES = {
    "startup": startup.main,
    "updates": updates.main,
    "bulk": bulk.main,
    "paid": paid.main,
    "claims": claims.main,
    "imports": imports.main,
    "segments": segments.main,
    "desk": desk.main,
    "photos": photos.main,
    "languages": languages.main,
    "photo_rush": photo_rush.main,
}


def main() -> None:
    """Run the suites named, or all of them."""
    names = sys.argv[1:] or list(SUITES)
    if unknown := set(names) - SUITES.keys():
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))} (of {', '.join(SUITES)})")
    for name in names:
        print(f"— {name}")
        asyncio.run(SUITES[name]())


main()
