"""The marketplace's own categories, read as ours."""

from hashlib import sha256

import polars as pl

from crm.uploads.categories import plans, recognised


def categories(shelves: pl.Series) -> pl.Series:
    """Return a column's product categories, empty where the words name none of ours."""
    distinct = shelves.drop_nulls().unique()
    known = pl.Series([recognised(shelf) or "" for shelf in distinct], dtype=pl.String)
    return shelves.replace_strict(distinct, known, default="", return_dtype=pl.String)


def reading() -> str:
    """Return a digest of the words by which categories are known."""
    words = [(plan.category.value, plan.words) for plan in plans()]
    return sha256(repr(words).encode()).hexdigest()
