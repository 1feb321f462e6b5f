"""The messages of incidents, where the desk moves to another group."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents.queries import LIVE
from models import Incident


async def forget_cards(session: AsyncSession) -> None:
    """Let the incidents that are not over be shown anew: another group has other messages."""
    await session.execute(
        update(Incident)
        .where(col(Incident.card_message_id).is_not(None) | col(Incident.state).in_(LIVE))
        .values(card_message_id=None, edits=Incident.edits + 1)
        .execution_options(synchronize_session=False)
    )
