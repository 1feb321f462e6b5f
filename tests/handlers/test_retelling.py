"""A long message is read in Indonesian and back, by whom it was written to and nobody else."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.outbox.payload import Payload
from crm.outbox.retelling import Retold
from crm.sellers.menu import Help, Privacy
from models import Interaction, Outbox
from models.interactions import Direction
from models.mail import OutboxState
from tests.support.builders import NOW, a_seller
from tests.support.chat import Chat, only
from views.actions import ReadInIndonesian

OLD = "This button is an old one. Here is what you can do now."


@pytest.fixture
async def chat(session: AsyncSession, chat_services: Services) -> Chat:
    """Return the chat of a seller who reads Minangkabau."""
    seller = await a_seller(session, language="min")
    return Chat(session, chat_services, seller.chat_id or 0)


async def arrived(
    session: AsyncSession,
    chat: Chat,
    payload: Payload,
    *,
    template: str = "",
    params: dict[str, Any] | None = None,
) -> None:
    """Let a message of ours be in a chat, as the dispatcher settles it."""
    row = Outbox(
        due=NOW, priority=0, chat_id=chat.id, state=OutboxState.SENT, created_at=NOW,
        template=template or payload.template, params=params or payload.params(),
    )  # fmt: skip
    session.add(row)
    await session.flush()
    session.add(
        Interaction(
            at=NOW, direction=Direction.OUT, chat_id=chat.id, kind=row.template,
            outbox_id=row.id, message_id=9,
        )
    )  # fmt: skip
    await session.flush()


async def test_there_and_back(session: AsyncSession, chat: Chat) -> None:
    await arrived(session, chat, Help())

    there = only(await chat.presses(ReadInIndonesian(1), message_id=9), Retold)
    await arrived(session, chat, there)
    back = only(await chat.presses(ReadInIndonesian(0), message_id=9), Retold)

    assert there == Retold(9, indonesian=True, said=Help.template, facts={})
    assert back == Retold(9, indonesian=False, said=Help.template, facts={})
    assert (await chat.seller()).language == "min"


async def test_what_an_edited_message_says_now_is_retold(
    session: AsyncSession, chat: Chat
) -> None:
    await arrived(session, chat, Help())
    await arrived(session, chat, Privacy(agreed=True, unasked=True))

    said = only(await chat.presses(ReadInIndonesian(1), message_id=9), Retold)

    assert (said.said, said.facts) == (Privacy.template, {"agreed": True, "unasked": True})


async def test_a_message_of_another_chat_is_not_shown(
    session: AsyncSession, chat: Chat, seller_chat: Chat
) -> None:
    await arrived(session, seller_chat, Help())

    assert await chat.presses(ReadInIndonesian(1), message_id=9) == []
    assert chat.toasts == [OLD]


@pytest.mark.parametrize("facts", [{"template": "gone"}, {"params": {"agreed": []}}])
async def test_what_an_older_version_said_is_not_retold(
    session: AsyncSession, chat: Chat, facts: dict[str, Any]
) -> None:
    await arrived(session, chat, Privacy(agreed=True, unasked=True), **facts)

    assert await chat.presses(ReadInIndonesian(1), message_id=9) == []
    assert chat.toasts == [OLD]
