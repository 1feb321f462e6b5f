from datetime import timedelta

from tests.support.talk import offers
from tests.support.town import Town, on_both_databases
from views.actions import NoteSeller, ShowSeller, encode

pytestmark = on_both_databases


async def test_what_a_seller_wrote_is_found_a_moment_later(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Batik Ayu", store_key="batik ayu")
    ticket = await town.reported(sri, "Pencairan saldo tersendat sejak Senin")
    await town.card(ticket)
    await town.pass_time(timedelta(minutes=1))

    town.agent.says("/cari saldo terse", chat=town.group)
    found = await town.group.hears("🔎")
    assert f"#{ticket.id}" in found.text
    assert "saldo tersendat" in found.text

    town.agent.says("/cari batik ayu")
    stores = await town.agent.hears(offers(ShowSeller))
    town.agent.presses(encode(ShowSeller(ticket.seller_id)), message=stores)
    card = await town.agent.hears(offers(NoteSeller))
    assert "Batik Ayu" in card.text

    town.agent.says('/cari "antah* berantah', chat=town.group)
    assert "/cari" in (await town.group.hears("antah")).text
    await town.settled()
