"""What an admin changes about a member of the staff."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.staff import operations, queries, regions, rules
from crm.staff.members import RoleChanged
from crm.staff.operations import NotAdmin, NotStaff
from crm.staff.shift import Shift
from models import Staff, StaffGroup
from models.staff import Role

READ = ("id", "en")
"""The languages that have what only staff read."""


class UnknownWord(CrmError):
    """There is no such language or region."""

    code: ClassVar[str] = "unknown_word"


async def change_role(
    session: AsyncSession, *, staff_id: int, role: Role, by: Staff, now: datetime
) -> Staff:
    """Give a member another role, of which they are told.

    Raises:
        NotAdmin: `by` is none.
        NotStaff: the member left.
        LastAdmin: nobody else could say who is staff.
    """
    staff = await _member(session, staff_id, by)
    if staff.role is role:
        return staff
    if role is not Role.ADMIN:
        await operations.spare_last_admin(session, staff)
    staff.role = role
    if staff is not by:
        post(session, RoleChanged(role=role, by=by.name), chat_id=staff.telegram_id, now=now)
    return staff


async def toggle_language(session: AsyncSession, *, staff_id: int, tag: str, by: Staff) -> Staff:
    """Note that a member speaks a language of sellers, or does not after all.

    Raises:
        NotAdmin: `by` is none.
        NotStaff: the member left.
        UnknownWord: no seller is known to speak it.
    """
    staff = await _member(session, staff_id, by)
    if tag not in rules.SPOKEN:
        raise UnknownWord(tag=tag)
    kept = set(staff.speaks) ^ {tag}
    staff.speaks = [one for one in rules.SPOKEN if one in kept]
    return staff


async def settle(session: AsyncSession, *, staff_id: int, code: str, by: Staff) -> Staff:
    """Note which region a member looks after, by a code of `crm.staff.regions`.

    Raises:
        NotAdmin: `by` is none.
        NotStaff: the member left.
        UnknownWord: there is no such region.
    """
    staff = await _member(session, staff_id, by)
    region = regions.region_name(code)
    if region is None:
        raise UnknownWord(code=code)
    staff.region = region
    return staff


async def dismiss(
    session: AsyncSession, *, staff_id: int, by: Staff, shift: Shift, now: datetime
) -> Staff:
    """Let a member be staff no longer; what they had moves on to others.

    Raises:
        NotAdmin: `by` is none.
        NotStaff: the member left before.
        LastAdmin: nobody else could say who is staff.
    """
    staff = await _member(session, staff_id, by)
    return await operations.remove(session, telegram_id=staff.telegram_id, shift=shift, now=now)


def read_in(reader: Staff | StaffGroup, tag: str, *, by: Staff) -> None:
    """Let `by` read in another language, or where they are an admin the desk.

    Raises:
        NotAdmin: the desk's language is for admins to choose.
        UnknownWord: staff texts are not in it.
    """
    if tag not in READ:
        raise UnknownWord(tag=tag)
    if reader is not by and not rules.allowed(by.role, Role.ADMIN):
        raise NotAdmin(telegram_id=by.telegram_id)
    reader.language = tag


async def _member(session: AsyncSession, staff_id: int, by: Staff) -> Staff:
    if not rules.allowed(by.role, Role.ADMIN):
        raise NotAdmin(telegram_id=by.telegram_id)
    staff = await queries.get(session, staff_id)
    if staff is None or not staff.active:
        raise NotStaff(staff_id=staff_id)
    return staff
