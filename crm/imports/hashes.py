"""What a row of a file says, as one number: equal numbers, nothing to do."""

import polars as pl

from crm.imports.files.tables import OVERFLOW, Table, column

HASH = "pulled_hash"
READING = "1"
"""To be counted up when cells are read otherwise: then every row is read anew."""
_BETWEEN = "\x1f"


def row_hash(table: Table, reading: str = "") -> pl.Expr:
    """Return a row's hash: of its cells as they stand, each under its fact or heading.

    `reading` is how this kind of file is read. The order of the columns does not matter. Two rows
    of 64 bits that differ and have one hash are to be expected once in some billions of pulls.
    """
    facts = {place: fact for fact, place in table.facts.items()}
    named = sorted(
        (facts.get(place, f"#{title}"), place) for place, title in enumerate(table.titles)
    )
    seed = _BETWEEN.join([READING + reading, *(name for name, _ in named)])
    cells = [pl.col(column(place)).fill_null("") for _, place in named]
    whole = pl.concat_str(
        [pl.lit(seed), *cells, pl.col(OVERFLOW).fill_null("")], separator=_BETWEEN
    )
    return whole.hash().reinterpret(signed=True).alias(HASH)
