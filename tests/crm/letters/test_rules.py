import pytest

from crm.letters.rules import blames_address, permanent_status


@pytest.mark.parametrize(
    ("text", "code", "blames"),
    [
        ("5.1.1 no such user", 550, True),
        ("5.2.2 mailbox full", 552, True),
        ("5.4.4 no such host", None, True),
        ("5.7.1 relay access denied", 550, False),
        ("5.3.0 system", 550, False),
        ("no such user", 550, True),
        ("not local", 551, True),
        ("transaction failed", 554, False),
        ("at 10.5.1.1 we know nobody", 554, False),
        ("", None, False),
    ],
)
def test_whose_fault_a_refusal_is(text: str, code: int | None, *, blames: bool) -> None:
    assert blames_address(text, code) is blames


def test_finds_the_status_of_a_permanent_failure() -> None:
    assert permanent_status("smtp; 550 5.1.1 unknown") == "5.1.1"
    assert permanent_status("4.2.2 full") is None
    assert permanent_status("connect to 15.1.1.2 failed") is None
