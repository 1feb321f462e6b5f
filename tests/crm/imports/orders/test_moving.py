from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.imports.orders.findings import findings_of
from crm.imports.orders.operations import Asked, order
from crm.imports.orders.payloads import (
    ImportDone,
    ImportKnown,
    ImportProgress,
    ImportPrompt,
    ImportReported,
)
from crm.imports.reports import ImportReport
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.staff.operations import group_migrated
from models import Outbox
from models.imports import ImportKind, ImportSource, ImportState
from models.mail import OutboxState
from tests.support.builders import NOW
from tests.support.tickets import GROUP, a_desk
from views.rendering import template

FOUND = findings_of(ImportReport(kind=ImportKind.SELLERS, file_name="a.csv", rows=0))
NEW = GROUP - 1


async def test_orders_and_what_is_said_of_them_go_along(session: AsyncSession) -> None:
    await a_desk(session)
    made = await order(
        session,
        source=ImportSource.CHAT,
        place="x",
        file_name="a.csv",
        profile=None,
        now=NOW,
        asked=Asked(None, GROUP, 7),
    )
    made.state = ImportState.CONFIRMED
    payloads: list[Payload] = [
        ImportPrompt(reply_to=7),
        ImportProgress(9, "a.csv"),
        ImportKnown("a.csv", NOW, message_id=9, edits=True),
        ImportDone(9, FOUND, seconds=1),
    ]
    for payload in payloads:
        post(session, payload, chat_id=GROUP, now=NOW)

    await group_migrated(session, old=GROUP, new=NEW)

    await session.refresh(made)
    assert (made.chat_id, made.message_id) == (NEW, None)
    rows = await session.scalars(select(Outbox).order_by(col(Outbox.id)))
    found = [
        (row.chat_id, template(row.template).load(row.params))
        for row in rows
        if row.state is OutboxState.WAITING
    ]
    assert found == [
        (NEW, ImportPrompt(reply_to=None)),
        (NEW, ImportKnown("a.csv", NOW)),
        (NEW, ImportReported(FOUND, seconds=1)),
    ]
