"""Pair the group that staff work in, and say who is staff."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls import operations as calls
from crm.errors import CrmError
from crm.outbox.operations import cancel_for_chat
from crm.staff import moving, queries, rules
from crm.staff.shift import Shift
from crm.tickets import cardless
from crm.tickets.releasing import move_on
from crm.tickets.rules import cut
from models import Staff, StaffGroup
from models.staff import Role

LONGEST_NAME = 120
"""As many as the table has room for; a first and last name on Telegram may be longer."""


class NotAdmin(CrmError):
    """Only admins pair groups and say who is staff."""

    code: ClassVar[str] = "not_admin"


class NotPaired(CrmError):
    """This chat is not the desk."""

    code: ClassVar[str] = "not_paired"


class NotStaff(CrmError):
    """Nobody active has this Telegram id."""

    code: ClassVar[str] = "not_staff"


class LastAdmin(CrmError):
    """Somebody must be left who can say who is staff; `name` is the one who must stay it."""

    code: ClassVar[str] = "last_admin"

    def __init__(self, *, name: str) -> None:
        """Name them."""
        super().__init__(f"{name} is the last admin: make somebody else one first.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Pairing:
    """The desk, whether it was moved there, and how many cards it is about to get."""

    group: StaffGroup
    moved: bool
    cards: int


async def pair(
    session: AsyncSession,
    *,
    chat_id: int,
    title: str,
    is_forum: bool,
    staff: Staff | None,
    now: datetime,
    language: str | None = None,
) -> Pairing:
    """Make a group the desk, in place of any other; it gets the cards that no group has.

    `language` is what the group reads: else that of `staff`, else Indonesian.
    """
    group = await queries.group(session)
    moved = group is not None and group.chat_id != chat_id
    if group is None:
        group = StaffGroup(chat_id=chat_id, paired_at=now)
        session.add(group)
    elif moved:
        await moving.move(session, group=group, chat_id=chat_id)
    group.title, group.is_forum, group.paired_at, group.lacks = title, is_forum, now, ""
    group.language = language or (staff.language if staff else group.language)
    group.paired_by = staff.id if staff else None
    await session.flush()
    return Pairing(group=group, moved=moved, cards=await post_cards(session, now=now))


async def unpair(session: AsyncSession, *, chat_id: int) -> None:
    """Let `chat_id` be the desk no longer; work waits until another group is paired.

    Raises:
        NotPaired: it is not the desk.
    """
    group = await queries.group(session)
    if group is None or group.chat_id != chat_id:
        raise NotPaired(chat_id=chat_id)
    await cancel_for_chat(session, chat_id=chat_id, reason="the group was unpaired")
    await moving.forget_cards(session, chat_id=chat_id)
    await session.delete(group)
    await session.flush()


async def group_migrated(session: AsyncSession, *, old: int, new: int) -> None:
    """Follow the desk into the supergroup that Telegram made of it; nothing where it is not it."""
    group = await queries.group(session)
    if group is not None and group.chat_id == old:
        await moving.move(session, group=group, chat_id=new)


async def post_cards(session: AsyncSession, *, now: datetime) -> int:
    """Begin to post the cards of open work that the desk has none of; return how many it is."""
    group = await queries.group(session)
    if group is None:
        return 0
    count = await cardless.post_first(session, group=group, now=now)
    return count + await calls.post_cards(session, now=now)


def noticed(group: StaffGroup, *, title: str, is_forum: bool) -> None:
    """Keep what a message shows of the desk: people rename it and turn topics on and off."""
    group.title, group.is_forum = title, is_forum


async def as_admin(
    session: AsyncSession,
    *,
    staff: Staff | None,
    telegram_id: int,
    name: str,
    admin_ids: Collection[int],
    language: str,
    now: datetime,
) -> Staff:
    """Return the admin who speaks; one whom only the settings name becomes staff by this.

    Raises:
        NotAdmin: it is none.
    """
    if not rules.is_admin(staff, telegram_id=telegram_id, admin_ids=admin_ids):
        raise NotAdmin(telegram_id=telegram_id)
    if staff is not None and staff.role is Role.ADMIN:
        return staff
    return await add(
        session,
        telegram_id=telegram_id,
        name=staff.name if staff else name,
        role=Role.ADMIN,
        language=staff.language if staff else language,
        now=now,
    )


async def add(
    session: AsyncSession,
    *,
    telegram_id: int,
    name: str,
    role: Role,
    language: str,
    now: datetime,
) -> Staff:
    """Let a person be staff; whoever is or was is given this name, role and language.

    Raises:
        LastAdmin: nobody else could say who is staff.
    """
    staff = await queries.by_telegram_id(session, telegram_id)
    if staff is not None and role is not Role.ADMIN:
        await spare_last_admin(session, staff)
    if staff is None:
        staff = Staff(telegram_id=telegram_id, name=name, added_at=now)
        session.add(staff)
    if not staff.active:
        staff.away_from = staff.away_until = None
    staff.name = cut(name, LONGEST_NAME)
    staff.role, staff.language, staff.active = role, language, True
    await session.flush()
    return staff


async def remove(session: AsyncSession, *, telegram_id: int, shift: Shift, now: datetime) -> Staff:
    """Let a person be staff no longer; what they had claimed moves on to others.

    Raises:
        NotStaff: they are not.
        LastAdmin: nobody else could say who is staff.
    """
    staff = await queries.by_telegram_id(session, telegram_id)
    if staff is None or not staff.active:
        text = f"Nobody with the Telegram id {telegram_id} is staff."
        raise NotStaff(text, telegram_id=telegram_id)
    await spare_last_admin(session, staff)
    staff.active = False
    await move_on(session, holder=staff, shift=shift, now=now)
    return staff


async def spare_last_admin(session: AsyncSession, staff: Staff) -> None:
    """Keep an admin who is the last one; two who are to go at once wait for one another.

    Raises:
        LastAdmin: it is so.
    """
    active = await queries.hold_active(session)
    if [one.id for one in active if one.role is Role.ADMIN] == [staff.id]:
        raise LastAdmin(name=staff.name)
