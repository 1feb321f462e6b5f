from datetime import timedelta

from models.staff import Role
from models.suggestions import SuggestionState
from models.tickets import Category, TicketState
from simulator import Message, Person
from tests.support import ledger
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import (
    Action,
    ExportSuggestions,
    ListSuggestions,
    MergeSuggestions,
    SetSuggestion,
    ShowSuggestion,
    encode,
)

VIDEO = ("Tolong tambahkan video produk", "ada video di halaman produk dong kak")


async def test_a_wish_is_counted_decided_and_exported(town: Town) -> None:
    boss = await town.another_agent("Ratih", role=Role.SUPERVISOR)
    sri, wayan = await town.a_linked_seller(), await town.a_linked_seller()
    first = await town.reported(sri, VIDEO[0], about=Category.SUGGESTION)
    assert "tidak sendirian" not in sri.inbox[-1].text
    await town.reported(wayan, VIDEO[1], about=Category.SUGGESTION)
    assert "tidak sendirian: 1 penjual lain" in wayan.inbox[-1].text
    await town.reported(wayan, "Saya ingin ada mode gelap", about=Category.SUGGESTION)

    async def presses(person: Person, message: Message, action: Action) -> None:
        await person.presses(encode(action), chat=town.group, message=message).answered()
        await ledger.until_idle(town.database, town.simulator)

    town.agent.says("/saran", chat=town.group)
    page = await town.group.hears(offers(ShowSuggestion(1)))
    assert "2 penjual" in page.text
    await presses(town.agent, page, ShowSuggestion(1))
    card = await town.group.hears(offers(SetSuggestion(1, SuggestionState.PASSED_ON)))
    assert card.id == page.id
    assert f"#{first.id}" in card.text
    await presses(town.agent, card, SetSuggestion(1, SuggestionState.PASSED_ON))
    assert (await town.ticket(first.id or 0)).state is TicketState.RESOLVED

    boss.says("/saran 1 2", chat=town.group)
    beside = await town.group.hears(offers(MergeSuggestions(1, 2)))
    await presses(boss, beside, MergeSuggestions(1, 2))
    await town.group.hears(lambda message: message.id == beside.id and message.edited)
    await presses(boss, beside, ListSuggestions("all", 1))
    listed = await town.group.hears(offers(ExportSuggestions))
    await presses(boss, listed, ExportSuggestions())
    await town.pass_time(timedelta(seconds=2))
    await town.group.hears(
        lambda message: message.raw.get("document", {}).get("file_name", "").endswith(".xlsx")
    )
    await town.settled()
