from models import Interaction
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import AnswerConsent, ChooseCategory, ChooseLanguage, DialogStep, Open, encode


async def test_and_the_menu_speaks_it(town: Town) -> None:
    sri = await town.a_linked_seller()

    sri.says("/bahasa")
    press = await taps(sri, ChooseLanguage("en"))
    menu = await sri.hears(offers(Open("report")))

    assert await press.answered()
    assert "English" in menu.text
    assert (await town.seller(sri)).language == "en"
    await town.settled()
    assert [row.locale for row in await town.all(Interaction) if row.kind == "menu"][-1] == "en"


async def test_in_their_own_words(town: Town) -> None:
    sri = await town.a_linked_seller(language="jv")

    sri.says("ora ngerti basa Jawa kak")
    await taps(sri, ChooseLanguage("su"))
    await sri.hears(offers(Open("report")))
    sri.says("tiang dot nganggen basa Bali 🙏")
    menu = await sri.hears(offers(Open("report")))

    assert "Basa Bali" in menu.text
    assert (await town.seller(sri)).language == "ban"
    await town.settled()


async def test_in_the_middle_of_a_report_which_goes_on_in_it(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    asked = await sri.hears(offers(DialogStep("cancel")))

    sri.says("/bahasa")
    await taps(sri, ChooseLanguage("en"))
    again = await sri.hears(offers(DialogStep("cancel")))
    assert "Payment" in again.text
    assert again.text != asked.text, "the same question, in the new language"
    sri.says("My money has not come")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert (ticket.language, ticket.text) == ("en", "My money has not come")
    await town.settled()


async def test_while_staff_work_on_a_report_and_see_it(town: Town) -> None:
    sri = await town.a_linked_seller(language="min")
    card = await town.card(await town.reported(sri, "Pitih alun masuak"))
    assert "🗣 Minangkabau" in card.text

    sri.says("/bahasa")
    await taps(sri, ChooseLanguage("su"))
    await sri.hears(offers(Open("report")))
    await town.settled()
    assert "🗣 Sunda\n" in card.text

    sri.says("Pitih panjualan ambo alun juo masuak lai")
    await town.settled()
    assert "🗣 Sunda · menulis Minangkabau\n" in card.text


async def test_before_anything_else_and_may_choose_again(town: Town) -> None:
    sri = town.a_stranger("Sri", language_code="en")
    sri.start()
    question = await sri.hears(offers(ChooseLanguage("su")))
    sri.presses(encode(ChooseLanguage("su")), message=question)
    await sri.hears(offers(AnswerConsent(1)))
    sri.presses(encode(ChooseLanguage("id")), message=question)
    await town.settled()

    assert (await town.seller(sri)).language == "id"
