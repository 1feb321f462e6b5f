"""Whether Sapa is well, for whoever watches it: a probe and Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.services import Services
from crm.uploads.photos.queries import to_be_looked_at
from models import Inbox, Outbox
from models.mail import InboxState, OutboxState
from models.types import stated

INBOX_WATCHED = (InboxState.NEW, InboxState.FAILED)
OUTBOX_WATCHED = (OutboxState.WAITING, OutboxState.SENDING)


def health(services: Services) -> list[Route]:
    """Return `/health` (200, or 503 where the database does not answer) and `/metrics`."""

    async def probe(_request: Request) -> Response:
        try:
            async with services.database.reading() as session:
                await session.execute(select(1))
        except SQLAlchemyError:
            return JSONResponse({"status": "database unavailable"}, status_code=503)
        return JSONResponse({"status": "ok"})

    async def metrics(_request: Request) -> Response:
        return Response(await _exposition(services), media_type=CONTENT_TYPE_LATEST)

    return [Route("/health", probe), Route("/metrics", metrics)]


async def _exposition(services: Services) -> bytes:
    registry = CollectorRegistry()
    inbox = Gauge("sapa_inbox", "Updates by state", ["state"], registry=registry)
    outbox = Gauge("sapa_outbox", "Messages by state", ["state"], registry=registry)
    photos = Gauge("sapa_photos", "Photos that wait to be looked at", registry=registry)
    async with services.database.reading() as session:
        for state in INBOX_WATCHED:
            count = select(func.count()).select_from(Inbox).where(stated(col(Inbox.state), state))
            inbox.labels(state).set(await session.scalar(count) or 0)
        for state in OUTBOX_WATCHED:
            count = (
                select(func.count()).select_from(Outbox).where(stated(col(Outbox.state), state))
            )
            outbox.labels(state).set(await session.scalar(count) or 0)
        photos.set((await to_be_looked_at(session))[0])
    return generate_latest(registry)
