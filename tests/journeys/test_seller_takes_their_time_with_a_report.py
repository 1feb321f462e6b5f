from datetime import timedelta

from models import Dialog
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import ChooseCategory, DialogStep, MakeReport, Open, encode


async def test_and_corrects_it_before_it_is_sent(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    first = sri.says("Uang 100 ribu belum masuk")
    await sri.hears(offers(DialogStep("done")))
    sri.edits(first, "Uang 300 ribu belum masuk")
    sri.presses(encode(DialogStep("done")))

    summary = await sri.hears(offers(DialogStep("send")))

    assert "Uang 300 ribu belum masuk" in summary.text
    await town.settled()


async def test_and_leaves_it_with_batal(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("login"))
    await sri.hears(offers(DialogStep("cancel")))

    sri.says("/batal")

    await sri.hears(offers(Open("report")))
    await town.settled()
    assert not await town.all(Dialog)
    sri.says("/batal")
    await sri.hears(offers(Open("report")))
    await town.settled()


async def test_and_goes_on_with_it_days_later(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("login"))
    sri.says("Saya tidak bisa masuk")
    await sri.hears(offers(DialogStep("done")))
    await town.pass_time(timedelta(days=4))

    sri.says("Masih belum bisa")
    await taps(sri, DialogStep("resume"))
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text == "Saya tidak bisa masuk\nMasih belum bisa"
    await town.settled()


async def test_and_an_old_button_answers_with_a_toast_and_what_can_be_done_now(
    town: Town,
) -> None:
    sri = await town.a_linked_seller()
    await town.reported(sri)

    press = sri.presses(encode(DialogStep("send")))

    assert await press.answered()
    await sri.hears(offers(Open("report")))
    await town.settled()


async def test_and_what_they_wrote_before_the_command_goes_along(town: Town) -> None:
    sri = await town.a_linked_seller()
    said = sri.says("Toko saya hilang dari pencarian")
    await sri.hears(offers(MakeReport(said.id, 1)))

    sri.says("/lapor")
    await taps(sri, ChooseCategory("store"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text == "Toko saya hilang dari pencarian"
    await town.settled()


async def test_and_adds_something_before_sending(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor produk saya ditolak")
    await taps(sri, ChooseCategory("product"))

    await taps(sri, DialogStep("back"))
    await sri.hears(offers(DialogStep("done")))
    sri.sends_photo(caption="Fotonya")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text == "produk saya ditolak\nFotonya"
    card = await town.card(ticket)
    await town.group.hears("Fotonya", thread=card.thread)
    await town.settled()


async def test_but_a_report_of_nothing_is_not_sent(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor Halo")
    await taps(sri, ChooseCategory("product"))
    summary = await sri.hears(offers(DialogStep("send")))
    sri.says("/batal")
    await sri.hears(offers(Open("report")))
    sri.says("/lapor")
    await taps(sri, ChooseCategory("product"))
    await sri.hears(offers(DialogStep("cancel")))

    told = await sri.presses(encode(DialogStep("send")), message=summary).answered()

    assert told
    await town.settled()
    assert not town.group.topics
