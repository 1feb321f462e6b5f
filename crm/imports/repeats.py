"""Which rows may have the same key, found by their hashes in little memory."""

from collections.abc import Sequence

import polars as pl

from crm.imports.files.tables import LINE

KEY_HASH = "key_hash"
HASHES = {LINE: pl.Int64, KEY_HASH: pl.UInt64}


def maybe_repeated(hashes: Sequence[pl.DataFrame]) -> pl.Series:
    """Return the lines whose key's hash occurs again, in frames as `HASHES` has them.

    They are sorted rather than grouped: a group for each of a million rows takes far more room
    than the rows do.
    """
    keys = pl.concat([pl.DataFrame(schema=HASHES), *hashes]).sort(KEY_HASH)
    same = pl.col(KEY_HASH) == pl.col(KEY_HASH).shift(1)
    return keys.filter(same.fill_null(value=False) | same.shift(-1).fill_null(value=False))[LINE]
