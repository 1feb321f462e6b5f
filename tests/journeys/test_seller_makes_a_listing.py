"""A seller makes a listing in bits and pieces: the bot stops, the seller rests, staff help."""

from datetime import timedelta

from models import Upload
from models.uploads import UploadState
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import (
    MoveDescription,
    MoveName,
    Open,
    PickCategory,
    ResumeUpload,
    UploadMove,
)


async def test_and_says_other_things_meanwhile(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Dapur Sri")
    sri.says("/unggah")
    await taps(sri, PickCategory("snacks"))
    await taps(sri, UploadMove("photos", "skip"))
    await sri.hears(offers(UploadMove("name", "skip")))

    sri.says("uang saya belum masuk kak dari kemarin")
    number = number_in(await sri.hears(r"#\d+"))
    card = await town.card(await town.ticket(number))
    assert "uang saya belum masuk" in card.text
    sri.says("Keripik singkong balado 250 g")
    await taps(sri, MoveName("check", "use"))
    await sri.hears(offers(UploadMove("price", "skip")))
    sri.says("nanti aja kak")
    await sri.hears(offers(Open("upload")))

    sri.says("/unggah")
    (upload,) = await town.all(Upload)
    await taps(sri, ResumeUpload(upload.id or 0))
    await sri.hears(offers(UploadMove("price", "help")))
    sri.says("tolong saya bingung")
    await town.group.hears("tolong saya bingung", thread=card.thread)
    await sri.hears(offers(ResumeUpload(upload.id or 0)))
    await town.settled()
    assert (upload.name, upload.ticket_id) == ("Keripik Singkong Balado 250 g", number)


async def test_with_a_stop_between_the_steps_a_voice_and_days_of_rest(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Dapur Sri")
    sri.says("/unggah")
    await taps(sri, PickCategory("snacks"))
    await sri.hears(offers(UploadMove("photos", "skip")))
    sri.sends_photo()
    await taps(sri, UploadMove("photos", "next"))
    await sri.hears(offers(UploadMove("name", "skip")))

    await town.closes()
    sri.says("Keripik singkong balado 250 g")
    await town.opens()
    await taps(sri, MoveName("check", "use"))
    await sri.hears(offers(UploadMove("price", "skip")))
    sri.says("lima belas ribu")
    await sri.hears(offers(UploadMove("stock", "skip")))

    sri.sends_voice()
    voice = await town.group.hears(lambda message: bool(message.raw.get("voice")))
    await town.group.hears("stok", thread=voice.thread)
    town.agent.says("2 lusin ya Bu?", chat=town.group, thread=voice.thread)
    await sri.hears("2 lusin ya Bu")
    sri.says("iya, 2 lusin")
    await taps(sri, UploadMove("weight", "later"))

    await town.pass_time(timedelta(days=9))
    sri.says("/unggah")
    (upload,) = await town.all(Upload)
    await taps(sri, ResumeUpload(upload.id or 0))
    await sri.hears(offers(UploadMove("weight", "skip")))
    await town.pass_time(timedelta(days=9))
    sri.says("seperempat kilo")
    await taps(sri, ResumeUpload(upload.id or 0))
    await taps(sri, UploadMove("variants", "next"))
    await taps(sri, MoveDescription("special", "done"))
    await taps(sri, MoveDescription("draft", "use"))
    await town.closes()
    await town.opens()
    await taps(sri, UploadMove("preview", "send"))

    await sri.hears("sudah terkirim")
    await town.settled()
    (upload,) = await town.all(Upload)
    assert (upload.name, upload.price, upload.stock, upload.weight, upload.state) == (
        "Keripik Singkong Balado 250 g", 15_000, 24, 250, UploadState.SENT,
    )  # fmt: skip
    ticket = await town.ticket(upload.ticket_id or 0)
    assert (await town.card(ticket)).thread == voice.thread
