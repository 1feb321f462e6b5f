"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from asyncio import sleep
from typing import Any

import orjson
from aiohttp import web

from simulator.faults import Fault
from simulator.methods import METHOD_OF, receiving
from simulator.refusal import Refusal
from simulator.requests import check_params, read_params
from simulator.schema import METHODS, Shape
from simulator.webhook import Webhook
from simulator.world import Call, World

_JSON = {"Content-Type": "application/json"}
_UNANSWERED = 0
_OK = 200
_TOO_MANY = 429
_FOREVER = 3600.0
_BY_LOWER_CASE = {name.lower(): name for name in METHODS}


class BotEndpoint:
    """Answers a bot's calls, strictly, and misbehaves where a fault was asked for."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        """Answer from `world`."""
        self._world = world
        self._webhook = webhook

    def add_routes(self, app: web.Application) -> None:
        """Serve under the paths that bots know."""
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)

    async def _answer(self, request: web.Request) -> web.Response:
        world = self._world
        method = request.match_info["method"]
        params: dict[str, Any] = {}
        try:
            if request.match_info["token"] != world.token:
                raise Refusal(401, "Unauthorized")  # noqa: TRY301 - one place writes answers
            method, shape = _look_up(method)
            params = await read_params(request)
            fault = world.faults.strike(method, params.get("chat_id")) if world.faults else None
            if fault is not None:
                await self._before(request, fault)
            params = check_params(shape, params)
            result = await self._call(method, params)
            if fault is not None and fault.kind == "cut":
                self._note(method, params, _UNANSWERED)
                return _cut(request)
        except Refusal as refusal:
            self._note(method, params, refusal.code)
            return _refusal_response(refusal)
        self._note(method, params, _OK)
        return web.Response(body=_ok(result), headers=_JSON)

    async def _call(self, method: str, params: dict[str, Any]) -> object:
        world = self._world
        act = METHOD_OF.get(method)
        if act is not None:
            return act(world, params)
        match method:
            case "getUpdates":
                return await receiving.get_updates(world, params)
            case "setWebhook":
                return await receiving.set_webhook(world, self._webhook, params)
            case "deleteWebhook":
                return await receiving.delete_webhook(world, self._webhook, params)
            case _:
                return receiving.get_webhook_info(world, self._webhook)

    async def _before(self, request: web.Request, fault: Fault) -> None:
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        if fault.kind == "delay":
            await sleep(fault.delay)
        elif fault.kind == "hang":
            self._note(request.match_info["method"], {}, _UNANSWERED)
            await self._world.events.wait_until_closed(_FOREVER)
            raise Refusal(502, "Bad Gateway")

    def _note(self, method: str, params: dict[str, Any], status: int) -> None:
        world = self._world
        if status == _TOO_MANY:
            world.rejected_429 += 1
        world.calls.append(Call(method, params, world.clock.now().timestamp(), status))

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._world.token:
            return _refusal_response(Refusal(401, "Unauthorized"))
        file = self._world.files.by_path.get(request.match_info["path"])
        if file is None:
            return _refusal_response(Refusal(404, "Not Found"))
        return web.Response(body=file.data, content_type="application/octet-stream")


def _look_up(method: str) -> tuple[str, Shape]:
    name = method if method in METHODS else _BY_LOWER_CASE.get(method.lower(), "")
    shape = METHODS.get(name)
    if shape is None:
        raise Refusal(404, f"Not Found: SIMULATOR knows no method {method}")
    return name, shape


def _ok(result: object) -> bytes:
    return b'{"ok":true,"result":' + orjson.dumps(result) + b"}"


def _refusal_response(refusal: Refusal) -> web.Response:
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return web.Response(body=orjson.dumps(answer), status=refusal.code, headers=_JSON)


def _cut(request: web.Request) -> web.Response:
    """Close the connection; the response returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
