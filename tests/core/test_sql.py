from core.sql import in_slices


def test_more_values_than_a_statement_takes_go_into_several() -> None:
    assert list(in_slices({3: "", 1: "", 2: ""}, most=2)) == [[3, 1], [2]]
    assert not list(in_slices(range(0)))
