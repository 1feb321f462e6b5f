import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from delivery.telegram.api import error_of
from delivery.telegram.request import AiohttpRequest, MayHaveArrived


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, b'{"description": "Bad Request: chat not found"}', BadRequest),
        (400, b'{"parameters": {"migrate_to_chat_id": -1002}}', ChatMigrated),
        (401, b'{"description": "Unauthorized"}', InvalidToken),
        (403, b'{"description": "Forbidden: bot was blocked by the user"}', Forbidden),
        (429, b'{"parameters": {"retry_after": 7}}', RetryAfter),
        (429, b'{"description": "Too Many Requests"}', NetworkError),
        (413, b"<html>Request Entity Too Large</html>", BadRequest),
        (502, b"<html>Bad Gateway</html>", NetworkError),
    ],
)
def test_an_answer_becomes_the_error_it_stands_for(
    status: int, body: bytes, kind: type[TelegramError]
) -> None:
    assert type(error_of(status, body)) is kind


def test_a_success_that_is_not_telegrams_may_have_arrived() -> None:
    with pytest.raises(MayHaveArrived):
        AiohttpRequest.parse_json_payload(b"<html>Please log in to the hotel's network</html>")
