from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers import moving
from handlers.roster import Roster
from tests.support.builders import NOW, a_seller
from tests.support.twins import a_dialog, a_store


async def test_a_chat_that_moves_is_followed(session: AsyncSession) -> None:
    seller, store = await a_seller(session), await a_store(session)
    chat_id = seller.chat_id or 0
    session.add(a_dialog(chat_id))
    await session.flush()
    roster = await Roster.call(session, chats=[chat_id], users=[])

    await moving.move(session, person=seller, store=store, now=NOW)
    await roster.follow_chats(session)

    assert roster.sellers == {chat_id: store}
    assert list(roster.dialogs) == [chat_id]


async def test_a_chat_that_has_no_store_any_more_is_a_strangers(session: AsyncSession) -> None:
    seller, other = await a_seller(session), await a_seller(session)
    chats = [seller.chat_id or 0, other.chat_id or 0]
    session.add_all(map(a_dialog, chats))
    await session.flush()
    roster = await Roster.call(session, chats=chats, users=[])

    await moving.vacate(session, store=seller, now=NOW)
    await roster.follow_chats(session)

    assert roster.sellers == {other.chat_id: other}
    assert list(roster.dialogs) == [other.chat_id]
