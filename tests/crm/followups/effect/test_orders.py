from datetime import timedelta

import pytest

from core.db import Database
from crm.followups.cadences.deciding import CadenceUnknown
from crm.followups.cadences.showing import known
from crm.followups.effect import orders, queries
from crm.followups.effect.orders import ask, hand_out
from crm.followups.effect.payloads import EffectChart, EffectShown, EffectUnknown
from models import Attachment, EffectOrder, Outbox
from tests.support.builders import NOW
from tests.support.cadences import a_plan, approved
from tests.support.rows import all_of

DESK, DEWI = -100_200, 7_001


@pytest.fixture
async def published(database: Database) -> Database:
    """Return a database with two cadences."""
    await approved(database, a_plan("quiet"), a_plan("new"), now=NOW)
    return database


async def asked(database: Database, cadence: str, chat_id: int) -> None:
    async with database.transaction() as session:
        await ask(session, cadence=cadence, chat_id=chat_id, ticket_id=None, now=NOW)


async def handed(database: Database, cadence: str, *, chart: bytes | None = b"png") -> int:
    async with database.transaction() as session:
        effect = await queries.effect(session, await known(session, cadence), now=NOW)
        return await hand_out(
            session, cadence=cadence, effect=effect, chart=chart, now=NOW + timedelta(hours=1)
        )


async def posted(database: Database) -> list[tuple[int, str]]:
    return sorted((row.chat_id, row.template) for row in await all_of(database, Outbox))


async def test_each_chat_that_asked_gets_figures_and_picture_once(published: Database) -> None:
    for chat_id in (DESK, DEWI, DESK):
        await asked(published, "quiet", chat_id)
    async with published.reading() as session:
        assert await orders.are_awaited(session)
        assert await orders.awaited(session) == ["quiet"]
    assert await handed(published, "quiet") == 2
    assert await posted(published) == sorted(
        (chat_id, kind.template) for chat_id in (DESK, DEWI) for kind in (EffectChart, EffectShown)
    )
    (file,) = await all_of(published, Attachment)
    assert (file.name, file.media_type) == ("efek-quiet-2026-11-16.png", "image/png")
    async with published.reading() as session:
        assert not await orders.are_awaited(session)


async def test_who_waits_for_another_cadence_waits_on(published: Database) -> None:
    await asked(published, "quiet", DESK)
    await asked(published, "new", DESK)
    await handed(published, "new")
    assert [order.cadence for order in await all_of(published, EffectOrder)] == ["quiet"]


async def test_without_a_picture_the_figures_come_alone(published: Database) -> None:
    await asked(published, "quiet", DESK)
    await handed(published, "quiet", chart=None)
    assert await posted(published) == [(DESK, EffectShown.template)]


async def test_a_cadence_that_was_never_published_is_refused(published: Database) -> None:
    with pytest.raises(CadenceUnknown):
        await asked(published, "nothing", DESK)
    assert await all_of(published, EffectOrder) == []


async def test_one_that_is_not_understood_any_more_is_told_so(published: Database) -> None:
    await asked(published, "quiet", DESK)
    async with published.transaction() as session:
        await hand_out(session, cadence="quiet", effect=None, chart=None, now=NOW)
    assert await posted(published) == [(DESK, EffectUnknown.template)]
    assert await all_of(published, EffectOrder) == []
