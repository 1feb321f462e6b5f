"""Send as many messages as told, by nothing but an HTTP client: the baseline of `paid`."""

import asyncio
import json
import resource
import sys
import time

import aiohttp
import orjson

AT_ONCE = 128
JSON = {"Content-Type": "application/json"}


async def main(root: str, first_chat: int, count: int, text: str) -> None:
    """Send, and report the seconds that it took."""
    chats = iter(range(first_chat, first_chat + count))
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    url = f"{root}/sendMessage"
    began = time.perf_counter()
    async with aiohttp.ClientSession(connector=connector) as client, asyncio.TaskGroup() as group:

        async def send_on() -> None:
            for chat in chats:
                body = orjson.dumps({"chat_id": chat, "text": text, "allow_paid_broadcast": True})
                async with client.post(url, data=body, headers=JSON) as answer:
                    assert answer.status == 200, await answer.text()  # noqa: PLR2004 - OK
                    await answer.read()

        for _ in range(AT_ONCE):
            group.create_task(send_on())
    took = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "megabytes": used}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
