import pytest

from views.actions import ACTIONS, Claim, StaleButton, decode, encode


def test_a_button_means_what_it_was_made_of() -> None:
    assert decode(encode(Claim(12))) == Claim(12)


def test_no_two_buttons_share_a_code() -> None:
    assert len({kind.code for kind in ACTIONS}) == len(ACTIONS)


def test_what_no_button_of_ours_says_is_stale() -> None:
    ours = encode(Claim(12))
    for data in ("", "?", f"0{ours[1:]}", f"{ours}~1", ours.replace("12", "x"), f"{ours}{9**20}"):
        with pytest.raises(StaleButton):
            decode(data)
