"""From Start to a listing in the hands of staff, in regional languages alone."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from crm.macros.starters import Starter
from crm.understanding.rules import HOME
from models import Interaction, KnowledgeReading, Macro, Upload
from models.interactions import Direction
from models.uploads import UploadState
from simulator import CallbackPress, Message, Person
from tests.support.talk import arrives, offers, taps, taps_in
from tests.support.tongues import betrayals
from tests.support.town import Town
from views.actions import (
    AnswerTip,
    ChooseLanguage,
    DialogStep,
    ListTips,
    MoveDescription,
    MoveName,
    OfferMacros,
    OpenMenu,
    PickCategory,
    PreviewMacro,
    Rate,
    ReadTip,
    Resolve,
    SendMacro,
    UploadMove,
    encode,
)
from views.languages import INVITATION
from views.message import unmarked

STORE, OWNER = "Batik Ayu", "Sri Wahyuni"
REPORT, ANSWER, THANKS = "INV-20471: Rp 1.250.000?", "INV-20471 OK, Bu Sri.", "👍👍👍"
NAME = "Keripik Singkong Balado 250 g"
SAID = (STORE, OWNER, REPORT, ANSWER, THANKS, NAME, "Pasar Nusantara", unmarked(INVITATION))
"""What people say and call things, and what is said in several languages at once."""


@pytest.mark.parametrize("tag", ["jv", "min", "ban", "bug", "bbc"])
async def test_all_the_way(town: Town, tag: str) -> None:
    store = await town.a_store(store_name=STORE, owner_name=OWNER, province=_home(tag))
    sri = town.owner_of(store)
    await arrives(sri, town.invitation(store), language=tag)
    await sri.hears(STORE)
    toasts = [
        *await _reads(town, sri),
        *await _reports(town, sri),
        *await _makes_a_listing(town, sri, tag),
    ]
    await town.settled()

    assert betrayals("\n".join([await one.answered() for one in toasts]), tag) == []
    (listing,) = await town.all(Upload)
    assert (listing.name, listing.state) == (NAME, UploadState.SENT)
    spoken = await _spoken(town, sri)
    assert spoken[0][0] == "id", "before a language is chosen"
    assert {language for language, _ in spoken} == {"id", "en", tag}
    for language, message in spoken:
        found = betrayals("\n".join((message.text, *message.buttons)), tag, said=SAID)
        assert bool(found) is (language != tag), (language, found, message)


async def _reads(town: Town, sri: Person) -> list[CallbackPress]:
    """Look at the menu, the help and a tip, which helps."""
    sri.says("/bantuan")
    pressed = [await taps(sri, OpenMenu())]
    sri.says("/tips")
    pressed += [await taps(sri, ListTips("payment")), await taps(sri, ReadTip("payout_late"))]
    tip = await sri.hears(offers(AnswerTip))
    (reading,) = await town.all(KnowledgeReading)
    pressed.append(sri.presses(encode(AnswerTip(reading.id or 0, 1)), message=tip))
    await sri.hears(offers(OpenMenu()))
    return pressed


async def _reports(town: Town, sri: Person) -> list[CallbackPress]:
    """Report a problem; staff answer in two ways, and the answer is rated."""
    ticket = await town.reported(sri, REPORT)
    card, number = await town.card(ticket), ticket.id or 0
    await _answer_by_a_macro(town, card, number)
    await sri.hears("Dewi")
    town.agent.says(ANSWER, chat=town.group, thread=card.thread)
    await sri.hears(ANSWER)
    town.agent.presses(encode(Resolve(number)), chat=town.group, message=card)
    stars = await taps(sri, Rate(number, 5))
    await sri.hears(offers(DialogStep("skip")))
    sri.says(THANKS)
    await town.group.hears(THANKS)
    return [stars]


async def _answer_by_a_macro(town: Town, card: Message, number: int) -> None:
    town.agent.presses(encode(OfferMacros(number, here=0)), chat=town.group, message=card)
    offer = await town.group.hears(offers(PreviewMacro))
    (macro,) = await town.all(select(Macro).where(col(Macro.starter) == Starter.PAYOUT_CHECKED))
    chosen = macro.id or 0
    town.agent.presses(encode(PreviewMacro(number, chosen)), chat=town.group, message=offer)
    await taps_in(town.group, town.agent, SendMacro(number, chosen))


async def _makes_a_listing(town: Town, sri: Person, tag: str) -> list[CallbackPress]:
    """Make a listing; the question at hand is put again in each language chosen meanwhile."""
    sri.says("/unggah")
    pressed = [await taps(sri, PickCategory("snacks"))]
    await sri.hears(offers(UploadMove("photos", "skip")))
    sri.sends_photo()
    pressed.append(await taps(sri, UploadMove("photos", "next")))
    await sri.hears(offers(UploadMove("name", "skip")))
    sri.says(NAME)
    pressed.append(await taps(sri, MoveName("check", "use")))
    asked = await sri.hears(offers(UploadMove("price", "skip")))
    english, again = [await _switches(sri, one) for one in ("en", tag)]
    assert asked.text == again.text != english.text
    for step, answer in (("stock", "15000"), ("weight", "24"), ("variants", "250")):
        sri.says(answer)
        await sri.hears(offers(UploadMove(step, "next" if step == "variants" else "skip")))
    pressed.append(sri.presses(encode(UploadMove("variants", "next"))))
    pressed.append(await taps(sri, MoveDescription("special", "done")))
    pressed.append(await taps(sri, MoveDescription("draft", "use")))
    pressed.append(await taps(sri, UploadMove("preview", "send")))
    await sri.hears(lambda message: NAME in message.text and offers(OpenMenu())(message))
    return pressed


async def _switches(sri: Person, tag: str) -> Message:
    sri.says("/bahasa")
    await taps(sri, ChooseLanguage(tag))
    return await sri.hears(offers(UploadMove("price", "skip")))


async def _spoken(town: Town, sri: Person) -> list[tuple[str | None, Message]]:
    """Return what the bot told a person, each with the language that it meant to speak."""
    told = await town.all(
        select(Interaction)
        .where(col(Interaction.chat_id) == sri.id, col(Interaction.direction) == Direction.OUT)
        .order_by(col(Interaction.id))
    )
    languages = {row.message_id: row.locale for row in told}
    return [(languages[message.id], message) for message in sri.inbox]


def _home(tag: str) -> str:
    """Return a province where the language is among the first that are offered."""
    return next(province for province, tags in HOME.items() if tag in tags)
