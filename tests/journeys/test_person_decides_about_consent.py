import json

import pytest

from models import Inbox, Interaction, Ticket
from models.sellers import Consent
from simulator import Person
from tests.support.talk import offers, taps
from tests.support.town import Town
from views.actions import (
    AnswerConsent,
    ChooseLanguage,
    LinkBy,
    MoreLanguages,
    ReadInIndonesian,
    encode,
)

SECRET = "Rekening saya 1234567890"


async def test_and_what_they_wrote_is_forgotten_after_a_no(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")

    sri.says(SECRET)
    await taps(sri, ChooseLanguage("id"))
    await taps(sri, AnswerConsent(0))
    await sri.hears(offers(AnswerConsent(1)))
    await town.settled()

    person = await town.seller(sri)
    assert person.consent is Consent.DECLINED
    assert person.owner_name == ""
    assert not await _kept(town)
    assert not await town.all(Ticket)


async def test_and_what_they_write_after_a_no_is_not_kept_either(town: Town) -> None:
    sri = await _declined(town)

    sri.says(SECRET)
    await sri.hears(offers(AnswerConsent(1)))
    sri.says("/lapor " + SECRET)
    await sri.hears(offers(AnswerConsent(1)))
    await town.settled()

    assert not await _kept(town)
    assert not await town.all(Ticket)
    assert not town.group.topics


async def test_and_what_they_wrote_in_the_same_breath_as_the_no_is_forgotten(town: Town) -> None:
    sri = town.a_stranger("Sri Wahyuni")
    sri.start()
    await taps(sri, ChooseLanguage("id"))
    question = await sri.hears(offers(AnswerConsent(0)))
    await town.settled()

    await town.closes()
    sri.says(SECRET)
    sri.presses(encode(AnswerConsent(0)), message=question)
    sri.says(SECRET)
    await town.opens()

    await sri.hears(offers(AnswerConsent(1)))
    await town.settled()
    assert not await _kept(town)


@pytest.mark.parametrize("tag", ["bug", "nij"])
async def test_and_reads_in_indonesian_what_they_are_asked(town: Town, tag: str) -> None:
    sri = town.a_stranger("Sri Wahyuni")
    sri.start()
    await taps(sri, MoreLanguages(1))
    await taps(sri, ChooseLanguage(tag))
    question = await sri.hears(offers(AnswerConsent(1)))
    asked = question.text

    sri.presses(encode(ReadInIndonesian(1)), message=question)
    await sri.hears(offers(ReadInIndonesian(0)))
    assert "Sebelum mulai" in question.text
    sri.presses(encode(ReadInIndonesian(0)), message=question)
    await sri.hears(offers(ReadInIndonesian(1)))
    assert question.text == asked
    sri.presses(encode(AnswerConsent(0)), message=question)
    await sri.hears(offers(ReadInIndonesian(1)))
    await town.settled()
    assert (await town.seller(sri)).consent is Consent.DECLINED


async def test_and_may_change_their_mind(town: Town) -> None:
    sri = await _declined(town)

    sri.says("Halo, saya perlu bantuan")
    await taps(sri, AnswerConsent(1))
    await taps(sri, LinkBy("later"))
    assert (await town.seller(sri)).consent is Consent.GIVEN
    ticket = await town.reported(sri, "Saya tidak bisa masuk.")

    assert "Saya tidak bisa masuk." in (await town.card(ticket)).text
    await town.settled()


async def _declined(town: Town) -> Person:
    sri = town.a_stranger("Sri Wahyuni")
    sri.start()
    await taps(sri, ChooseLanguage("id"))
    await taps(sri, AnswerConsent(0))
    await sri.hears(offers(AnswerConsent(1)))
    return sri


async def _kept(town: Town) -> list[str]:
    said = [row.text for row in await town.all(Interaction)]
    spooled = [row.payload for row in await town.all(Inbox)]
    return [text for text in (*said, *spooled) if SECRET in text or json.dumps(SECRET) in text]
