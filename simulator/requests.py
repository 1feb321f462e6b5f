"""Reading a Bot API call from HTTP: JSON, form, multipart or query, into checked parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from simulator.refusal import bad_request
from simulator.schema import KIND_OF, Shape

_TRUE = frozenset({"true", "yes", "1", "t", "y"})
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "file_id": "file_id not specified",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    data: bytes


async def read_params(request: web.BaseRequest) -> dict[str, Any]:
    """Return the parameters of a call as they were sent, files as `Upload`."""
    params: dict[str, Any] = dict(request.query) if request.query_string else {}
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        params.update(await _read_multipart(request))
        return params
    body = await request.read()
    if not body:
        return params
    if kind.startswith("application/json"):
        params.update(_json_object(body))
    else:
        params.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return params


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        parsed: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        reason = "can't parse JSON object"
        raise bad_request(reason) from error
    if not isinstance(parsed, dict):
        reason = "JSON object expected"
        raise bad_request(reason)
    return cast("dict[str, Any]", parsed)


async def _read_multipart(request: web.BaseRequest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            mime = "" if value.content_type == "application/octet-stream" else value.content_type
            found[name] = Upload(value.filename, mime, value.file.read())
        elif isinstance(value, (bytes, bytearray)):
            found[name] = value.decode("utf-8", "replace")
        else:
            found[name] = value
    return found


def check_params(shape: Shape, sent: dict[str, Any]) -> dict[str, Any]:
    """Return `sent` with each parameter in its own type; uploads stay under their names.

    Raises:
        Refusal: for an unknown parameter, a missing one, or one of the wrong type.
    """
    params: dict[str, Any] = {}
    for name, value in sent.items():
        if name not in shape.names:
            if isinstance(value, Upload):
                params[name] = value
                continue
            reason = f"SIMULATOR unknown parameter {name}"
            raise bad_request(reason)
        if value is None or value == "":
            continue
        convert = _CONVERTERS.get(KIND_OF.get(name, ""))
        params[name] = convert(name, value) if convert else _text(name, value)
    for name in shape.required:
        if name not in params:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return params


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    reason = f'parameter "{name}" must be a string'
    raise bad_request(reason)


def _chat(_name: str, value: object) -> int | str:
    if isinstance(value, int):
        return value
    text = str(value).strip()
    try:
        return int(text)
    except ValueError:
        return text


def _integer(name: str, value: object) -> int:
    if isinstance(value, int):
        return int(value)
    try:
        return int(str(value))
    except ValueError as error:
        reason = f'parameter "{name}" must be an integer'
        raise bad_request(reason) from error


def _float(name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError as error:
        reason = f'parameter "{name}" must be a number'
        raise bad_request(reason) from error


def _bool(_name: str, value: object) -> bool:
    return value if isinstance(value, bool) else str(value).strip().lower() in _TRUE


def _object(name: str, value: object) -> dict[str, Any]:
    parsed: Any = _parsed(name, value)
    if not isinstance(parsed, dict):
        reason = f"can't parse {name.replace('_', ' ')} JSON object"
        raise bad_request(reason)
    return cast("dict[str, Any]", parsed)


def _list(name: str, value: object) -> list[Any]:
    parsed: Any = _parsed(name, value)
    if not isinstance(parsed, list):
        reason = f"can't parse {name.replace('_', ' ')}: expected an Array"
        raise bad_request(reason)
    return cast("list[Any]", parsed)


def _parsed(name: str, value: object) -> Any:  # noqa: ANN401 - any JSON
    if not isinstance(value, str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        reason = f"can't parse {name.replace('_', ' ')} JSON object"
        raise bad_request(reason) from error


def _file(name: str, value: object) -> object:
    return value if isinstance(value, Upload) else _text(name, value)


_CONVERTERS: dict[str, Callable[[str, Any], Any]] = {
    "chat": _chat,
    "int": _integer,
    "float": _float,
    "bool": _bool,
    "object": _object,
    "list": _list,
    "media": _parsed,
    "file": _file,
}
