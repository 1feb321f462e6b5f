import pytest

from core.addresses import domain_of, is_address


@pytest.mark.parametrize(
    "text", ["sri@example.com", "sri.w+toko@mail.example.co.id", "x@a-b.id", "o'neil@example.com"]
)
def test_takes_plain_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sri",
        "sri@localhost",
        "a b@example.com",
        "<sri@example.com>",
        "sri@example.com>",
        "sri@example.com\r\nRCPT TO:<b@example.com>",
        "sri@example.com\n",
        '"sri"@example.com',
        "sri@exämple.com",
        "a,b@example.com",
        "x" * 65 + "@example.com",
        "x@" + "y" * 60 + ("." + "z" * 60) * 4 + ".com",
    ],
)
def test_refuses_what_no_letter_reaches(text: str) -> None:
    assert not is_address(text)


def test_names_the_domain() -> None:
    assert domain_of("sri@example.com") == "example.com"
