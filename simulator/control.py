"""The control API under `/sim/`, and the page: the same actions that tests call, over HTTP."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import orjson
from aiohttp import web

from simulator.faults import Fault
from simulator.guard import answer, complaint, guarded
from simulator.hearing import shown_message
from simulator.methods.profile import shown_commands
from simulator.posting import mark_read
from simulator.showing import messages_of, shown_event, shown_group, shown_person
from simulator.writing import write

if TYPE_CHECKING:
    from simulator.facade import Simulator

_PAGE = Path(__file__).parent / "page"
_KEEP_ALIVE = 15.0
_MOST_MESSAGES = 1000
_PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
_GUARDED_FILE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


class ControlEndpoint:
    """Routes for those who play the people, and for those who look on."""

    def __init__(self, simulator: "Simulator") -> None:
        """Act on `simulator`."""
        self._simulator = simulator
        self._world = simulator.world

    def add_routes(self, app: web.Application) -> None:
        """Serve the page and everything under `/sim/`."""
        chat, user = "/sim/chats/{chat:-?\\d+}/messages", "/sim/users"
        routes = [
            ("GET", "/", self._index),
            ("GET", "/page/{path:.+}", self._page),
            ("GET", "/sim/state", self._state),
            ("GET", chat, self._messages),
            ("POST", chat, self._write),
            ("POST", chat + "/{message:\\d+}/edit", self._edit),
            ("POST", chat + "/{message:\\d+}/press", self._press),
            ("POST", chat + "/{message:\\d+}/react", self._react),
            ("POST", user, self._add_user),
            ("POST", user + "/{user:\\d+}/{action:start|block|unblock|delete}", self._user),
            (
                "POST",
                "/sim/groups/{group:-?\\d+}/topics/{topic:\\d+}/{action:close|reopen|delete}",
                self._topic,
            ),
            ("GET", "/sim/files/{file}", self._file),
            ("GET", "/sim/clock", self._clock),
            ("POST", "/sim/clock", self._move_clock),
            ("POST", "/sim/faults", self._add_fault),
            ("DELETE", "/sim/faults", self._clear_faults),
            ("GET", "/sim/feeds/{name}", self._feed),
            ("GET", "/sim/commands", self._commands),
            ("GET", "/sim/events", self._events),
        ]
        for method, path, route in routes:
            app.router.add_route(method, path, guarded(route))

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _page_file("index.html")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["path"])

    async def _state(self, _request: web.Request) -> web.Response:
        return answer(
            {
                "now": self._world.clock.now().isoformat(),
                "bot": self._world.bot,
                "users": [shown_person(person) for person in self._simulator.people],
                "groups": [shown_group(self._world, group) for group in self._simulator.groups],
            },
        )

    async def _messages(self, request: web.Request) -> web.Response:
        chat = self._world.chats[int(request.match_info["chat"])]
        limit = min(int(request.query.get("limit", "200")), _MOST_MESSAGES)
        if chat.account is not None:
            mark_read(chat.account)
        return answer(messages_of(chat, request.query.get("thread"), limit))

    async def _write(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._simulator.person(body["from"])
        return answer(shown_message(write(person, int(request.match_info["chat"]), body).post))

    async def _edit(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._simulator.person(body["from"])
        number, chat = int(request.match_info["message"]), int(request.match_info["chat"])
        return answer(shown_message(person.edits(number, body["text"], chat=chat).post))

    async def _press(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._simulator.person(body["from"])
        number, chat = int(request.match_info["message"]), int(request.match_info["chat"])
        return answer({"id": person.presses_data(body["data"], chat, number).id})

    async def _react(self, request: web.Request) -> web.Response:
        body = await _body(request)
        number, chat = int(request.match_info["message"]), int(request.match_info["chat"])
        given = [body["emoji"]] if body.get("emoji") else []
        self._simulator.person(body["from"]).reacts(number, *given, chat=chat)
        return answer(shown_message(self._world.chats[chat].posts[number]))

    async def _add_user(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._simulator.add_user(
            f"{body['first_name']} {body.get('last_name') or ''}".strip(),
            language_code=body.get("language_code", "id"),
            phone=body.get("phone"),
            username=body.get("username"),
            id=body.get("id"),
            facts=body.get("facts"),
        )
        return answer(shown_person(person))

    async def _user(self, request: web.Request) -> web.Response:
        person = self._simulator.person(int(request.match_info["user"]))
        match request.match_info["action"]:
            case "start":
                payload = (await _body(request)).get("payload")
                return answer(shown_message(person.start(payload).post))
            case "block":
                person.blocks_bot()
            case "unblock":
                person.unblocks_bot()
            case _:
                person.deletes_account()
        return answer(shown_person(person))

    async def _topic(self, request: web.Request) -> web.Response:
        body = await _body(request)
        group = self._simulator.group(int(request.match_info["group"]))
        topic = int(request.match_info["topic"])
        by = self._simulator.person(body["from"]) if "from" in body else None
        match request.match_info["action"]:
            case "close":
                group.close_topic(topic, by)
            case "reopen":
                group.reopen_topic(topic, by)
            case _:
                group.delete_topic(topic)
        return answer(shown_group(self._world, group))

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.by_unique_id[request.match_info["file"]]
        return web.Response(body=file.data, content_type=file.mime, headers=_GUARDED_FILE)

    async def _clock(self, _request: web.Request) -> web.Response:
        return answer({"now": self._world.clock.now().isoformat()})

    async def _move_clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if "to" in body:
            by = datetime.fromisoformat(body["to"]) - self._world.clock.now()
        else:
            by = timedelta(seconds=float(body["advance_seconds"]))
        return answer({"now": (await self._simulator.advance(by)).isoformat()})

    async def _add_fault(self, request: web.Request) -> web.Response:
        self._simulator.fault(Fault(**await _body(request)))
        return answer({"ok": True})

    async def _clear_faults(self, _request: web.Request) -> web.Response:
        self._simulator.clear_faults()
        return answer({"ok": True})

    async def _feed(self, request: web.Request) -> web.Response:
        rows = await self._simulator.feeds[request.match_info["name"]]()
        return answer(rows[: int(request.query.get("limit", "100"))])

    async def _commands(self, request: web.Request) -> web.Response:
        chat = self._world.chats[int(request.query["chat_id"])]
        user_id = int(request.query.get("user_id", "0"))
        language = request.query.get("language_code", "")
        return answer(shown_commands(self._world, chat, language, user_id))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        events = self._world.events
        seen = int(request.headers.get("Last-Event-ID") or events.last_id)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        await stream.write(b"retry: 500\n\n")
        with suppress(ConnectionResetError):
            while not events.closed:
                for event in events.after(seen):
                    seen = event.id
                    data = orjson.dumps(shown_event(event))
                    await stream.write(b"id: %d\ndata: %b\n\n" % (seen, data))
                if not await events.changed_within(_KEEP_ALIVE):
                    await stream.write(b": still here\n\n")
        return stream


class Body(dict[str, Any]):
    """What a request says; a field that it lacks is the sender's mistake."""

    def __missing__(self, name: str) -> NoReturn:
        message = f"{name} is missing"
        raise ValueError(message)


async def _body(request: web.Request) -> Body:
    raw = await request.read()
    body: Any = orjson.loads(raw) if raw else {}
    if not isinstance(body, dict):
        message = "a JSON object is expected"
        raise ValueError(message)  # noqa: TRY004 - told to the client as wrong input
    return Body(cast("dict[str, Any]", body))


def _page_file(path: str) -> web.StreamResponse:
    file = (_PAGE / path).resolve()
    if not file.is_relative_to(_PAGE) or not file.is_file():
        return complaint(404, f"no such file: {path}")
    return web.FileResponse(file, headers=_PAGE_HEADERS)
