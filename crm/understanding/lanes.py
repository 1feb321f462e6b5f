"""Sums of many rows of small numbers at once: three numbers lie side by side in one integer.

A row of weights becomes a third as many integers, and adding such an integer adds three weights.
Each number has a lane of 21 bits, enough for 8,000 weights of a byte; a lane below 0 borrows from
the one above, which `unpacked` gives back.
"""

import numpy as np
from numpy.typing import NDArray

_LANES = 3
_BITS = 21
_HALF = np.int64(1 << (_BITS - 1))
_MASK = np.int64((1 << _BITS) - 1)

Integers = NDArray[np.int64]


def packed(rows: NDArray[np.int8]) -> Integers:
    """Return `rows` with three of their numbers in an integer, and each row as a column."""
    height, width = rows.shape
    spread = np.zeros((height, -(-width // _LANES) * _LANES), dtype=np.int64)
    spread[:, :width] = rows
    lanes = spread.reshape(height, -1, _LANES) << (np.arange(_LANES) * _BITS)
    return np.ascontiguousarray(lanes.sum(axis=2).T)


def unpacked(sums: Integers, width: int) -> Integers:
    """Return the sums of the numbers of each row, from sums of what `packed` returned."""
    lanes = np.empty((*sums.T.shape, _LANES), dtype=np.int64)
    for lane in range(_LANES):
        value = ((sums + _HALF) & _MASK) - _HALF
        lanes[:, :, lane] = value.T
        sums = (sums - value) >> _BITS
    return lanes.reshape(len(lanes), -1)[:, :width]
