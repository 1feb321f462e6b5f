"""What the bot may do at the desk: admins hear in private, once, of each right that is gone."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.staff import queries
from crm.staff.payloads import DeskLost, RightsLost
from crm.staff.rules import Lack
from models import Outbox, StaffGroup
from models.mail import OutboxState
from models.types import stated

LOSSES = frozenset(Lack) - {Lack.TOPICS}
"""What somebody took away; a group without topics never had them."""
MUTE = frozenset({Lack.MEMBER, Lack.SPEAK})
"""What nothing can be sent without."""
TRIED_AGAIN = timedelta(seconds=30)
"""What waits for longer than this was put off because the group refused it."""


async def found(
    session: AsyncSession, *, group: StaffGroup, lacks: Collection[Lack], now: datetime
) -> None:
    """Take note of all that the bot lacks at the desk, as Telegram tells it."""
    await session.flush()
    await session.refresh(group, with_for_update=True)
    known, now_gone = _known(group), LOSSES & set(lacks)
    _remember(group, now_gone)
    if known & MUTE and not now_gone & MUTE:
        await _send_again(session, group, now)
    await _tell(session, group, now_gone - known, now)


async def missed(session: AsyncSession, *, chat_id: int, lack: Lack, now: datetime) -> None:
    """Take note of a right that a message could not be sent without.

    Who is no admin has no rights at all, of which admins know; a chat that is not the desk, or is
    no more, is nobody's concern.
    """
    group = await queries.group(session)
    if group is None or group.chat_id != chat_id:
        return
    await session.refresh(group, with_for_update=True)
    known = _known(group)
    if lack in known or (lack is Lack.TOPIC_RIGHT and Lack.ADMIN in known):
        return
    _remember(group, known | {lack})
    await _tell(session, group, {lack}, now)


def _known(group: StaffGroup) -> set[Lack]:
    return {Lack(word) for word in group.lacks.split()}


def _remember(group: StaffGroup, lacks: Collection[Lack]) -> None:
    group.lacks = " ".join(sorted(lacks))


async def _tell(
    session: AsyncSession, group: StaffGroup, gone: Collection[Lack], now: datetime
) -> None:
    if not gone:
        return
    told = (
        DeskLost(title=group.title)
        if Lack.MEMBER in gone
        else RightsLost(title=group.title, lacks=tuple(lack for lack in Lack if lack in gone))
    )
    for admin in await queries.admins(session):
        post(session, told, chat_id=admin.telegram_id, now=now)


async def _send_again(session: AsyncSession, group: StaffGroup, now: datetime) -> None:
    """Let what was put off leave at once."""
    await session.execute(
        update(Outbox)
        .where(
            stated(col(Outbox.state), OutboxState.WAITING),
            col(Outbox.chat_id) == group.chat_id,
            col(Outbox.due) > now + TRIED_AGAIN,
        )
        .values(due=now)
    )
