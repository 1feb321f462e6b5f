from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.staff import rights
from crm.staff.payloads import DeskLost, RightsLost, Unpaired
from crm.staff.rules import Lack
from models import Staff, StaffGroup
from models.staff import Role
from tests.support.builders import NOW, a_staff_member
from tests.support.tickets import GROUP, a_desk, posted, rows


@pytest.fixture
async def desk(session: AsyncSession) -> StaffGroup:
    return await a_desk(session)


@pytest.fixture(autouse=True)
async def ratna(session: AsyncSession) -> Staff:
    await a_staff_member(session, role=Role.ADMIN, active=False)
    await a_staff_member(session, role=Role.SUPERVISOR)
    return await a_staff_member(session, role=Role.ADMIN)


async def test_admins_are_told_in_private_once_for_each_change(
    session: AsyncSession, desk: StaffGroup, ratna: Staff
) -> None:
    for lacks in ((Lack.TOPIC_RIGHT,), (Lack.TOPIC_RIGHT,), (), (Lack.TOPIC_RIGHT,)):
        await rights.found(session, group=desk, lacks=lacks, now=NOW)
    told = await rows(session, RightsLost)
    assert [(row.chat_id, row.seller_id) for row in told] == [(ratna.telegram_id, None)] * 2
    assert await posted(session, RightsLost) == [RightsLost("Desk", (Lack.TOPIC_RIGHT,))] * 2


async def test_a_group_that_never_had_topics_is_no_loss(
    session: AsyncSession, desk: StaffGroup
) -> None:
    await rights.found(session, group=desk, lacks=(Lack.TOPICS,), now=NOW)
    assert not await rows(session, RightsLost)


async def test_a_removed_bot_is_told_as_a_lost_desk(
    session: AsyncSession, desk: StaffGroup
) -> None:
    for _ in range(2):
        await rights.found(session, group=desk, lacks=(Lack.MEMBER,), now=NOW)
        await rights.missed(session, chat_id=GROUP, lack=Lack.MEMBER, now=NOW)
    assert await posted(session, DeskLost) == [DeskLost("Desk")]


async def test_what_sending_shows_is_told_once(session: AsyncSession, desk: StaffGroup) -> None:
    assert desk
    for lack in (Lack.SPEAK, Lack.SPEAK, Lack.TOPIC_RIGHT, Lack.SPEAK):
        await rights.missed(session, chat_id=GROUP, lack=lack, now=NOW)
    assert await posted(session, RightsLost) == [
        RightsLost("Desk", (Lack.SPEAK,)),
        RightsLost("Desk", (Lack.TOPIC_RIGHT,)),
    ]


async def test_who_is_no_admin_opens_no_topics_which_admins_know(
    session: AsyncSession, desk: StaffGroup
) -> None:
    await rights.found(session, group=desk, lacks=(Lack.ADMIN,), now=NOW)
    await rights.missed(session, chat_id=GROUP, lack=Lack.TOPIC_RIGHT, now=NOW)
    await rights.missed(session, chat_id=GROUP - 1, lack=Lack.SPEAK, now=NOW)
    assert await posted(session, RightsLost) == [RightsLost("Desk", (Lack.ADMIN,))]


async def test_what_was_put_off_leaves_once_the_bot_may_write_again(
    session: AsyncSession, desk: StaffGroup
) -> None:
    await rights.missed(session, chat_id=GROUP, lack=Lack.SPEAK, now=NOW)
    later = NOW + timedelta(minutes=5)
    post(session, Unpaired(), chat_id=GROUP, due=later, now=NOW)
    post(session, Unpaired(), chat_id=7, due=later, now=NOW)
    await rights.found(session, group=desk, lacks=(), now=NOW)
    assert [row.due for row in await rows(session, Unpaired)] == [NOW, later]
