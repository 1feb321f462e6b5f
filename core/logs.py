"""Logging: one pipeline for our events and for every library's, and nothing private in it.

An event's name is static and its facts are keywords: `log.info("ticket_escalated", ticket_id=7)`.
"""

import json
import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from core.redaction import Redactor, secrets_of
from core.settings import LogFormat, Settings

HANDLER = "sapa"
CHATTY = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "uvicorn.access", "alembic")
"""Loggers that report each request or job: heard from `debug` on, else only when they warn."""
OWN_HANDLERS = ("uvicorn", "uvicorn.error", "uvicorn.access")
"""Loggers that would print by themselves, past the redaction."""


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all logging to `stream` (standard error unless given); a second call replaces it."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if handler.name == HANDLER]:
        root.removeHandler(handler)
    root.addHandler(_handler(settings, stream or sys.stderr))
    root.setLevel(settings.log_level.upper())
    _quieten(logging.getLevelName(root.level) == "DEBUG")
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _quieten(listen_to_all: bool) -> None:  # noqa: FBT001 - the only argument
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if listen_to_all else logging.WARNING)
    for name in OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def _handler(settings: Settings, stream: TextIO) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.set_name(HANDLER)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.StackInfoRenderer(),
                structlog.processors.format_exc_info,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _redaction(Redactor(secrets_of(settings))),
                _renderer(settings.log_format, stream),
            ]
        )
    )
    return handler


def _redaction(redactor: Redactor) -> Processor:
    def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return redactor.event(event)

    return redact


def _renderer(form: LogFormat, stream: TextIO) -> Processor:
    if form is LogFormat.JSON:
        return structlog.processors.JSONRenderer(serializer=_json)
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _json(event: EventDict, **_options: object) -> str:
    return json.dumps(event, ensure_ascii=False)
