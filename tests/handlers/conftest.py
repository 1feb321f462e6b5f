import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from tests.support.builders import a_seller
from tests.support.chat import Chat, services_for_chats
from tests.support.turns import Stage


@pytest.fixture
def chat_services(database: Database, clock: MovableClock) -> Services:
    return services_for_chats(database, clock)


@pytest.fixture
def stranger(session: AsyncSession, chat_services: Services) -> Chat:
    """Return the chat of somebody who never wrote before."""
    return Chat(session, chat_services, 55)


@pytest.fixture
async def seller_chat(session: AsyncSession, chat_services: Services) -> Chat:
    """Return the chat of a seller who is linked and agreed."""
    seller = await a_seller(session)
    return Chat(session, chat_services, seller.chat_id or 0)


@pytest.fixture
def stage(database: Database, session: AsyncSession, clock: MovableClock) -> Stage:
    """Return where people write in the desk."""
    return Stage(database, session, clock)
