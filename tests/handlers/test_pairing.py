from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from crm.staff import queries
from crm.staff.payloads import (
    AdminsOnly,
    BotAdded,
    DeskLost,
    NotPairedHere,
    Paired,
    RightsChanged,
    Unpaired,
)
from crm.staff.rules import Lack
from crm.tickets.payloads import TicketCard
from handlers import pairing, topics
from models.staff import Role
from tests.support.builders import a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, posted, rows
from tests.support.turns import ADMIN_ID, BOT, STRANGER, Stage, group_chat

RATNA = {"id": ADMIN_ID, "is_bot": False, "first_name": "Ratna", "last_name": "Sari"}
FULL = {
    "status": "administrator",
    "user": BOT,
    "can_manage_topics": True,
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}
MEMBER = {"status": "member", "user": BOT}
LEFT = {"status": "left", "user": BOT}


async def changed(
    stage: Stage,
    old: dict[str, Any],
    new: dict[str, Any],
    *,
    chat_id: int = GROUP,
    forum: bool = True,
) -> None:
    change = {
        "chat": group_chat(chat_id, forum=forum),
        "from": STRANGER,
        "date": 0,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    await pairing.membership(await stage.turn({"my_chat_member": change}))


async def test_the_settings_admin_pairs_the_group(stage: Stage, session: AsyncSession) -> None:
    await a_ticket(session)
    turn = await stage.in_group(by=RATNA, text="/pasang")
    await pairing.pair(turn)
    assert await posted(session, Paired) == [Paired(is_forum=True, moved=False, cards=1)]
    [ratna] = await queries.admins(session)
    assert (ratna.name, turn.staff, turn.group) == (
        "Ratna Sari",
        ratna,
        await queries.group(session),
    )


async def test_an_admin_of_the_team_moves_the_desk(stage: Stage, session: AsyncSession) -> None:
    await a_desk(session, chat_id=-1005)
    ratna = await a_staff_member(session, role=Role.ADMIN)
    await pairing.pair(await stage.in_group(ratna, forum=False, text="/pasang"))
    assert await posted(session, Paired) == [Paired(is_forum=False, moved=True, cards=0)]


async def test_everybody_else_is_answered_once(stage: Stage, session: AsyncSession) -> None:
    dewi = await a_staff_member(session)
    for turn in (
        await stage.in_group(text="/pasang"),
        await stage.in_group(dewi, text="/pasang"),
        await stage.in_group(text="/lepas"),
    ):
        await pairing.pair(turn)
        await pairing.unpair(turn)
    assert await posted(session, AdminsOnly) == [AdminsOnly()]
    assert await queries.group(session) is None


async def test_an_anonymous_admin_is_told_why(stage: Stage, session: AsyncSession) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    turn = await stage.in_group(by=anonymous, text="/pasang", sender_chat=group_chat())
    await pairing.pair(turn)
    assert await posted(session, AdminsOnly) == [AdminsOnly(anonymous=True)]


async def test_an_admin_unpairs(stage: Stage, session: AsyncSession) -> None:
    await a_desk(session)
    turn = await stage.in_group(by=RATNA, text="/lepas")
    await pairing.unpair(turn)
    assert turn.group is None
    assert len(await rows(session, Unpaired)) == 1
    await pairing.unpair(await stage.in_group(by=RATNA, text="/lepas"))
    assert len(await rows(session, NotPairedHere)) == 1


async def test_a_group_that_adds_the_bot_learns_what_to_do(
    stage: Stage, session: AsyncSession
) -> None:
    await changed(stage, LEFT, MEMBER, forum=False)
    await changed(stage, LEFT, FULL)
    await changed(stage, MEMBER, FULL)
    assert await posted(session, BotAdded) == [
        BotAdded((Lack.TOPICS, Lack.ADMIN)),
        BotAdded(()),
    ]


async def test_the_desk_learns_what_it_lacks(stage: Stage, session: AsyncSession) -> None:
    await a_desk(session)
    await changed(stage, FULL, MEMBER)
    await changed(stage, MEMBER, FULL | {"can_manage_topics": False})
    await changed(stage, MEMBER, FULL)
    assert await posted(session, RightsChanged) == [
        RightsChanged((Lack.ADMIN,)),
        RightsChanged((Lack.TOPIC_RIGHT,)),
        RightsChanged(()),
    ]


async def test_admins_learn_of_a_lost_desk(stage: Stage, session: AsyncSession) -> None:
    await a_desk(session)
    ratna = await a_staff_member(session, role=Role.ADMIN)
    await changed(stage, FULL, LEFT, chat_id=-1007)
    assert not await rows(session, DeskLost)
    await changed(stage, FULL, {"status": "kicked", "user": BOT, "until_date": 0})
    assert [row.chat_id for row in await rows(session, DeskLost)] == [ratna.telegram_id]


async def test_the_desk_follows_a_group_that_grows(stage: Stage, session: AsyncSession) -> None:
    group = await a_desk(session, chat_id=-55, is_forum=False)
    await a_ticket(session, card_message_id=9)
    for turn in (
        await stage.in_group(chat_id=-55, migrate_to_chat_id=GROUP),
        await stage.in_group(migrate_from_chat_id=-55),
    ):
        assert topics.is_service(turn.message)
        await topics.service(turn)
    assert group.chat_id == GROUP
    assert [row.chat_id for row in await rows(session, TicketCard)] == [GROUP]
