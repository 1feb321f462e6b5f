from sqlalchemy import select
from sqlmodel import col

from models import Dialog, Interaction
from models.tickets import Category, TicketKind
from simulator import Message
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in, on_both_databases
from views.actions import ChooseCategory, DialogStep, MakeReport, Open, OpenMenu, encode

KINDS = ("text", "photo", "voice", "video", "document", "sticker", "location", "contact")

pytestmark = on_both_databases


async def test_by_a_plain_word_and_finds_it_by_another(town: Town) -> None:
    sri = await town.a_linked_seller(language="min")

    sri.says("ambo nio malapor da")
    await taps(sri, ChooseCategory("payment"))
    sri.says("Pitih panjualan alun masuak")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))
    number = number_in(await sri.hears(r"#\d+"))
    await town.settled()
    sri.says("laporan ambo")

    listed = await sri.hears(f"#{number}")
    assert (await town.ticket(number)).text == "Pitih panjualan alun masuak", "not a word more"
    assert listed.from_bot
    await town.settled()


async def test_in_text_photo_album_and_voice(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Batik Ayu", owner_name="Sri Wahyuni")

    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    sri.says("Uang penjualan 3 hari lalu belum masuk.")
    sri.sends_photo(caption="Ini buktinya")
    sri.sends_album([None, None, None], caption="Dan tiga nota")
    sri.sends_voice()
    await town.settled()
    sri.presses(encode(DialogStep("done")))
    summary = await sri.hears(offers(DialogStep("send")))
    assert "Uang penjualan 3 hari lalu belum masuk." in summary.text
    sri.presses(encode(DialogStep("send")), message=summary)
    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))

    card = await town.card(ticket)
    assert "Batik Ayu" in card.text
    assert "Sri Wahyuni" in card.text
    assert "Uang penjualan 3 hari lalu belum masuk." in card.text
    await town.settled()
    (topic,) = town.group.topics
    assert topic.name.startswith(f"#{ticket.id} · Batik Ayu")
    shown = [message for message in town.group.messages(topic.id) if message.from_bot][1:]
    assert [_kind(message) for message in shown] == [
        "text",
        "photo",
        "photo",
        "photo",
        "photo",
        "voice",
    ]
    (album,) = {message.media_group_id for message in shown[2:5]}
    assert album is not None, "an album stays an album"


async def test_and_every_kind_of_message_reaches_staff(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    sri.says("satu")
    sri.sends_photo()
    sri.sends_voice()
    sri.sends_video()
    sri.sends_document("nota.pdf", b"%PDF-1.4 nota")
    sri.sends_sticker()
    sri.sends_location(-7.79, 110.36)
    sri.sends_contact("+628999999999", name="Suami")
    await town.settled()

    relayed = [m for m in town.group.messages(card.thread) if m.from_bot and m.id > card.id]
    assert [_kind(message) for message in relayed] == list(KINDS)


async def test_and_an_album_they_add_stays_an_album(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))

    sri.sends_album([None, None, None, None], caption="Empat foto")
    await town.settled()

    photos = [message for message in town.group.messages(card.thread) if message.photo]
    assert len(photos) == 4
    (album,) = {message.media_group_id for message in photos}
    assert album is not None
    assert photos[0].text == "Empat foto"


async def test_and_what_they_write_later_joins_it_in_order(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    for number in range(12):
        sri.says(f"kalimat {number}")
    await sri.hears(f"#{ticket.id}")
    await town.settled()

    heard = [m.text for m in town.group.messages(card.thread) if m.text.startswith("kalimat")]
    assert heard == [f"kalimat {number}" for number in range(12)]
    joined = await town.all(select(Interaction).where(col(Interaction.kind) == "message_joined"))
    assert len(joined) == 1, "a burst is acknowledged once"


async def test_by_just_writing_it(town: Town) -> None:
    sri = await town.a_linked_seller()

    said = sri.says("Paket saya belum sampai ke pembeli")
    offer = await sri.hears(offers(MakeReport(said.id, 1)))
    assert "Paket saya belum sampai ke pembeli" in offer.text
    sri.presses(encode(MakeReport(said.id, 1)), message=offer)
    await taps(sri, ChooseCategory("shipping"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert (ticket.category, ticket.text) == (
        Category.SHIPPING,
        "Paket saya belum sampai ke pembeli",
    )
    await town.settled()


async def test_or_leaves_it(town: Town) -> None:
    sri = await town.a_linked_seller()

    said = sri.says("Begitu saja")
    await taps(sri, MakeReport(said.id, 0))

    await sri.hears(offers(Open("report")))
    await town.settled()
    assert not town.group.topics
    assert not await town.all(Dialog)


async def test_as_a_suggestion(town: Town) -> None:
    sri = await town.a_linked_seller()

    ticket = await town.reported(sri, "Tambahkan mode gelap", about=Category.SUGGESTION)

    assert ticket.kind is TicketKind.SUGGESTION
    await town.card(ticket)
    await town.settled()


async def test_and_corrects_a_message_which_staff_see(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    first = sri.says("Uang 100 ribu belum masuk")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))
    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    card = await town.card(ticket)
    later = sri.says("Bank saya BRI")
    photo = sri.sends_photo(caption="Bukti")
    await town.group.hears("Bukti", thread=card.thread)

    sri.edits(first, "Uang 200 ribu belum masuk")
    sri.edits(later, "Bank saya BNI")
    sri.edits(photo, "Bukti transfer")
    await town.settled()

    shown = [message.text for message in town.group.messages(card.thread) if message.from_bot]
    assert "Uang 200 ribu belum masuk" in shown[1]
    assert shown[2:] == ["Bank saya BNI", "Bukti transfer"]
    assert (await town.ticket(ticket.id or 0)).text == "Uang 200 ribu belum masuk"


async def test_and_sees_it_among_their_reports(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/laporan_saya")
    await sri.hears(offers(OpenMenu()))
    first = await town.reported(sri, "Satu")
    second = await town.reported(sri, "Dua")

    sri.says("/laporan_saya")

    await sri.hears(lambda m: f"#{first.id}" in m.text and f"#{second.id}" in m.text)
    await town.settled()


def _kind(message: Message) -> str:
    return next(kind for kind in KINDS if kind in message.raw)
