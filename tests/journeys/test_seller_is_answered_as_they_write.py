from crm.sellers.heard_languages import LanguageOffer
from models import Interaction
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import AnswerLanguage, ChooseIntent, DialogStep, MakeReport, encode

FIRST = "Ambo indak bisa masuak ka akun ambo"
MORE = "Alah ambo cubo baliak tapi masih indak bisa juo"


async def test_in_minangkabau_once_they_say_yes(town: Town) -> None:
    sri = await town.a_linked_seller(province="Sumatera Barat", language=None)

    said = sri.says(FIRST)
    await sri.hears(offers(MakeReport(said.id, 1)))
    sri.says(MORE)
    question = await sri.hears(offers(AnswerLanguage("min", 1)))
    assert "Tulisannya pakai Bahaso Minang" in question.text
    assert "Tulisannyo pakai Bahaso Minang" in question.text
    sri.presses(encode(AnswerLanguage("min", 1)), message=question)
    again = await sri.hears("Iko nan dimukasuik?")
    sri.presses(encode(ChooseIntent("login")), message=again)
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert (ticket.language, ticket.text) == ("min", f"{FIRST}\n{MORE}")
    await town.settled()
    kinds = [row.kind for row in await town.all(Interaction)]
    assert kinds.count(LanguageOffer.template) == 1
