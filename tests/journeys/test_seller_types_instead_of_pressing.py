from models.tickets import TicketState
from tests.support.talk import offers
from tests.support.town import Town, number_in
from views.actions import (
    AnswerConsent,
    ChooseIntent,
    ChooseLanguage,
    DialogStep,
    LinkBy,
    Open,
    Proactive,
    Rate,
    SayIfSolved,
)


async def test_from_the_first_word_to_the_report(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    sri.says("Sugeng enjing")
    await sri.hears(offers(ChooseLanguage("jv")))
    sri.says("jawa")
    await sri.hears(offers(AnswerConsent(1)))
    sri.says("nggih")
    later = await sri.hears(offers(LinkBy("later")))
    sri.says(later.buttons[2])
    await sri.hears(offers(Open("report")))
    sri.says("Arta sadean kula dereng mlebet dugi sakmenika")
    await sri.hears(offers(ChooseIntent("payment")))
    sri.says("inggih")
    await sri.hears(offers(DialogStep("send")))
    sri.says("inggih leres")

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text == "Arta sadean kula dereng mlebet dugi sakmenika"
    await town.settled()


async def test_thanks_and_that_it_is_solved(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    number, topic = ticket.id or 0, (await town.card(ticket)).thread
    town.agent.says("Sudah kami perbaiki ya, Bu.", chat=town.group, thread=topic)
    await sri.hears("Sudah kami perbaiki ya, Bu.")

    sri.says("makasih kak 🙏")
    await sri.hears(offers(SayIfSolved(number, 1)))
    await town.group.hears("makasih kak 🙏", thread=topic)
    sri.says("iya sudah")

    await sri.hears(offers(Rate(number, 5)))
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.RESOLVED


async def test_that_we_shall_be_silent(town: Town) -> None:
    sri = await town.a_linked_seller()

    sri.says("stop")
    await sri.hears(offers(Proactive(0)))
    sri.says("iya kak")

    await sri.hears(offers(Proactive(1)))
    await town.settled()
    assert not (await town.seller(sri)).proactive
