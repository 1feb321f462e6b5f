from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import (
    AnswerConsent,
    ChooseCategory,
    ChooseLanguage,
    DialogStep,
    MoreLanguages,
    Open,
    ReadInIndonesian,
    encode,
)
from views.words import Catalogs

INDONESIAN = Catalogs.load()["id"]


async def test_from_the_invitation_to_a_report(town: Town) -> None:
    uni, invitation = await town.an_invited_seller(
        province="Sumatera Barat", store_name="Rendang Uni"
    )

    uni.start(invitation)
    question = await uni.hears(offers(ChooseLanguage("min")))
    assert question.buttons[0] == "Bahaso Minang"
    uni.presses(encode(MoreLanguages(1)), message=question)
    turned = await uni.hears(offers(ChooseLanguage("nij")))
    assert turned.id == question.id, "the page is turned in the same message"
    uni.presses(encode(MoreLanguages(0)), message=turned)
    await taps(uni, ChooseLanguage("min"))
    await taps(uni, AnswerConsent(1))
    await uni.hears("Rendang Uni")
    assert (await town.seller(uni)).language == "min"

    uni.says("/lapor")
    await taps(uni, ChooseCategory("payment"))
    uni.says("Pitih jualan alun masuak")
    await taps(uni, DialogStep("done"))
    await taps(uni, DialogStep("send"))
    ticket = await town.ticket(number_in(await uni.hears(r"#\d+")))
    assert ticket.language == "min"
    await town.settled()


async def test_and_reads_a_long_message_in_indonesian_without_leaving_it(town: Town) -> None:
    uni = await town.a_linked_seller(language="min")

    uni.says("/privasi")
    message = await uni.hears(offers(ReadInIndonesian(1)))
    told = message.text, message.buttons
    uni.presses(encode(ReadInIndonesian(1)), message=message)
    await uni.hears(offers(ReadInIndonesian(0)))
    there = message.text, message.buttons
    uni.presses(encode(ReadInIndonesian(0)), message=message)
    await uni.hears(offers(ReadInIndonesian(1)))

    assert (message.text, message.buttons) == told
    assert told[1][-1] == "👁 Bahasa Indonesia"
    assert there[0] != told[0]
    assert there[1][-2:] == [INDONESIAN.pgettext("button", "🏠 Menu"), "👁 Bahaso Minang"]
    uni.presses(encode(Open("report")), message=message)
    await uni.hears(offers(ChooseCategory("payment")))
    await town.settled()
    assert (await town.seller(uni)).language == "min"
