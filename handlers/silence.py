"""What a person says and presses who wants no messages that they did not ask for."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message

from crm.followups import hearing, stopping
from crm.followups.payloads import StopQuestion, WritingGoesOn
from crm.sellers import operations
from crm.sellers.menu import ProactiveResumed, ProactiveStopped
from handlers import onboarding
from handlers.turn import Turn
from models import Seller
from views.actions import Action, KeepWriting, Proactive


async def wish(turn: Turn) -> None:
    """Ask whether we shall stop; whoever was asked and says it again is obeyed."""
    seller = turn.seller or await onboarding.welcome(turn)
    is_silent = await stopping.wish(turn.session, seller=seller, now=turn.now)
    turn.reply(ProactiveStopped() if is_silent else StopQuestion())


async def heard(turn: Turn, seller: Seller, message: Message) -> bool:
    """Take a message that is nothing but a word for "stop"; False where it is another one.

    What was forwarded is somebody else's word.
    """
    if message.forward_origin is not None:
        return False
    reply = message.reply_to_message
    is_wish = await stopping.is_wish(
        turn.session,
        seller=seller,
        text=message.text or "",
        reply_to=reply.message_id if reply else None,
        now=turn.now,
    )
    if is_wish:
        touch = await hearing.hear(turn.session, seller=seller, now=turn.now)
        turn.touch_id = touch.id if touch else None
        await wish(turn)
    return is_wish


async def resume(turn: Turn) -> None:
    """Let such messages come again."""
    seller = turn.seller or await onboarding.welcome(turn)
    await operations.resume_proactive(turn.session, seller=seller, now=turn.now)
    turn.reply(ProactiveResumed())


async def proactive(turn: Turn, action: Proactive) -> None:
    """Stop or resume them by a button, which is obeyed at once."""
    if action.on:
        await resume(turn)
        return
    seller = turn.seller or await onboarding.welcome(turn)
    await stopping.obey(turn.session, seller=seller, now=turn.now)
    turn.reply(ProactiveStopped())


async def keep_writing(turn: Turn, _action: KeepWriting) -> None:
    """Go on as before; silence that was asked for in the meantime stays."""
    seller = turn.seller or await onboarding.welcome(turn)
    await stopping.go_on(turn.session, seller=seller)
    turn.reply(WritingGoesOn() if seller.proactive else ProactiveStopped())


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"berhenti": wish, "lanjut": resume}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    Proactive: proactive,
    KeepWriting: keep_writing,
}
