from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.tickets import operations, waiting
from crm.tickets.reminding import StillWaiting
from delivery.dispatch.claims import Due
from delivery.dispatch.screening import screen
from models import Outbox
from models.mail import OutboxState
from models.tickets import TicketState
from tests.support.builders import NOW, a_ticket
from tests.support.tickets import rows, words

SETTINGS = Settings.load(None)
REMINDED = NOW + timedelta(days=2)
NIGHT = REMINDED + timedelta(hours=14)


def due(row: Outbox) -> Due:
    return Due(
        id=row.id or 0,
        chat_id=row.chat_id or 0,
        seller_id=row.seller_id,
        ticket_id=row.ticket_id,
        touch_id=None,
        template=row.template,
        params=row.params,
        attempts=0,
    )


async def test_a_reminder_leaves_by_day_unless_the_seller_answered_meanwhile(
    session: AsyncSession,
) -> None:
    tickets = [
        await a_ticket(session, state=TicketState.WAITING, waiting_since=NOW) for _ in range(2)
    ]
    await waiting.remind(session, settings=SETTINGS, now=REMINDED)
    posted = await rows(session, StillWaiting)
    await operations.add_message(session, ticket=tickets[0], said=words(), now=REMINDED)
    messages = [due(row) for row in posted]

    at_night = await screen(session, messages, settings=SETTINGS, now=NIGHT)
    by_day = await screen(session, messages, settings=SETTINGS, now=REMINDED)

    assert at_night == []
    assert [row.ticket_id for row in by_day] == [tickets[1].id]
    for row in posted:
        await session.refresh(row)
    assert [row.state for row in posted] == [OutboxState.CANCELLED, OutboxState.WAITING]
    assert posted[1].due > NIGHT
