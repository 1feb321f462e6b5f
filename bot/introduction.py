"""How the bot presents itself to Telegram: its commands in each language, and its group."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, Forbidden

from core.services import Services
from crm.staff.operations import pair as pair_group
from views.commands import seller_commands
from views.words import DEFAULT, LANGUAGES, Catalogs

log = structlog.get_logger()


async def commands(bot: Bot, catalogs: Catalogs) -> None:
    """Set the command menu that sellers see, Indonesian unless their app speaks otherwise."""
    scope = BotCommandScopeAllPrivateChats()
    for tag in LANGUAGES:
        menu = [BotCommand(word, text) for word, text in seller_commands(catalogs[tag])]
        await bot.set_my_commands(menu, scope=scope, language_code=None if tag == DEFAULT else tag)


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
