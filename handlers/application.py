"""The python-telegram-bot application: which update goes to which route."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    MessageReactionHandler,
    filters,
)
from telegram.request import BaseRequest

from handlers import reactions, routing
from handlers.turn import SapaApplication, SapaContext, Turn


def build_application(
    *, token: str, api_url: str, request: BaseRequest, polling_request: BaseRequest
) -> SapaApplication:
    """Build the application; the spool feeds it, so it has no updater and no persistence."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url.rstrip('/')}/bot")
        .base_file_url(f"{api_url.rstrip('/')}/file/bot")
        .request(request)
        .get_updates_request(polling_request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=SapaContext))
        .build()
    )
    application.add_handlers(_handlers())
    application.add_error_handler(_keep_error)
    return application


def _handlers() -> list[BaseHandler[Any, Any, Any]]:
    private = filters.ChatType.PRIVATE
    groups = filters.ChatType.GROUPS
    new = filters.UpdateType.MESSAGE
    edited = filters.UpdateType.EDITED_MESSAGE
    return [
        CallbackQueryHandler(_turn(routing.pressed)),
        MessageHandler(private & new & filters.COMMAND, _turn(routing.private_command)),
        MessageHandler(private & new, _turn(routing.private_message)),
        MessageHandler(private & edited, _turn(routing.private_edit)),
        MessageHandler(groups & new & filters.COMMAND, _turn(routing.group_command)),
        MessageHandler(groups & new, _turn(routing.group_message)),
        MessageHandler(groups & edited, _turn(routing.group_edit)),
        ChatMemberHandler(_turn(routing.membership), ChatMemberHandler.MY_CHAT_MEMBER),
        MessageReactionHandler(
            _turn(reactions.reacted),
            message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED,
        ),
    ]


def _turn(route: Callable[[Turn], Awaitable[None]]) -> Callable[[Update, SapaContext], Any]:
    async def callback(_update: Update, context: SapaContext) -> None:
        await route(context.turn)

    return callback


async def _keep_error(_update: object, context: SapaContext) -> None:
    """Hand a handler's error to the intake, which rolls back and retries."""
    if isinstance(context.error, Exception):
        context.turn.error = context.error
