"""How the bot presents itself to Telegram: its commands in each language, and its group."""

import asyncio

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import BadRequest, Forbidden

from core.services import Services
from crm.staff.operations import pair as pair_group
from locales.languages import EVERYTHING, OF_TELEGRAM
from views.commands import seller_commands
from views.staff import staff_commands
from views.words import DEFAULT, Catalogs

log = structlog.get_logger()


async def commands(bot: Bot, catalogs: Catalogs) -> None:
    """Set the command menus, in Indonesian unless the reader's app speaks otherwise.

    Sellers see theirs in private chats, staff see theirs in groups: the bot is in one that is the
    desk, or becomes it, so no menu has to follow a pairing. Whoever chooses another language than
    their app's gets a menu of their own chat, by way of the outbox (`CommandMenu`).
    """
    menus = (
        (BotCommandScopeAllPrivateChats(), seller_commands, OF_TELEGRAM),
        (BotCommandScopeAllGroupChats(), staff_commands, EVERYTHING),
    )
    await asyncio.gather(
        *(
            bot.set_my_commands(
                [BotCommand(word, text) for word, text in menu(catalogs[tag])],
                scope=scope,
                language_code=None if tag == DEFAULT else tag,
            )
            for scope, menu, languages in menus
            for tag in languages
        )
    )


async def pair(services: Services, bot: Bot, chat_id: int) -> None:
    """Pair the group named in the settings, where the bot is already in it."""
    try:
        chat = await bot.get_chat(chat_id)
    except (BadRequest, Forbidden) as error:
        log.warning("staff_chat_not_found", hint="add the bot to the group", error=error.message)
        return
    async with services.database.transaction() as session:
        await pair_group(
            session,
            chat_id=chat_id,
            title=chat.title or "",
            is_forum=bool(chat.is_forum),
            staff=None,
            now=services.clock.now(),
        )
