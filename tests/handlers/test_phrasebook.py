import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.interpreting.telling import words as latest_words
from crm.phrasebook.files import Section
from crm.phrasebook.payloads import (
    Gloss,
    GlossRefused,
    NotGlossed,
    PhrasePage,
    PhrasesFound,
    WhichPhrasebook,
)
from crm.tickets import cards
from crm.tickets.payloads import CardUpdate
from handlers import phrasebook, routing
from models import Staff, Ticket
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted, rows
from tests.support.turns import BOT, Stage, group_chat
from views.actions import GlossTicket, ShowPhrases

TOPIC, CARD = 33, 34


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def ticket(session: AsyncSession) -> Ticket:
    seller = await a_seller(session, language="jv")
    return await a_ticket(
        session,
        seller=seller,
        topic_id=TOPIC,
        card_message_id=CARD,
        language="jv",
        text="Nuwun sewu, regane pira?",
    )


async def test_phrases_are_in_the_language_of_the_seller_at_hand_or_as_named(
    stage: Stage, session: AsyncSession, dewi: Staff, ticket: Ticket
) -> None:
    for text, topic in (
        ("/kamus", TOPIC),
        ("/kamus@sapa_bot min", TOPIC),
        ("/kamus basa Dayak Ngaju", None),
    ):
        await routing.group_command(await stage.in_group(dewi, text=text, topic=topic))
    shown = await posted(session, PhrasePage)
    assert [one.language for one in shown] == ["jv", "min", "nij"]
    places = [row.ticket_id for row in await rows(session, PhrasePage)]
    assert places == [ticket.id, ticket.id, None]
    await routing.group_command(await stage.in_group(dewi, text="/kamus indonesia"))
    await phrasebook.turn_page(await stage.press(dewi), ShowPhrases("xx", "greeting", 0))
    assert await posted(session, WhichPhrasebook) == [WhichPhrasebook(), WhichPhrasebook(9)]


async def test_all_pages_of_a_section_are_reached(
    stage: Stage, session: AsyncSession, dewi: Staff
) -> None:
    for page in (0, 1, 99):
        await phrasebook.turn_page(await stage.press(dewi), ShowPhrases("su", "word", page))
    first, second, last = await posted(session, PhrasePage)
    assert (first.section, first.page, second.page) == (Section.WORD, 0, 1)
    assert (last.page, last.message_id) == (last.pages - 1, 9)
    assert first.lines[0].indonesian == "toko"
    assert first.lines[-1] != second.lines[0]


@pytest.mark.usefixtures("ticket")
async def test_a_word_is_looked_up_in_one_language_or_in_all(
    stage: Stage, session: AsyncSession, dewi: Staff
) -> None:
    for text, topic in (
        ("/kamus harga", TOPIC),
        ("/kamus su harga", TOPIC),
        ("/kamus harga, sunda", TOPIC),
        ("/kamus harga", None),
        ("/kamus antah", TOPIC),
    ):
        await routing.group_command(await stage.in_group(dewi, text=text, topic=topic))
    here, named, at_the_end, everywhere, nothing = await posted(session, PhrasesFound)
    assert (here.language, here.lines[0].phrase) == ("jv", "regi / rega / rego")
    assert (named.language, named.typed) == ("su", "harga")
    assert at_the_end == named
    assert everywhere.language is None
    assert {"jv", "bug", "en"} <= {line.language for line in everywhere.lines}
    assert nothing.lines == ()


async def test_what_a_seller_wrote_is_explained_as_a_reply(
    stage: Stage, session: AsyncSession, dewi: Staff, ticket: Ticket
) -> None:
    relayed = {
        "message_id": 50, "date": 0, "chat": group_chat(), "from": BOT, "text": "Dereng saged",
    }  # fmt: skip
    turn = await stage.in_group(dewi, topic=TOPIC, text="/arti", reply_to_message=relayed)
    await routing.group_command(turn)
    await routing.group_command(await stage.in_group(dewi, topic=TOPIC, text="/arti"))
    await phrasebook.explain_ticket(await stage.press(dewi), GlossTicket(ticket.id or 0))
    under_message, in_topic, under_card = await posted(session, Gloss)
    assert [one.meaning for one in under_message.words] == ["belum", "bisa"]
    assert [one.text for one in in_topic.words] == ["Nuwun sewu,", "regane", "pira?"]
    assert (under_message.reply_to, in_topic.reply_to, under_card.reply_to) == (50, None, 9)
    assert {row.ticket_id for row in await rows(session, Gloss)} == {ticket.id}


async def test_what_cannot_be_explained_is_said(
    stage: Stage, session: AsyncSession, dewi: Staff
) -> None:
    await a_ticket(session, topic_id=TOPIC)
    for text, topic in (("/arti", None), ("/arti", TOPIC)):
        await routing.group_command(await stage.in_group(dewi, text=text, topic=topic))
    told = [one.why for one in await posted(session, GlossRefused)]
    assert told == [NotGlossed.WHICH, NotGlossed.NOT_REGIONAL]
    await routing.group_command(await stage.in_group(dewi, text="/arti jawa", topic=TOPIC))
    assert [one.language for one in await posted(session, Gloss)] == ["jv"]


async def test_the_card_offers_it_for_a_regional_language_only(
    session: AsyncSession, dewi: Staff, ticket: Ticket
) -> None:
    assert dewi.active
    plain = await a_ticket(session, card_message_id=CARD + 1)
    minang = "Uda, baa caronyo maubah harago barang ko? Ambo indak mangarati"
    mixed = await a_ticket(session, card_message_id=CARD + 2, text=minang)
    assert await latest_words(session, ticket=mixed) == minang
    await cards.show_all(session, tickets=[ticket, plain, mixed], now=NOW)
    shown = {one.ticket_id: one.explained for one in await posted(session, CardUpdate)}
    assert shown == {ticket.id: True, plain.id: False, mixed.id: True}
