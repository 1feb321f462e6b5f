"""A seller is asked about the language they write, once; their own choice stays."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from crm.outbox.payload import Payload
from crm.sellers.heard_languages import LanguageOffer
from crm.sellers.menu import Menu, MenuNote
from crm.sellers.payloads import ConsentQuestion, LanguageQuestion, LinkQuestion
from crm.tickets.reporting import DescribeQuestion
from models import HeardLanguage
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.chat import Chat, only, services_for_chats
from views.actions import AnswerConsent, AnswerLanguage, ChooseCategory, ChooseLanguage, Rate

JAVANESE = (
    "Kula mboten saged mlebet akun kula wiwit wingi sonten",
    "Kados pundi caranipun ngganti tembung sandi toko kula",
    "Pesenan saking tiyang tumbas dereng kula tampi ngantos sakmenika",
)
MINANGKABAU = (
    "Ambo indak bisa masuak ka akun ambo",
    "Pitih panjualan ambo alun juo masuak lai",
)
FORWARDED = {"type": "hidden_user", "sender_user_name": "Budi", "date": 0}
INDONESIAN = "Saya tidak bisa masuk ke akun saya sejak kemarin sore"


async def writes(chat: Chat, *texts: str) -> list[Payload]:
    """Let a seller write; return the questions about a language."""
    said = [payload for text in texts for payload in await chat.says(text)]
    return [payload for payload in said if isinstance(payload, LanguageOffer)]


@pytest.fixture
async def padang_chat(session: AsyncSession, database: Database, clock: MovableClock) -> Chat:
    """Return the chat of a seller who has not chosen, in Sumatera Barat."""
    seller = await a_seller(session, province="Sumatera Barat", language=None)
    return Chat(session, services_for_chats(database, clock), seller.chat_id or 0)


async def test_asked_after_some_messages_and_only_once(seller_chat: Chat) -> None:
    assert await writes(seller_chat, JAVANESE[0]) == [], "one message proves nothing"

    assert await writes(seller_chat, *JAVANESE, *JAVANESE) == [LanguageOffer("jv")]


async def test_nothing_is_kept_of_who_writes_as_expected(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await writes(seller_chat, INDONESIAN)
    assert (await session.scalars(select(HeardLanguage))).all() == []


async def test_nothing_of_the_text_is_kept(session: AsyncSession, seller_chat: Chat) -> None:
    await writes(seller_chat, *JAVANESE)
    (row,) = await session.scalars(select(HeardLanguage))
    assert not any(word in str(row.model_dump()) for word in ("kula", "akun", "toko"))


async def test_short_words_lead_to_no_question(padang_chat: Chat) -> None:
    assert await writes(padang_chat, *["indak bisa masuak"] * 6) == []


async def test_the_province_makes_it_likelier(padang_chat: Chat) -> None:
    assert await writes(padang_chat, *MINANGKABAU) == [LanguageOffer("min")]


async def test_one_message_alone_leads_to_no_question(padang_chat: Chat) -> None:
    long = f"{MINANGKABAU[0]} sajak kapatang patang, lah ambo cubo bakali kali indak juo bisa"
    assert await writes(padang_chat, long) == []
    assert await writes(padang_chat, MINANGKABAU[1]) == [LanguageOffer("min")]


async def test_few_words_among_emoji_and_numbers_lead_to_no_question(padang_chat: Chat) -> None:
    assert await writes(padang_chat, *["indak bisa masuak 😭 😭 😭 12 x"] * 6) == []


async def test_forwarded_words_tell_nothing(session: AsyncSession, padang_chat: Chat) -> None:
    for text in MINANGKABAU * 2:
        await padang_chat.says(text, forward_origin=FORWARDED)
    assert (await session.scalars(select(HeardLanguage))).all() == []
    await padang_chat.says("pakai bahaso Minang yo", forward_origin=FORWARDED)
    assert (await padang_chat.seller()).language is None


async def test_the_names_of_products_tell_nothing(
    session: AsyncSession, padang_chat: Chat
) -> None:
    await writes(padang_chat, *["Batik Tulis Canting Ayu Solo"] * 6)
    assert (await session.scalars(select(HeardLanguage))).all() == []


async def test_a_yes_is_spoken_at_once(seller_chat: Chat) -> None:
    await writes(seller_chat, *JAVANESE)
    await seller_chat.presses(AnswerLanguage("jv", 1))
    assert (await seller_chat.seller()).language == "jv"


async def test_a_yes_in_an_open_report_is_the_reports_language_too(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())
    await writes(seller_chat, *JAVANESE)
    await seller_chat.presses(AnswerLanguage("jv", 1))
    assert ticket.language == "jv"


async def test_a_no_changes_nothing(seller_chat: Chat) -> None:
    await writes(seller_chat, *JAVANESE)

    assert await seller_chat.presses(AnswerLanguage("jv", 0)) == []

    assert "stay" in seller_chat.toasts[0]
    assert (await seller_chat.seller()).language == "id"


async def test_a_no_is_a_choice_of_the_language_that_is_spoken(padang_chat: Chat) -> None:
    await writes(padang_chat, *MINANGKABAU)
    assert (await padang_chat.seller()).language is None

    await padang_chat.presses(AnswerLanguage("min", 0))

    assert (await padang_chat.seller()).language == "id"
    assert await writes(padang_chat, *MINANGKABAU, *MINANGKABAU) == [], "asked about once"
    assert await writes(padang_chat, JAVANESE[0]) == [], "a choice weighs more than one message"


async def test_a_language_that_was_left_is_not_proposed_again(seller_chat: Chat) -> None:
    await seller_chat.presses(ChooseLanguage("jv"))
    await seller_chat.presses(ChooseLanguage("id"))
    assert await writes(seller_chat, *JAVANESE, *JAVANESE) == []


async def test_in_a_report_a_yes_asks_its_question_again(seller_chat: Chat) -> None:
    await seller_chat.says("/lapor")
    await seller_chat.presses(ChooseCategory("login"))
    assert await writes(seller_chat, *JAVANESE) == [LanguageOffer("jv")]

    only(await seller_chat.presses(AnswerLanguage("jv", 1)), DescribeQuestion)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("tolong pakai bahasa Sunda ya", "su"),
        ("Basa Jawa", "jv"),
        ("in English please", "en"),
        ("tiang dot nganggen basa Bali 🙏", "ban"),
    ],
)
async def test_a_language_can_be_asked_for_in_words(
    seller_chat: Chat, text: str, tag: str
) -> None:
    assert only(await seller_chat.says(text), Menu).note is MenuNote.LANGUAGE
    assert (await seller_chat.seller()).language == tag


@pytest.mark.parametrize("text", ["ora ngerti basa Sunda", "ganti bahasa dong kak"])
async def test_who_does_not_understand_a_language_chooses_one(
    seller_chat: Chat, text: str
) -> None:
    assert not only(await seller_chat.says(text), LanguageQuestion).first
    assert (await seller_chat.seller()).language == "id"


async def rates(chat: Chat, session: AsyncSession) -> list[Payload]:
    """Let a seller give stars to an answer."""
    seller = await chat.seller()
    ticket = await a_ticket(session, seller=seller, state=TicketState.RESOLVED, resolved_at=NOW)
    return await chat.presses(Rate(ticket.id or 0, 5))


async def offers_a_report(chat: Chat, _session: AsyncSession) -> list[Payload]:
    """Let a seller write something that may become a report."""
    return await chat.says("Uang belum masuk")


async def reports(chat: Chat, _session: AsyncSession) -> list[Payload]:
    """Let a seller begin a report."""
    await chat.says("/lapor")
    return await chat.presses(ChooseCategory("login"))


@pytest.mark.parametrize("begins", [rates, offers_a_report, reports])
async def test_another_language_puts_the_question_at_hand_again(
    session: AsyncSession,
    seller_chat: Chat,
    begins: Callable[[Chat, AsyncSession], Awaitable[list[Payload]]],
) -> None:
    asked = await begins(seller_chat, session)
    assert await seller_chat.presses(ChooseLanguage("ban")) == asked[-1:]
    assert await seller_chat.says("pakai bahasa Sunda ya") == asked[-1:]
    assert (await seller_chat.seller()).language == "su"


async def test_a_stranger_may_write_their_language_and_goes_on_in_it(stranger: Chat) -> None:
    asked = only(await stranger.says("/start"), LanguageQuestion)
    consent = only(await stranger.says("basa Sunda"), ConsentQuestion)
    assert (asked.first, consent.waiting) == (True, 0)
    assert (await stranger.seller()).language == "su"
    assert await stranger.says("bahasa Jawa") == [consent]
    assert await stranger.presses(ChooseLanguage("id")) == [consent]
    link = only(await stranger.presses(AnswerConsent(1)), LinkQuestion)
    assert await stranger.presses(ChooseLanguage("jv")) == [link]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Sunda", "su"),
        ("jawa", "jv"),
        ("basa sunda", "su"),
        ("Minang aja kak", "min"),
        ("bahasa bugis", "bug"),
        ("Bali.", "ban"),
        ("Batak Toba, min", "bbc"),
        ("Bhâsa Madhurâ", "mad"),
        ("English", "en"),
        ("bahasa Jakarta", "bew"),
    ],
)
async def test_a_name_alone_answers_the_first_question(
    stranger: Chat, text: str, tag: str
) -> None:
    await stranger.says("/start")
    assert only(await stranger.says(text), ConsentQuestion).waiting == 0
    assert (await stranger.seller()).language == tag


@pytest.mark.parametrize("text", ["Jakarta", "Toko Sunda", "Sasak", "Uang saya belum masuk"])
async def test_whatever_else_is_written_there_waits(stranger: Chat, text: str) -> None:
    await stranger.says("/start")
    assert only(await stranger.says(text), LanguageQuestion).waiting == 1


async def test_a_forwarded_name_answers_nothing(stranger: Chat) -> None:
    await stranger.says("/start")
    forwarded = await stranger.says("basa Sunda", forward_origin=FORWARDED)
    assert only(forwarded, LanguageQuestion).waiting == 1


async def test_a_name_alone_is_no_wish_elsewhere(seller_chat: Chat) -> None:
    await seller_chat.says("Sunda")
    assert (await seller_chat.seller()).language == "id"


async def test_a_product_in_a_language_is_no_such_wish(seller_chat: Chat) -> None:
    await seller_chat.says("Buku bahasa Jawa saya tidak muncul di toko")
    assert (await seller_chat.seller()).language == "id"
