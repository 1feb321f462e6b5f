"""Make a group the desk, leave it, and mind what happens to the bot in groups."""

from collections.abc import Awaitable, Callable

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner, ChatMemberRestricted
from telegram.constants import ChatMemberStatus

from crm.staff import operations, rights, rules
from crm.staff.operations import NotAdmin, NotPaired
from crm.staff.payloads import (
    AdminsOnly,
    BotAdded,
    NotPairedHere,
    Paired,
    RightsChanged,
    Unpaired,
)
from crm.staff.rules import Lack
from handlers.turn import Turn
from models import Staff

ABSENT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


async def pair(turn: Turn) -> None:
    """Make this group the desk, where an admin asks for it."""
    admin = await _admin(turn)
    if admin is None:
        return
    chat = turn.message.chat
    pairing = await operations.pair(
        turn.session,
        chat_id=chat.id,
        title=chat.title or "",
        is_forum=bool(chat.is_forum),
        staff=admin,
        now=turn.now,
    )
    turn.roster.group = pairing.group
    turn.reply(Paired(is_forum=pairing.group.is_forum, moved=pairing.moved, cards=pairing.cards))


async def unpair(turn: Turn) -> None:
    """Let this group be the desk no longer, where an admin asks for it."""
    if await _admin(turn) is None:
        return
    try:
        await operations.unpair(turn.session, chat_id=turn.chat_id)
    except NotPaired:
        turn.reply(NotPairedHere())
        return
    turn.roster.group = None
    turn.reply(Unpaired())


async def membership(turn: Turn) -> None:
    """Take note that the bot was added to a group, removed from one, or given other rights."""
    change = turn.update.my_chat_member
    if change is None:
        return
    was_here, is_here = _present(change.old_chat_member), _present(change.new_chat_member)
    is_desk = turn.group is not None and turn.group.chat_id == turn.chat_id
    if not is_here:
        if is_desk and turn.group is not None:
            await rights.found(turn.session, group=turn.group, lacks=(Lack.MEMBER,), now=turn.now)
        return
    lacks = _lacks(change.new_chat_member, is_forum=bool(change.chat.is_forum))
    if is_desk and turn.group is not None:
        await rights.found(turn.session, group=turn.group, lacks=lacks, now=turn.now)
        turn.reply(RightsChanged(lacks))
    elif not was_here:
        turn.reply(BotAdded(lacks))


async def migrated(turn: Turn) -> None:
    """Follow a group that became a supergroup; both chats tell of it."""
    message = turn.message
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    await operations.group_migrated(turn.session, old=old, new=new)
    if turn.group is not None and turn.group.chat_id == new:
        await operations.post_cards(turn.session, now=turn.now)


async def _admin(turn: Turn) -> Staff | None:
    """Return the admin who speaks; anybody else is answered once in each group."""
    user, settings = turn.user, turn.services.settings
    try:
        admin = await operations.as_admin(
            turn.session,
            staff=turn.staff,
            telegram_id=user.id,
            name=user.full_name,
            admin_ids=settings.admin_ids,
            language=settings.staff_language,
            now=turn.now,
        )
    except NotAdmin:
        anonymous = turn.message.sender_chat is not None
        await turn.reply_once(
            AdminsOnly(anonymous=anonymous), key=f"admins-only:{turn.chat_id}:{anonymous:d}"
        )
        return None
    turn.roster.staff[user.id] = admin
    return admin


def _present(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in ABSENT


def _lacks(member: ChatMember, *, is_forum: bool) -> tuple[Lack, ...]:
    is_admin = isinstance(member, ChatMemberAdministrator | ChatMemberOwner)
    manages = isinstance(member, ChatMemberOwner) or (
        isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
    )
    return rules.lacks(is_forum=is_forum, bot_is_admin=is_admin, manages_topics=manages)


COMMANDS: dict[str, Callable[[Turn], Awaitable[None]]] = {"pasang": pair, "lepas": unpair}
