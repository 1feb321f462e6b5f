from sqlalchemy import select
from sqlmodel import col
from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers.turn import SapaContext
from models import Inbox, Interaction
from models.mail import InboxState
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import MakeReport

POISON = "racun"


async def test_for_a_message_that_cannot_be_handled_and_the_next_one_is(town: Town) -> None:
    sri, budi = await town.a_linked_seller(), await town.a_linked_seller()
    _stumble_over(town, POISON)

    sri.says(POISON)
    said = sri.says("Halo, paket saya hilang")
    other = budi.says("Punya saya juga hilang")

    await budi.hears(offers(MakeReport(other.id, 1)))
    await sri.hears(offers(MakeReport(said.id, 1)))
    await town.settled(failed=1)
    (aside,) = await town.all(select(Inbox).where(col(Inbox.state) == InboxState.FAILED))
    assert aside.attempts == 3
    assert "StumblingError" in (aside.error or "")
    apologies = await town.all(select(Interaction).where(col(Interaction.kind) == "apology"))
    assert [row.chat_id for row in apologies] == [sri.id]


async def test_once_for_each_and_the_bot_goes_on(town: Town) -> None:
    sri = await town.a_linked_seller()
    _stumble_over(town, POISON)

    sri.says(POISON)
    sri.says(POISON)
    said = sri.says("Paket saya hilang")

    await sri.hears(offers(MakeReport(said.id, 1)), timeout=10)
    await town.settled(failed=2)


class StumblingError(Exception):
    """What a handler with a mistake raises."""


def _stumble_over(town: Town, text: str) -> None:
    """Add a handler with a mistake: it raises at messages that say `text`."""

    async def stumble(_update: Update, _context: SapaContext) -> None:
        raise StumblingError

    town.sapa.application.add_handler(MessageHandler(filters.Text([text]), stumble), group=-1)
