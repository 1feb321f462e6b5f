"""The baseline for updates: aiogram's bare echo, which stores nothing."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def main() -> None:
    """Poll the simulator and echo every message."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    dispatcher = Dispatcher()

    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    dispatcher.message.register(echo)
    await dispatcher.start_polling(  # pyright: ignore[reportUnknownMemberType] - aiogram leaves it untyped
        Bot(os.environ["TELEGRAM_TOKEN"], session=session), handle_signals=False
    )


if __name__ == "__main__":
    asyncio.run(main())
