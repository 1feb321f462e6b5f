import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from crm.understanding.lanes import packed, unpacked

ROWS = st.tuples(st.integers(1, 8), st.integers(1, 30)).flatmap(
    lambda shape: arrays(np.int8, shape)
)


@given(ROWS)
def test_a_sum_of_packed_rows_is_the_sum_of_the_rows(rows: np.ndarray) -> None:
    sums = unpacked(packed(rows).sum(axis=1, keepdims=True), rows.shape[1])
    assert sums.tolist() == [rows.sum(axis=0, dtype=np.int64).tolist()]


def test_as_many_rows_as_a_text_has_grams_fit() -> None:
    extremes = np.array([[-128, 127, -128, 127, 127, -128, -128]], dtype=np.int8)
    assert unpacked(packed(extremes) * 8_000, 7).tolist() == (extremes * np.int64(8_000)).tolist()
