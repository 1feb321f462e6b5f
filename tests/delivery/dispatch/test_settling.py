from datetime import timedelta
from gettext import NullTranslations

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.sellers.menu import Help
from delivery.dispatch.jobs import Job
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.settling import close, settle_refused, settle_sent
from delivery.dispatch.verdicts import Fate, Hold, Verdict
from delivery.telegram.gateway import Receipt
from models import Interaction, Outbox, Seller
from models.mail import OutboxState
from tests.support.builders import NOW, a_seller
from views.message import Text
from views.rendering import Reader
from views.words import Words

GROUP = -100_500


async def posted(session: AsyncSession, *, chat_id: int, seller: Seller | None = None) -> Outbox:
    post(session, Help(), chat_id=chat_id, seller_id=seller.id if seller else None, now=NOW)
    rows = await session.scalars(select(Outbox).order_by(col(Outbox.id).desc()))
    return rows.first() or Outbox()  # pyright: ignore[reportCallIssue] - it is there


def a_job(row: Outbox) -> Job:
    return Job(
        outbox_id=row.id or 0,
        chat_id=row.chat_id,
        seller_id=row.seller_id,
        ticket_id=None,
        attempts=1,
        payload=Help(),
        words=Words("en", NullTranslations()),
        reader=Reader(now=NOW, marketplace="Pasar Kita"),
    )


def sent(row: Outbox) -> Sent:
    return Sent(a_job(row), Text(Markup("<b>Halo</b> &amp; apa kabar?")), Receipt(77), NOW)


async def test_logs_what_was_sent_in_plain_words(session: AsyncSession) -> None:
    seller = await a_seller(session)
    row = await posted(session, chat_id=42, seller=seller)

    await settle_sent(session, [sent(row)])

    await session.refresh(row)
    assert (row.state, row.message_id, row.sent_at) == (OutboxState.SENT, 77, NOW)
    (logged,) = await session.scalars(select(Interaction))
    assert (logged.text, logged.seller_id, logged.outbox_id, logged.message_id) == (
        "Halo & apa kabar?",
        seller.id,
        row.id,
        77,
    )


async def test_logs_the_store_that_a_visitor_became_while_the_message_was_on_its_way(
    session: AsyncSession,
) -> None:
    visitor, store = await a_seller(session, portal_id=None), await a_seller(session)
    row = await posted(session, chat_id=42, seller=visitor)
    result = sent(row)
    row.seller_id = store.id
    await session.flush()
    await session.delete(visitor)
    await session.flush()

    await settle_sent(session, [result])

    (logged,) = await session.scalars(select(Interaction))
    assert logged.seller_id == store.id


async def test_a_full_group_holds_all_that_waits_for_it_and_nothing_else(
    session: AsyncSession,
) -> None:
    refused, behind = await posted(session, chat_id=GROUP), await posted(session, chat_id=GROUP)
    other = await posted(session, chat_id=42)
    refused.state = OutboxState.SENDING
    await session.flush()
    verdict = Verdict(Fate.RETRY, pause=timedelta(seconds=40), hold=Hold.CHAT)

    await settle_refused(session, Refused(a_job(refused), verdict, "429"), now=NOW)

    for row in (refused, behind, other):
        await session.refresh(row)
    later = NOW + timedelta(seconds=40)
    assert (refused.state, refused.due, behind.due) == (OutboxState.WAITING, later, later)
    assert other.due == NOW


async def test_what_cannot_be_logged_is_not_sent_again(session: AsyncSession) -> None:
    row = await posted(session, chat_id=42)

    await close(session, sent(row))

    await session.refresh(row)
    assert (row.state, row.sent_at) == (OutboxState.SENT, NOW)
