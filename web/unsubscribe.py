"""The page behind a letter's link that ends letters, and the one click of mail programs."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core.seals import SealBroken
from core.services import Services
from crm.letters.operations import stop_letters
from crm.letters.postmarks import Postmarks
from crm.letters.queries import StoreGone, store_behind
from delivery.mail.composing import STOP_PATH
from models import Seller
from views.unsubscribing import no_such_page, stop_page
from views.words import Catalogs

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
"""The address is all that one needs to stop letters: it goes nowhere else."""


def unsubscribe(services: Services, catalogs: Catalogs) -> list[Route]:
    """Return the routes of the page: looking at it changes nothing, a POST obeys (RFC 8058).

    What mail programs look at before a person does must not end anything. The body of a POST is
    not read: its address says who wants what.
    """
    marks = Postmarks.of(services.settings.require_token())

    async def ask(request: Request) -> Response:
        try:
            seller_id = marks.read_stop(request.path_params["mark"])
            async with services.database.reading() as session:
                seller = await store_behind(session, seller_id=seller_id)
                return page(seller)
        except (SealBroken, StoreGone):
            return nowhere()

    async def obey(request: Request) -> Response:
        try:
            seller_id = marks.read_stop(request.path_params["mark"])
            async with services.database.transaction() as session:
                now = services.clock.now()
                seller = await stop_letters(session, seller_id=seller_id, now=now)
                return page(seller)
        except (SealBroken, StoreGone):
            return nowhere()

    def page(seller: Seller) -> Response:
        shown = stop_page(
            catalogs[seller.language],
            store=seller.store_name,
            stopped=not seller.proactive,
            marketplace=services.settings.marketplace_name,
        )
        return HTMLResponse(str(shown), headers=HEADERS)

    def nowhere() -> Response:
        shown = no_such_page(catalogs[None], marketplace=services.settings.marketplace_name)
        return HTMLResponse(str(shown), status_code=404, headers=HEADERS)

    path = STOP_PATH + "/{mark}"
    return [Route(path, ask), Route(path, obey, methods=["POST"])]
