from sqlalchemy import select
from sqlmodel import col

from models import Seller, Ticket
from models.sellers import Reach
from models.tickets import TicketState
from tests.support.talk import arrives, offers, taps, taps_in
from tests.support.town import Town, number_in
from views.actions import ApproveLink, ChooseLanguage, ChooseStore, LinkBy, Open, OpenMenu


async def test_by_sharing_their_own_contact(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu", phone="+6281234567890")
    sri = town.owner_of(store)

    await arrives(sri)
    await taps(sri, LinkBy("contact"))
    question = await sri.hears(lambda message: bool(message.keyboard))
    assert question.post.markup
    assert question.post.markup["keyboard"][0][0]["request_contact"]
    sri.sends_contact()

    await sri.hears("Batik Ayu")
    linked = await town.seller(sri)
    assert linked.id == store.id
    assert linked.phone_verified
    await town.settled()


async def test_but_somebody_elses_contact_is_refused(town: Town) -> None:
    await town.a_store(store_name="Batik Ayu", phone="+6281234567890")
    budi = town.a_stranger("Budi", phone="+628999999999")

    await arrives(budi)
    await taps(budi, LinkBy("contact"))
    await budi.hears(lambda message: bool(message.keyboard))
    budi.sends_contact("+6281234567890", name="Sri")

    await budi.hears(lambda message: bool(message.keyboard))
    assert (await town.seller(budi)).portal_id is None
    (store,) = await town.all(select(Seller).where(col(Seller.portal_id).is_not(None)))
    assert store.chat_id is None
    await town.settled()


async def test_by_choosing_among_their_stores_with_one_number(town: Town) -> None:
    batik = await town.a_store(store_name="Batik Ayu", phone="+6281234567890")
    dapur = await town.a_store(store_name="Dapur Ayu", phone="+6281234567890")
    sri = town.owner_of(batik)

    await arrives(sri)
    await taps(sri, LinkBy("contact"))
    await sri.hears(lambda message: bool(message.keyboard))
    sri.sends_contact()
    await taps(sri, ChooseStore(dapur.id or 0))

    await sri.hears("Dapur Ayu")
    assert (await town.seller(sri)).id == dapur.id
    await town.settled()


async def test_by_its_name_once_staff_approve(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu", store_key="batik ayu")
    sri = town.a_stranger("Sri")

    await arrives(sri)
    await taps(sri, LinkBy("name"))
    await sri.hears(offers(LinkBy("later")))
    sri.says("batik  AYU")
    number = number_in(await sri.hears(r"#\d+"))
    assert (await town.seller(sri)).portal_id is None

    press = await taps_in(town.group, town.agent, ApproveLink(number, store.id or 0))

    assert await press.answered()
    await sri.hears("Batik Ayu")
    assert (await town.seller(sri)).id == store.id
    assert (await town.ticket(number)).seller_id == store.id
    assert (await town.ticket(number)).state is TicketState.RESOLVED
    await town.settled()


async def test_by_its_name_unless_staff_refuse(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu", store_key="batik ayu")
    budi = town.a_stranger("Budi")

    await arrives(budi)
    await taps(budi, LinkBy("name"))
    await budi.hears(offers(LinkBy("later")))
    budi.says("Batik Ayu")
    number = number_in(await budi.hears(r"#\d+"))
    await taps_in(town.group, town.agent, ApproveLink(number, 0))

    await budi.hears(offers(Open("link")))
    assert (await town.seller(budi)).portal_id is None
    (untouched,) = await town.all(select(Seller).where(col(Seller.id) == store.id))
    assert untouched.chat_id is None
    await town.settled()


async def test_by_its_name_and_by_nothing_else_that_is_said_there(town: Town) -> None:
    sri = town.a_stranger("Sri")

    await arrives(sri)
    await taps(sri, LinkBy("name"))
    await sri.hears(offers(LinkBy("later")))
    sri.says("makasih kak 🙏🙏")
    await sri.hears(offers(LinkBy("later")))
    sri.says("uang saya belum masuk kak dari kemarin")
    await sri.hears(offers(LinkBy("later")))
    assert await town.all(Ticket) == []
    sri.says("belum punya toko kak")

    await sri.hears("uang saya belum masuk")
    assert await town.all(Ticket) == []
    await town.settled()


async def test_from_a_new_phone_once_staff_take_it_from_the_old_one(town: Town) -> None:
    old = await town.a_linked_seller(store_name="Batik Ayu", phone="+6281234567890")
    new = town.a_stranger("Sri", phone="+6281234567890")

    await arrives(new)
    await taps(new, LinkBy("contact"))
    await new.hears(lambda message: bool(message.keyboard))
    new.sends_contact()
    number = number_in(await new.hears(r"#\d+"))
    store = await town.seller(old)
    assert store.telegram is Reach.OK, "nothing changes before staff decide"
    await taps_in(town.group, town.agent, ApproveLink(number, store.id or 0))

    await new.hears(lambda message: "Batik Ayu" in message.text and offers(OpenMenu())(message))
    assert (await town.seller(new)).id == store.id
    old.says("Halo?")
    await old.hears(offers(ChooseLanguage("id")))
    await town.settled()


async def test_later_and_reports_all_the_same(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    await arrives(sri)
    await taps(sri, LinkBy("later"))
    await sri.hears(offers(Open("link")))
    ticket = await town.reported(sri, "Saya tidak bisa masuk.")

    card = await town.card(ticket)
    assert "Sri Wahyuni" in card.text
    assert "Saya tidak bisa masuk." in card.text
    await town.settled()
