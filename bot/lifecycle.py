"""Start Sapa, keep it running, and stop it so that nothing is lost."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import InvalidToken, TelegramError

from bot import introduction, language_files
from bot.refusals import CannotStart
from bot.wiring import Sapa
from core.schema import SchemaKind, check, upgrade
from core.settings import Settings
from core.storage import Storage, StorageUnusable
from crm.followups.cadences.files.loading import InvalidCadence, NoSuchFolder
from crm.staff.queries import group as staff_group
from crm.tickets.sla.targets import InvalidTargets
from delivery.dispatch.verdicts import backoff
from delivery.intake.polling import ALLOWED_UPDATES
from scheduler.beat import Beat
from scheduler.importing.watching import Watch
from scheduler.publication import promised, published
from web.app import CannotListen, Server, server
from web.health import health
from web.unsubscribe import unsubscribe
from web.webhook import PATH, webhook

log = structlog.get_logger()

DEFAULT_PORT = 8080
"""Where the web server listens if PORT does not say."""


async def ready_database(settings: Settings) -> None:
    """Create the tables of an empty database; refuse one of another version.

    Raises:
        CannotStart: with the command that mends it.
    """
    state = await asyncio.to_thread(check, settings.database_url)
    if state.kind is SchemaKind.EMPTY:
        state = await asyncio.to_thread(upgrade, settings.database_url)
    if not state.is_current:
        raise CannotStart(state.sentence)


async def run(sapa: Sapa, *, stop: asyncio.Event) -> None:
    """Run every part until `stop` is set; then take in no more, and finish what is in hand.

    Raises:
        CannotStart: a file of cadences, of promised times or of recognition is wrong, photos
            cannot be kept, the token is not known to Telegram, or the port is taken.
    """
    try:
        await _publish(sapa)
        await _introduce(sapa, stop)
        if not stop.is_set():
            await _work(sapa, stop)
    except* InvalidToken:
        message = "Telegram does not know this token: check TELEGRAM_TOKEN in .env."
        raise CannotStart(message) from None
    finally:
        with contextlib.suppress(TelegramError, RuntimeError):
            await sapa.application.shutdown()
        await sapa.services.database.close()


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _publish(sapa: Sapa) -> None:
    try:
        await published(sapa.services)
        await promised(sapa.services)
        Storage.of(sapa.services.settings).require()
        await asyncio.to_thread(language_files.check)
    except (
        InvalidCadence,
        InvalidTargets,
        NoSuchFolder,
        StorageUnusable,
        *language_files.REFUSALS,
    ) as error:
        raise CannotStart(str(error)) from None


async def _introduce(sapa: Sapa, stop: asyncio.Event) -> None:
    """Say who we are to Telegram; ask again, ever more rarely, while it cannot be reached."""
    steps: list[Callable[[], Awaitable[object]]] = [
        sapa.application.initialize,
        lambda: _choose_feed(sapa),
        lambda: introduction.commands(sapa.application.bot, sapa.catalogs),
        lambda: _pair_from_settings(sapa),
    ]
    attempts = 0
    while steps and not stop.is_set():
        try:
            await steps[0]()
        except InvalidToken:
            raise
        except TelegramError as error:
            attempts += 1
            pause = backoff(attempts)
            log.warning(
                "telegram_unreachable",
                error=error.message,
                retry_in=round(pause.total_seconds(), 1),
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause.total_seconds())
        else:
            steps.pop(0)
            attempts = 0


async def _choose_feed(sapa: Sapa) -> None:
    settings, bot = sapa.services.settings, sapa.application.bot
    if settings.webhook_url and settings.webhook_secret:
        await bot.set_webhook(
            settings.webhook_url + PATH,
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=ALLOWED_UPDATES,
        )
    elif (await bot.get_webhook_info()).url:
        await bot.delete_webhook()


async def _pair_from_settings(sapa: Sapa) -> None:
    chat_id = sapa.services.settings.staff_chat_id
    if chat_id is None:
        return
    async with sapa.services.database.reading() as session:
        group = await staff_group(session)
    if group is None or group.chat_id != chat_id:
        await introduction.pair(sapa.services, sapa.application.bot, chat_id)


async def _work(sapa: Sapa, stop: asyncio.Event) -> None:
    log.info("started", bot=sapa.application.bot.username)
    web = _web(sapa)
    async with asyncio.TaskGroup() as group:
        serving = [group.create_task(web.run_until_stopped())] if web else []
        polls = not sapa.services.settings.webhook_url
        polling = [group.create_task(sapa.polling.run())] if polls else []
        workers = [group.create_task(worker.run()) for worker in sapa.workers]
        senders = [sapa.dispatcher, *([sapa.mailer] if sapa.mailer else [])]
        sending = [group.create_task(sender.run()) for sender in senders]
        taking_in = [
            group.create_task(sapa.importer.run()),
            group.create_task(sapa.lab.run()),
            *([group.create_task(sapa.interpreter.run())] if sapa.interpreter else []),
        ]
        others = [
            group.create_task(sapa.presses.run()),
            group.create_task(Beat(sapa.services, ran=sapa.outgoing.ring).run()),
            group.create_task(Watch(sapa.services).run()),
        ]
        await stop.wait()
        log.info("stopping")
        for task in [*polling, *taking_in]:
            task.cancel()
        if web:
            web.stop()
            await asyncio.wait(serving)
        for worker in sapa.workers:
            worker.stop()
        await asyncio.wait(workers)
        for sender in senders:
            sender.stop()
        await asyncio.wait(sending, timeout=sapa.services.settings.drain_timeout.total_seconds())
        for task in [*sending, *others]:
            task.cancel()


def _web(sapa: Sapa) -> Server | None:
    settings = sapa.services.settings
    if settings.port is None and settings.webhook_url is None and settings.public_url is None:
        return None
    routes = health(sapa.services)
    if settings.webhook_secret is not None:
        routes.append(
            webhook(
                sapa.services,
                secret=settings.webhook_secret.get_secret_value(),
                arrived=sapa.arrived.ring,
            )
        )
    if settings.public_url is not None:
        routes += unsubscribe(sapa.services, sapa.catalogs)
    try:
        return server(routes, port=settings.port or DEFAULT_PORT)
    except CannotListen as error:
        raise CannotStart(str(error)) from None
