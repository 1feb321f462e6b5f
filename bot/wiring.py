"""Who is built of what: the whole of Sapa, read from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import SecretStr

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.clock import Clock, SystemClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from delivery.bell import Bell
from delivery.dispatch.dispatcher import Dispatcher
from delivery.dispatch.jobs import Desk
from delivery.dispatch.sending import Sender
from delivery.intake.polling import Polling
from delivery.intake.worker import CallbackAnswer, Worker
from delivery.interpreting.libretranslate import LibreTranslate
from delivery.interpreting.openai import OpenAiTranscriber
from delivery.mail.mailer import Mailer
from delivery.telegram.api import BotApi
from delivery.telegram.files import Files
from delivery.telegram.gateway import Gateway
from delivery.telegram.presses import PressAnswers
from delivery.telegram.request import DEFAULT_READ, AiohttpRequest
from handlers.application import build_application
from handlers.entrance import Entrance
from handlers.tables import all_dialogs
from handlers.turn import SapaApplication
from scheduler.importing.fetching import fetched
from scheduler.importing.importer import Importer
from scheduler.importing.tools import Tools
from scheduler.interpreting.interpreter import Interpreter
from scheduler.interpreting.tools import Tools as InterpretingTools
from scheduler.uploading.lab import PhotoLab
from scheduler.uploading.tools import Tools as PhotoTools
from scheduler.uploading.workers import Workers
from views.words import Catalogs

WORKERS_ON_POSTGRESQL = 3


@dataclass(frozen=True, slots=True)
class Sapa:
    """Every running part, built and not yet started."""

    services: Services
    catalogs: Catalogs
    application: SapaApplication
    arrived: Bell
    outgoing: Bell
    polling: Polling
    workers: tuple[Worker, ...]
    dispatcher: Dispatcher
    mailer: Mailer | None
    """None where there is no mail server."""
    presses: PressAnswers
    importer: Importer
    lab: PhotoLab
    interpreter: Interpreter | None
    """None where neither service is set up."""


def build(
    settings: Settings, *, clock: Clock | None = None, patience: float = DEFAULT_READ
) -> Sapa:
    """Build Sapa from its settings; it waits `patience` seconds for Telegram to answer a call.

    Raises:
        SettingsError: without a token.
        CatalogError: naming a catalog that is missing, broken or incomplete.
    """
    token = settings.require_token()
    services = Services(
        settings=settings,
        clock=clock or SystemClock(),
        database=Database(settings.database_url),
    )
    catalogs = Catalogs.pseudo() if settings.pseudo_language else Catalogs.load()
    proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
    request = AiohttpRequest(proxy=proxy, read_timeout=patience)
    polling_request = AiohttpRequest(proxy=proxy)
    application = build_application(
        token=token,
        api_url=settings.telegram_api_url,
        request=request,
        polling_request=polling_request,
    )
    api = BotApi(request, application.bot.base_url)
    gateway = Gateway(api)
    storage = Storage.of(settings)
    files = Files(api, request, application.bot.base_file_url)
    presses = PressAnswers(gateway)
    arrived, outgoing, photos = Bell(), Bell(), Bell()
    desk = Desk(catalogs=catalogs, settings=settings)
    entrance = Entrance(
        services, application=application, dialogs=all_dialogs(), catalogs=catalogs
    )

    def committed(answers: Sequence[CallbackAnswer]) -> None:
        presses.put(answers)
        outgoing.ring()
        photos.ring()

    return Sapa(
        services=services,
        catalogs=catalogs,
        application=application,
        arrived=arrived,
        outgoing=outgoing,
        polling=Polling(
            services,
            api=BotApi(polling_request, application.bot.base_url),
            arrived=arrived.ring,
        ),
        workers=tuple(
            Worker(services, handling=entrance, arrived=arrived, committed=committed)
            for _ in range(1 if services.database.is_sqlite else WORKERS_ON_POSTGRESQL)
        ),
        dispatcher=Dispatcher(
            services,
            desk=desk,
            sender=Sender(services, gateway, storage),
            bell=outgoing,
        ),
        mailer=Mailer(services, desk=desk, bot=lambda: application.bot.username)
        if settings.smtp_host
        else None,
        presses=presses,
        importer=Importer(
            Tools(
                services,
                catalogs,
                fetch=partial(fetched, services=services, download=files.download),
                posted=outgoing.ring,
            )
        ),
        lab=PhotoLab(PhotoTools(services, storage, files.fetch, Workers(), photos, outgoing.ring)),
        interpreter=_interpreter(services, files, outgoing),
    )


def _interpreter(services: Services, files: Files, outgoing: Bell) -> Interpreter | None:
    settings = services.settings
    translator = transcriber = None
    if settings.translate_url:
        translator = LibreTranslate(settings.translate_url, _secret(settings.translate_key))
    if settings.transcribe_url:
        transcriber = OpenAiTranscriber(
            settings.transcribe_url,
            model=settings.transcribe_model,
            key=_secret(settings.transcribe_key),
        )
    if translator is None and transcriber is None:
        return None
    return Interpreter(
        InterpretingTools(services, translator, transcriber, files.fetch, outgoing.ring)
    )


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value else None
