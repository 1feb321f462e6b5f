"""Translations that staff ask for, and sellers' voice messages that are written down."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.interpreting import orders
from crm.interpreting.payloads import TranslationOff, TranslationSought
from handlers.tickets import at_hand
from handlers.turn import Turn
from models.sellers import Consent
from models.staff import Role
from views.actions import Action, TranslateTicket

LARGEST = 20 * 1024 * 1024
"""Bytes of a voice message: more Telegram does not hand out."""


async def translate(turn: Turn, action: TranslateTicket) -> None:
    """Have what the seller wrote last translated into the language of whoever asks."""
    if turn.services.settings.translate_url is None:
        turn.toast(TranslationOff())
        return
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    await orders.translate(
        turn.session,
        ticket=ticket,
        chat_id=turn.chat_id,
        message_id=turn.message.message_id,
        target=staff.language,
        now=turn.now,
    )
    turn.toast(TranslationSought())


def note_voice(turn: Turn) -> None:
    """Have a person's voice message written down, where that is set up.

    Before they agree it only waits, as all that they send; without that it belongs to no ticket.
    """
    message, seller = turn.message, turn.seller
    sound = message.voice or message.audio or message.video_note
    if sound is None or turn.services.settings.transcribe_url is None:
        return
    declined = seller is not None and seller.consent is Consent.DECLINED
    if declined or (sound.file_size or 0) > LARGEST:
        return
    orders.transcribe(
        turn.session,
        chat_id=turn.chat_id,
        message_id=message.message_id,
        file_id=sound.file_id,
        now=turn.now,
    )


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    TranslateTicket: (Role.AGENT, translate),
}
