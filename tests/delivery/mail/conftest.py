import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from delivery.dispatch.jobs import Desk
from delivery.mail.mailer import Mailer
from tests.support.letters import mail_settings
from tests.support.postbox import Postbox, a_postbox
from views.words import Catalogs

Start = Callable[[Settings | None], AbstractAsyncContextManager[Mailer]]


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    """Yield a mail server that takes everything."""
    async with a_postbox() as postbox:
        yield postbox


@pytest.fixture
def mailing(database: Database, clock: MovableClock, postbox: Postbox) -> Start:
    """Return what starts a mailer, one of several perhaps, and stops it cleanly."""

    @asynccontextmanager
    async def start(settings: Settings | None = None) -> AsyncGenerator[Mailer]:
        settings = settings or mail_settings(postbox.port)
        services = Services(settings=settings, clock=clock, database=database)
        desk = Desk(catalogs=Catalogs.load(), settings=settings)
        mailer = Mailer(services, desk=desk, bot=lambda: "sapa_bot")
        running = asyncio.create_task(mailer.run())
        try:
            yield mailer
        finally:
            mailer.stop()
            await asyncio.wait_for(running, 20)

    return start
