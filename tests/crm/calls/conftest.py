import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models import Seller, Staff
from tests.support.builders import a_seller, a_staff_member


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, phone="+6281234567890")


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Dewi")
