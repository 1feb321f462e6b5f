from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.invitations import LIFETIME, invitation_secret, sign
from crm.sellers.menu import Menu, MenuNote
from crm.sellers.payloads import (
    ClaimReceived,
    ConsentDeclined,
    ConsentNeeded,
    ConsentQuestion,
    ContactNotOwn,
    ContactQuestion,
    InvitationTrouble,
    LanguageQuestion,
    Linked,
    LinkedLater,
    LinkQuestion,
    OtherStoreHere,
    StoreNameQuestion,
    StoreTaken,
    WhichStore,
)
from crm.tickets.reporting import CategoryQuestion, OfferReport, ReportSummary
from models import Seller, Ticket
from models.sellers import Consent, Reach
from models.tickets import TicketKind
from tests.support.builders import NOW, a_seller
from tests.support.chat import TOKEN, Chat, only
from views.actions import (
    AnswerConsent,
    ChooseCategory,
    ChooseLanguage,
    ChooseStore,
    LinkBy,
    MakeReport,
    MoreLanguages,
)

PHONE = "+6281234567890"


async def an_invited(session: AsyncSession, **facts: object) -> tuple[Seller, str]:
    unlinked: dict[str, object] = {"chat_id": None, "linked_at": None, "language": None}
    seller = await a_seller(session, **(unlinked | facts))
    return seller, sign(seller.id or 0, secret=invitation_secret(TOKEN), now=NOW)


async def agree(chat: Chat, start: str = "/start") -> list[object]:
    await chat.says(start)
    await chat.presses(ChooseLanguage("jv"))
    return [*await chat.presses(AnswerConsent(1))]


async def tickets(session: AsyncSession) -> list[Ticket]:
    return list(await session.scalars(select(Ticket)))


async def test_a_stranger_is_asked_language_consent_and_store(stranger: Chat) -> None:
    assert only(await stranger.says("/start"), LanguageQuestion).first
    only(await stranger.presses(ChooseLanguage("jv")), ConsentQuestion)
    assert stranger.toasts == ["English"], "the toast is worded in the language chosen"
    only(await stranger.presses(AnswerConsent(1)), LinkQuestion)
    only(await stranger.presses(LinkBy("later")), LinkedLater)

    visitor = await stranger.seller()
    assert (visitor.language, visitor.consent) == ("jv", Consent.GIVEN)
    assert await stranger.dialog() is None


async def test_a_stranger_may_speak_at_every_step_and_is_told_that_it_is_kept(
    session: AsyncSession, stranger: Chat
) -> None:
    for name in ("Batik Ayu", "Batik Ayu 2"):
        await an_invited(session, phone=PHONE, store_name=name)
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    assert only(await stranger.sends(voice=voice), LanguageQuestion).waiting == 1
    await stranger.presses(ChooseLanguage("jv"))
    assert only(await stranger.sends(voice=voice), ConsentQuestion).waiting == 2
    await stranger.presses(AnswerConsent(1))
    assert only(await stranger.sends(voice=voice), LinkQuestion).waiting == 3
    await stranger.presses(LinkBy("contact"))
    assert only(await stranger.sends(voice=voice), ContactQuestion).waiting == 4
    only(await stranger.shares(PHONE), WhichStore)
    assert only(await stranger.sends(voice=voice), WhichStore).waiting == 5
    said = await stranger.presses(LinkBy("later"))
    assert [one.count for one in said if isinstance(one, OfferReport)] == [5]


async def test_who_follows_an_invitation_is_offered_the_languages_around_the_store(
    session: AsyncSession, stranger: Chat
) -> None:
    _, token = await an_invited(session, province="Sumatera Barat")

    asked = only(await stranger.says(f"/start {token}"), LanguageQuestion)
    turned = only(await stranger.presses(MoreLanguages(1)), LanguageQuestion)

    assert asked == LanguageQuestion(first=True, province="Sumatera Barat")
    assert (turned.first, turned.province, turned.page) == (True, "Sumatera Barat", 1)
    only(await stranger.presses(ChooseLanguage("min")), ConsentQuestion)


JAVANESE = "Kula mboten saged mlebet akun kula wiwit wingi sonten"


async def test_the_language_that_a_stranger_writes_is_offered_first(stranger: Chat) -> None:
    first = only(await stranger.says("Kula mboten saged mlebet"), LanguageQuestion)
    more = only(await stranger.says("akun kula wiwit wingi sonten"), LanguageQuestion)
    turned = only(await stranger.presses(MoreLanguages(1)), LanguageQuestion)

    assert [one.written for one in (first, more, turned)] == [None, "jv", "jv"]
    await stranger.presses(ChooseLanguage("jv"))
    assert only(await stranger.says("/bahasa"), LanguageQuestion).written is None


async def test_the_language_that_a_stranger_asks_for_is_offered_first(stranger: Chat) -> None:
    asked = only(await stranger.says("punten, tiasa basa Sunda?"), LanguageQuestion)
    assert asked.written == "su"


async def test_neither_forwarded_words_nor_names_tell_a_strangers_language(
    stranger: Chat,
) -> None:
    budi = {"type": "hidden_user", "sender_user_name": "Budi", "date": 0}
    for text, facts in (
        (JAVANESE, {"forward_origin": budi}),
        (JAVANESE, {"forward_origin": budi}),
        ("Batik Tulis Canting Ayu Solo Asli", {}),
    ):
        assert only(await stranger.says(text, **facts), LanguageQuestion).written is None


async def test_what_is_written_counts_more_than_where_the_store_is(
    session: AsyncSession, stranger: Chat
) -> None:
    _, token = await an_invited(session, province="Sumatera Barat")
    await stranger.says(f"/start {token}")

    asked = only(await stranger.says(JAVANESE), LanguageQuestion)

    assert (asked.province, asked.written) == ("Sumatera Barat", "jv")


async def test_an_invited_seller_is_greeted_by_store(
    session: AsyncSession, stranger: Chat
) -> None:
    store, token = await an_invited(session, store_name="Batik Ayu")

    answers = await agree(stranger, f"/start {token}")

    assert answers == [Linked(store="Batik Ayu")]
    assert (await stranger.seller()).id == store.id
    assert await stranger.dialog() is None


async def test_pressing_start_twice_asks_the_same_again(stranger: Chat) -> None:
    await stranger.says("/start")
    await stranger.presses(ChooseLanguage("jv"))

    only(await stranger.says("/start"), ConsentQuestion)


async def test_a_seller_who_presses_start_gets_the_menu(seller_chat: Chat) -> None:
    assert only(await seller_chat.says("/start"), Menu).linked


async def test_a_visitor_who_is_invited_later_is_linked_at_once(
    session: AsyncSession, stranger: Chat
) -> None:
    store, token = await an_invited(session)
    await agree(stranger)

    only(await stranger.says(f"/start {token}"), Linked)

    assert (await stranger.seller()).id == store.id
    assert await stranger.dialog() is None


async def test_the_own_invitation_again_shows_the_menu(
    session: AsyncSession, stranger: Chat
) -> None:
    _, token = await an_invited(session)
    await agree(stranger, f"/start {token}")

    only(await stranger.says(f"/start {token}"), Menu)


@pytest.mark.parametrize(
    ("token", "trouble"),
    [
        ("AAAA", InvitationTrouble.INVALID),
        (
            sign(1, secret=invitation_secret(TOKEN), now=NOW - LIFETIME),
            InvitationTrouble.EXPIRED,
        ),
    ],
)
async def test_a_bad_invitation_is_no_obstacle(
    stranger: Chat, seller_chat: Chat, token: str, trouble: InvitationTrouble
) -> None:
    only(await stranger.says(f"/start {token}"), LanguageQuestion)
    await stranger.presses(ChooseLanguage("id"))
    assert only(await stranger.presses(AnswerConsent(1)), LinkQuestion).trouble is trouble

    assert only(await seller_chat.says(f"/start {token}"), Menu).trouble is trouble


async def test_an_invitation_to_a_store_that_is_gone_is_no_obstacle(
    stranger: Chat, seller_chat: Chat
) -> None:
    token = sign(404, secret=invitation_secret(TOKEN), now=NOW)

    assert await agree(stranger, f"/start {token}") == [
        LinkQuestion(trouble=InvitationTrouble.GONE)
    ]
    menu = only(await seller_chat.says(f"/start {token}"), Menu)
    assert (menu.trouble, menu.linked) == (InvitationTrouble.GONE, True)


async def test_staff_decide_where_the_store_has_another_chat(
    session: AsyncSession, stranger: Chat
) -> None:
    store, token = await an_invited(session, chat_id=77)

    answers = await agree(stranger, f"/start {token}")

    (ticket,) = await tickets(session)
    assert answers == [StoreTaken(ticket_id=ticket.id or 0)]
    assert ticket.kind is TicketKind.CLAIM
    assert [one["seller_id"] for one in ticket.data["candidates"]] == [store.id]
    assert store.chat_id == 77


async def test_staff_decide_where_the_chat_has_another_store(
    session: AsyncSession, seller_chat: Chat
) -> None:
    own = await seller_chat.seller()
    _, token = await an_invited(session)

    answer = only(await seller_chat.says(f"/start {token}"), OtherStoreHere)

    assert answer.store == own.store_name
    assert (await seller_chat.seller()).id == own.id


async def test_the_own_contact_finds_the_store(session: AsyncSession, stranger: Chat) -> None:
    await an_invited(session, phone=PHONE, store_name="Batik Ayu")
    await agree(stranger)

    only(await stranger.presses(LinkBy("contact")), ContactQuestion)
    answers = await stranger.shares(PHONE.removeprefix("+"))

    assert answers == [Linked(store="Batik Ayu", keyboard=True), Menu(linked=True)]


async def test_the_contact_of_somebody_else_is_refused_kindly(
    session: AsyncSession, stranger: Chat
) -> None:
    store, _ = await an_invited(session, phone=PHONE)
    await agree(stranger)
    await stranger.presses(LinkBy("contact"))

    only(await stranger.shares(PHONE, user_id=56), ContactNotOwn)

    assert store.chat_id is None
    assert await stranger.dialog() == ("start", "contact")


async def test_a_number_without_a_store_leads_to_the_name(
    session: AsyncSession, stranger: Chat
) -> None:
    store, _ = await an_invited(session, store_name="Batik Ayu", store_key="batik ayu")
    await agree(stranger)
    await stranger.presses(LinkBy("contact"))

    assert only(await stranger.shares(PHONE), StoreNameQuestion).unknown_phone
    claimed, menu = await stranger.says("batik ayu")

    (ticket,) = await tickets(session)
    assert claimed == ClaimReceived(
        ticket_id=ticket.id or 0, typed_name="batik ayu", keyboard=True
    )
    assert isinstance(menu, Menu)
    assert [one["seller_id"] for one in ticket.data["candidates"]] == [store.id]
    assert await stranger.dialog() is None


async def test_the_owner_of_several_stores_chooses(session: AsyncSession, stranger: Chat) -> None:
    await an_invited(session, phone=PHONE, store_name="A")
    second, _ = await an_invited(session, phone=PHONE, store_name="B")
    await agree(stranger)
    await stranger.presses(LinkBy("contact"))

    question = only(await stranger.shares(PHONE), WhichStore)
    assert [store.store for store in question.stores] == ["A", "B"]
    linked, _ = await stranger.presses(ChooseStore(second.id or 0))

    assert linked == Linked(store="B", keyboard=True)


async def test_a_name_that_no_store_has_is_looked_for_by_staff(
    session: AsyncSession, stranger: Chat
) -> None:
    await agree(stranger)
    only(await stranger.presses(LinkBy("name")), StoreNameQuestion)

    only(await stranger.says("Kopi Gayo Asli"), ClaimReceived)

    (ticket,) = await tickets(session)
    assert ticket.data["typed_name"] == "Kopi Gayo Asli"


async def test_a_stores_name_is_taken_even_where_a_button_was_asked_for(
    session: AsyncSession, stranger: Chat
) -> None:
    await an_invited(session, store_name="Batik Ayu", store_key="batik ayu")
    await agree(stranger)

    only(await stranger.says("Batik Ayu"), ClaimReceived)


async def test_a_contact_that_comes_late_still_links(
    session: AsyncSession, stranger: Chat
) -> None:
    await an_invited(session, phone=PHONE)
    await agree(stranger)
    await stranger.presses(LinkBy("later"))

    only(await stranger.shares(PHONE), Linked)


async def test_a_strangers_first_words_are_never_lost(
    session: AsyncSession, stranger: Chat
) -> None:
    first = only(await stranger.says("Uang saya belum masuk"), LanguageQuestion)
    assert first.first
    album = [
        await stranger.sends_photo(media_group_id="a", caption="bukti"),
        await stranger.sends_photo(media_group_id="a"),
    ]
    assert [len(answers) for answers in album] == [1, 0], "an album is answered once"
    await stranger.presses(ChooseLanguage("id"))
    assert only(await stranger.presses(AnswerConsent(1)), LinkQuestion).waiting == 2

    later, offer = await stranger.presses(LinkBy("later"))

    assert isinstance(later, LinkedLater)
    assert isinstance(offer, OfferReport)
    assert (offer.count, offer.text) == (2, "Uang saya belum masuk\nbukti")
    only(await stranger.presses(MakeReport(offer.message_id, 1)), CategoryQuestion)
    summary = only(await stranger.presses(ChooseCategory("payment")), ReportSummary)
    assert summary.pictures == 2


async def test_who_declines_is_respected_and_can_agree_later(
    session: AsyncSession, stranger: Chat
) -> None:
    await stranger.says("halo")
    await stranger.presses(ChooseLanguage("id"))

    only(await stranger.presses(AnswerConsent(0)), ConsentDeclined)

    assert await stranger.dialog() is None
    assert (await stranger.seller()).consent is Consent.DECLINED
    assert only(await stranger.says("tolong"), ConsentNeeded).said
    assert not only(await stranger.says("/lapor"), ConsentNeeded).said
    assert await tickets(session) == []
    only(await stranger.presses(AnswerConsent(1)), LinkQuestion)


async def test_who_declined_and_starts_again_is_asked_again(stranger: Chat) -> None:
    await stranger.says("/start")
    await stranger.presses(ChooseLanguage("id"))
    await stranger.presses(AnswerConsent(0))

    only(await stranger.says("/start"), LanguageQuestion)


async def test_an_album_of_who_declined_is_answered_once(stranger: Chat) -> None:
    await stranger.says("/start")
    await stranger.presses(ChooseLanguage("id"))
    await stranger.presses(AnswerConsent(0))

    parts = [await stranger.sends_photo(media_group_id="a") for _ in range(3)]

    assert [len(answers) for answers in parts] == [1, 0, 0]


async def test_a_stranger_who_asks_for_anything_is_welcomed_first(stranger: Chat) -> None:
    for command in ("/lapor", "/menu", "/laporan_saya", "/bahasa"):
        only(await stranger.says(command), LanguageQuestion)


async def test_an_unfinished_welcome_goes_on_days_later(stranger: Chat) -> None:
    await stranger.says("halo, mau tanya")
    await stranger.presses(ChooseLanguage("id"))
    stranger.waits(timedelta(days=10))

    assert only(await stranger.says("mau tanya lagi"), ConsentQuestion).waiting == 2


async def test_blocking_and_coming_back_are_noted(seller_chat: Chat, stranger: Chat) -> None:
    await seller_chat.blocks()
    assert (await seller_chat.seller()).telegram is Reach.BLOCKED

    await seller_chat.blocks(status="member")
    assert (await seller_chat.seller()).telegram is Reach.OK

    await stranger.blocks()
    await stranger.blocks(status="member")


async def test_leaving_the_welcome_shows_the_menu(stranger: Chat) -> None:
    await stranger.says("/start")

    menu = only(await stranger.says("/batal"), Menu)

    assert (menu.note, menu.linked) == (MenuNote.LEFT, False)
