from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sellers.invitations import (
    LIFETIME,
    InvitationExpired,
    InvitationInvalid,
    invitation_secret,
    read,
    sign,
)
from tests.support.builders import NOW

SECRET = invitation_secret("123456:ABC")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ids = st.integers(min_value=1, max_value=2**63 - 1)


@given(ids)
def test_a_token_says_whose_store_it_is(seller_id: int) -> None:
    token = sign(seller_id, secret=SECRET, now=NOW)

    assert read(token, secret=SECRET, now=NOW + LIFETIME - timedelta(seconds=1)) == seller_id


@given(ids)
def test_a_token_fits_a_start_link(seller_id: int) -> None:
    token = sign(seller_id, secret=SECRET, now=NOW)

    assert len(token) <= 64
    assert set(token) <= set(ALPHABET)


@given(ids, st.data())
def test_any_flipped_bit_is_refused(seller_id: int, data: st.DataObject) -> None:
    token = sign(seller_id, secret=SECRET, now=NOW)
    place = data.draw(st.integers(0, len(token) - 1))
    bit = data.draw(st.integers(0, 5))
    letter = ALPHABET[ALPHABET.index(token[place]) ^ 1 << bit]
    forged = token[:place] + letter + token[place + 1 :]

    with pytest.raises(InvitationInvalid):
        read(forged, secret=SECRET, now=NOW)


@given(st.text(max_size=80))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvitationInvalid):
        read(text, secret=SECRET, now=NOW)


def test_a_token_of_another_bot_is_refused() -> None:
    token = sign(7, secret=invitation_secret("123456:XYZ"), now=NOW)

    with pytest.raises(InvitationInvalid):
        read(token, secret=SECRET, now=NOW)


def test_an_old_token_is_told_from_a_forged_one() -> None:
    token = sign(7, secret=SECRET, now=NOW)

    with pytest.raises(InvitationExpired):
        read(token, secret=SECRET, now=NOW + LIFETIME)
