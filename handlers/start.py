"""`/start`, with and without an invitation, and whether the person is still there."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import ChatMember

from crm.followups import hearing
from crm.followups.leaving import lose_chat
from crm.sellers import invitations, operations
from crm.sellers.menu import OldButton
from crm.sellers.payloads import InvitationTrouble
from crm.staff import links
from handlers import inviting, linking, onboarding
from handlers.dialogs.engine import DialogPlan
from handlers.home import home
from handlers.turn import Turn
from models.sellers import Consent, Reach
from views.actions import Action, ChooseStore, LinkBy


async def start(turn: Turn) -> None:
    """Welcome a stranger, link an invited store, show everybody else the menu."""
    payload = _payload(turn)
    if links.is_invitation(payload):
        await inviting.follow(turn, payload)
        return
    store_id, trouble = _invitation(turn, payload)
    if store_id is not None:
        letter = await hearing.join(turn.session, store_id=store_id, now=turn.now)
        turn.touch_id = letter.id if letter else None
    seller = turn.seller
    if seller is not None:
        await operations.mark_reachable(turn.session, seller=seller, now=turn.now)
    if seller is None or seller.consent is not Consent.GIVEN:
        await onboarding.begin(turn, store_id=store_id, trouble=trouble)
    elif store_id is not None and store_id != seller.id:
        await _follow_invitation(turn, store_id)
    elif onboarding.in_onboarding(turn):
        await onboarding.begin(turn, trouble=trouble)
    else:
        await turn.dialogs.leave(turn)
        turn.reply(home(turn, trouble=trouble))


async def membership(turn: Turn) -> None:
    """Note that the person blocked the bot, or is there again."""
    change = turn.update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
        await lose_chat(turn.session, chat_id=turn.chat_id, reach=Reach.BLOCKED, now=turn.now)
    elif turn.seller is not None:
        await operations.mark_reachable(turn.session, seller=turn.seller, now=turn.now)


async def link_late(turn: Turn, _action: LinkBy | ChooseStore) -> None:
    """Ask anew for the store where a button of that question is pressed outside the dialog."""
    turn.toast(OldButton())
    if await onboarding.agreed(turn) is not None:
        await linking.begin(turn)


async def _follow_invitation(turn: Turn, store_id: int) -> None:
    answers = dict(turn.dialog.answers) if turn.dialog and onboarding.in_onboarding(turn) else {}
    following = await linking.by_invitation(turn, answers, store_id)
    if following == linking.LINK:
        turn.reply(home(turn, trouble=InvitationTrouble.GONE))
    elif onboarding.in_onboarding(turn):
        await turn.dialogs.leave(turn)


def _payload(turn: Turn) -> str:
    _, _, payload = (turn.message.text or "").strip().partition(" ")
    return payload.strip()


def _invitation(turn: Turn, token: str) -> tuple[int | None, InvitationTrouble | None]:
    """Return the store that the command's token invites, or what is wrong with the token."""
    if not token:
        return None, None
    secret = invitations.invitation_secret(turn.services.settings.require_token())
    try:
        return invitations.read(token, secret=secret, now=turn.now), None
    except invitations.InvitationInvalid:
        return None, InvitationTrouble.INVALID
    except invitations.InvitationExpired:
        return None, InvitationTrouble.EXPIRED


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"start": start}
PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    **onboarding.PRESSES,
    LinkBy: link_late,
    ChooseStore: link_late,
}
DIALOGS: tuple[DialogPlan, ...] = (onboarding.PLAN,)
