"""One request to a service: bounded in time and size, and what its answer means."""

import unicodedata
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, FormData
from pydantic import TypeAdapter, ValidationError

from crm.interpreting.services import ServiceAway, ServiceRefused

LARGEST = 1 << 20
"""Bytes of an answer: far more than the words that we ask about."""
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_CONTROL = "Cc"
_LAYOUT = "\n\t"
"""The control characters that people write."""

Answer = dict[str, Any]
_ANSWER = TypeAdapter(Answer)


async def ask(
    url: str,
    *,
    patience: float,
    json: Answer | None = None,
    form: FormData | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, Answer]:
    """Post to a service; return the status, which is 200 or 400, and the JSON of the answer.

    Redirections are not followed: what sellers write goes to the server that was chosen.

    Raises:
        ServiceAway: no answer within `patience` seconds, or none that can be used today.
        ServiceRefused: it answers that it will not.
    """
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=patience)) as session,
            session.post(
                url, json=json, data=form, headers=headers, allow_redirects=False
            ) as response,
        ):
            return _judged(response.status, await _content(response))
    except (ClientError, TimeoutError, OSError) as error:
        raise ServiceAway(type(error).__name__) from None  # its words may hold the address


def plain(text: str) -> str:
    """Return a text of an answer without signs that no database or chat takes, such as U+0000."""
    kept = (sign for sign in text if sign in _LAYOUT or unicodedata.category(sign) != _CONTROL)
    return "".join(kept).strip()


def _judged(status: int, content: bytes) -> tuple[int, Answer]:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _AGAIN:
        raise ServiceAway(status=status)
    if status not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
        raise ServiceRefused(status=status)
    try:
        return status, _ANSWER.validate_json(content)
    except ValidationError:
        raise ServiceRefused(status=status) from None


async def _content(response: ClientResponse) -> bytes:
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > LARGEST:
            raise ServiceRefused(status=response.status)
    return bytes(content)
