from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import (
    AnswerConsent,
    ChooseCategory,
    ChooseLanguage,
    DialogStep,
    LinkBy,
    MakeReport,
    Open,
    encode,
)


async def test_and_their_first_words_become_a_report(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    first = sri.says("Uang penjualan saya belum masuk!")
    await taps(sri, ChooseLanguage("id"))
    await taps(sri, AnswerConsent(1))
    await taps(sri, LinkBy("later"))
    offer = await sri.hears(offers(MakeReport(first.id, 1)))
    assert "Uang penjualan saya belum masuk!" in offer.text
    sri.presses(encode(MakeReport(first.id, 1)), message=offer)
    await taps(sri, ChooseCategory("payment"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text == "Uang penjualan saya belum masuk!"
    assert "Uang penjualan saya belum masuk!" in (await town.card(ticket)).text
    await town.settled()


async def test_and_finds_their_language_first(town: Town) -> None:
    uni, invitation = await town.an_invited_seller(province="Bali")

    uni.start(invitation)
    question = await uni.hears(offers(ChooseLanguage("ban")))
    assert question.buttons[0] == "Basa Bali"
    uni.says("Ambo indak bisa masuak ka akun ambo")
    again = await uni.hears("Ado 1 pasan|1 pesan|1 message")
    assert again.buttons[0] == "Bahaso Minang"
    await town.settled()


async def test_and_a_photo_that_came_between_the_questions_goes_along(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    first = sri.says("Lihat ini")
    await sri.hears(offers(ChooseLanguage("id")))
    sri.sends_photo(caption="Layar saya")
    await taps(sri, ChooseLanguage("id"))
    await taps(sri, AnswerConsent(1))
    await taps(sri, LinkBy("later"))
    await taps(sri, MakeReport(first.id, 1))
    await taps(sri, ChooseCategory("login"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    card = await town.card(ticket)
    await town.settled()
    (photo,) = [m for m in town.group.messages(card.thread) if m.photo]
    assert photo.text == "Layar saya"


async def test_and_may_leave_it_at_that(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    first = sri.says("Halo, saya mau tanya")
    await taps(sri, ChooseLanguage("id"))
    await taps(sri, AnswerConsent(1))
    await taps(sri, LinkBy("later"))
    await taps(sri, MakeReport(first.id, 0))

    await sri.hears(offers(Open("report")))
    await town.settled()
    assert not town.group.topics


async def test_a_mere_greeting_leads_to_the_menu(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    sri.says("Halo kak 🙏")
    question = await sri.hears(offers(ChooseLanguage("id")))
    assert "1" not in question.text
    sri.presses(encode(ChooseLanguage("id")), message=question)
    await taps(sri, AnswerConsent(1))
    await taps(sri, LinkBy("later"))

    menu = await sri.hears(offers(Open("report")))
    assert "Halo kak" not in menu.text
    await town.settled()
