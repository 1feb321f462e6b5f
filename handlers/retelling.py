"""The button below a long message that shows it in Indonesian, and the one back."""

from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from crm.outbox.retelling import Retold, said_in
from crm.sellers.menu import OldButton
from handlers.turn import Turn
from models import Outbox
from views.actions import Action, ReadInIndonesian
from views.rendering import UnknownTemplate, template


async def retell(turn: Turn, action: ReadInIndonesian) -> None:
    """Put the message in other words; the language of the chat stays as it is."""
    message_id = turn.message.message_id
    said = await said_in(turn.session, chat_id=turn.chat_id, message_id=message_id)
    if turn.seller is None or said is None or not _is_known(said):
        turn.toast(OldButton())
        return
    turn.reply(Retold(message_id, bool(action.yes), said.template, said.params))


def _is_known(said: Outbox) -> bool:
    """Tell whether this version of Sapa can word what an earlier one said."""
    try:
        template(said.template).load(said.params)
    except (UnknownTemplate, ValidationError):
        return False
    return True


PRESSES: dict[type[Action], Callable[[Turn, ReadInIndonesian], Awaitable[None]]] = {
    ReadInIndonesian: retell
}
