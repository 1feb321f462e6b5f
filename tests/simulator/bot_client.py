"""A bare client of the Bot API, which shows refusals as they come."""

from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]
TOKEN = "123456:SIM"


class Refused(Exception):
    """The answer with `ok: false`."""

    def __init__(self, answer: Json) -> None:
        """Keep code, description and parameters."""
        super().__init__(answer["description"])
        self.code: int = answer["error_code"]
        self.description: str = answer["description"]
        self.parameters: Json = answer.get("parameters", {})


class BotClient:
    """Calls methods as JSON, form or multipart."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        """Call the Bot API at `url`."""
        self.root = f"{url}/bot{token}"
        self.file_root = f"{url}/file/bot{token}"
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.close()

    async def call(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the result of a call with a JSON body; Refused if it is refused."""
        async with self.http.post(f"{self.root}/{method}", json=params) as response:
            return self._result(response.status, await response.json())

    async def send_form(self, method: str, form: aiohttp.FormData | Json) -> Any:  # noqa: ANN401
        """Return the result of a call with a form body."""
        async with self.http.post(f"{self.root}/{method}", data=form) as response:
            return self._result(response.status, await response.json())

    async def refusal(self, method: str, **params: Any) -> Refused:  # noqa: ANN401 - JSON
        """Return how a call is refused; AssertionError if it is not."""
        try:
            result = await self.call(method, **params)
        except Refused as refused:
            return refused
        message = f"{method} was not refused: {result}"
        raise AssertionError(message)

    async def updates(self, **params: Any) -> list[Json]:  # noqa: ANN401 - JSON
        """Return what waits for the bot."""
        return await self.call("getUpdates", **params)

    @staticmethod
    def _result(status: int, answer: Json) -> Any:  # noqa: ANN401 - JSON
        if answer["ok"]:
            return answer["result"]
        assert status == answer["error_code"]
        raise Refused(answer)
