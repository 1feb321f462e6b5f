"""What staff decide about a listing, and what its seller says to their suggestions."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.tickets import losses
from crm.tickets.handling import SellerUnreachable
from crm.tickets.payloads import AnswerUndelivered, TicketResolved
from crm.uploads import discarding
from crm.uploads.listing import listing_of
from crm.uploads.review import changing, deciding, rules
from crm.uploads.review.changing import Suggestion
from crm.uploads.review.deciding import Told
from crm.uploads.review.fitting import fitted
from crm.uploads.review.payloads import ChangeAnswered, ReviewCard
from crm.uploads.review.refusals import ChangeDecided, ChangeUnfit, NotInReview
from crm.uploads.review.rules import Unfit, address_in, is_nearly_address
from crm.uploads.review.seller_payloads import (
    ChangeProposed,
    ListingInStore,
    ReadyFields,
    ReadyPictures,
    ReadyText,
)
from models import Staff, Upload, UploadChange
from models.sellers import Reach
from models.tickets import TicketState
from models.uploads import ChangeState, UploadState, UploadStep
from tests.support.builders import NOW, a_staff_member
from tests.support.reviews import KEY, a_sent_listing, seller_of, ticket_of
from tests.support.tickets import a_desk, everything_leaves, happened, posted

LINK, OTHER = "https://pasar.example/p/42", "https://pasar.example/p/43"


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def upload(session: AsyncSession, dewi: Staff) -> Upload:
    assert dewi.id
    return await a_sent_listing(session, english=True)


async def suggested(
    session: AsyncSession, upload: Upload, staff: Staff, field: UploadStep, text: str
) -> UploadChange:
    return await changing.suggest(
        session, upload=upload, suggestion=Suggestion(field, text), staff=staff, now=NOW
    )


async def answered(session: AsyncSession, change: UploadChange, *, yes: bool) -> Upload:
    upload = await session.get_one(Upload, change.upload_id)
    seller = await seller_of(session, upload)
    await changing.answer(session, change=change, upload=upload, seller=seller, yes=yes, now=NOW)
    return upload


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (UploadStep.PRICE, "Rp 17.500", "17500"),
        (UploadStep.WEIGHT, "1,5 kg", "1500"),
        (UploadStep.STOCK, "20 pcs", "20"),
        (UploadStep.NAME, "keripik  singkong balado 250 g", "Keripik Singkong Balado 250 g"),
        (UploadStep.VARIANTS, "Pedas, Manis", "Pedas, Manis"),
        (UploadStep.DESCRIPTION, "Renyah.\n\n\nGurih.", "Renyah.\n\nGurih."),
        (UploadStep.CATEGORY, "drinks", "drinks"),
        (UploadStep.PHOTOS, "dari samping juga", "dari samping juga"),
    ],
)
def test_what_staff_type_becomes_what_the_form_takes(
    field: UploadStep, text: str, value: str
) -> None:
    upload = Upload(seller_id=1, created_at=NOW, updated_at=NOW)
    assert fitted(field, text) == value
    rules.put(upload, field, value)
    assert rules.value_of(upload, field) == ("" if field is UploadStep.PHOTOS else value)


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        (UploadStep.PRICE, "murah", Unfit.UNCLEAR),
        (UploadStep.PRICE, "15", Unfit.UNCLEAR),
        (UploadStep.WEIGHT, "0 gram", Unfit.TOO_LOW),
        (UploadStep.WEIGHT, "9 ton 900000 kg", Unfit.TOO_HIGH),
        (UploadStep.NAME, "KERIPIK SINGKONG TERMURAH", Unfit.NAME),
        (UploadStep.NAME, "Keripik WA 081234567890", Unfit.NAME),
        (UploadStep.DESCRIPTION, "Pesan ke 0812 3456 7890", Unfit.CONTACT),
        (UploadStep.DESCRIPTION, "!!!", Unfit.EMPTY),
        (UploadStep.VARIANTS, "a" * 50, Unfit.TOO_LONG),
        (UploadStep.CATEGORY, "cars", Unfit.UNCLEAR),
        (UploadStep.PHOTOS, " ", Unfit.EMPTY),
    ],
)
def test_what_cannot_stand_there_is_refused(field: UploadStep, text: str, why: Unfit) -> None:
    with pytest.raises(ChangeUnfit) as refusal:
        fitted(field, text)
    assert refusal.value.why is why


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"Lihat produk ini: {LINK}.", LINK),
        ("HTTP://Pasar.example/a?b=1)", "HTTP://Pasar.example/a?b=1"),
        ("pasar.example/p/42", ""),
        ("javascript:alert(1)", ""),
        ("https://bank.example@evil.example/", ""),
        ("https://localhost/", ""),
        ("https://[::1", ""),
        ("https://a.example/" + "x" * 600, ""),
        ("", ""),
    ],
)
def test_only_an_address_of_a_page_is_a_link(text: str, address: str) -> None:
    assert address_in(text) == address


@pytest.mark.parametrize(
    ("text", "nearly"),
    [
        ("tokokita.co.id/batik", True),
        ("ini kak: htps:/toko.id/p/7", True),
        ("https //toko.id/p/7", True),
        ("www toko com", True),
        ("https://sri@toko.id/p/7", True),
        ("sri@gmail.com", False),
        ("harganya 50.000 ya", False),
        ("apa itu https?", False),
        ("di toko.com saya tidak ketemu tombol Bagikan, di mana?", False),
        ("", False),
    ],
)
def test_a_mistyped_address_is_told_from_words(text: str, *, nearly: bool) -> None:
    assert is_nearly_address(text) is nearly


async def test_a_change_is_asked_and_stands_once_the_seller_agrees(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    first = await suggested(session, upload, dewi, UploadStep.PRICE, "16000")
    second = await suggested(session, upload, dewi, UploadStep.PRICE, "17500")
    name = await suggested(session, upload, dewi, UploadStep.NAME, "Keripik Singkong Pedas 250 g")
    await session.refresh(first)
    assert (first.state, upload.state) == (ChangeState.REPLACED, UploadState.CHANGES)
    asked = await posted(session, ChangeProposed)
    assert [(one.before, one.after) for one in asked][1] == ("15000", "17500")

    await answered(session, second, yes=True)
    assert (upload.price, upload.state) == (17_500, UploadState.CHANGES)
    await answered(session, name, yes=False)
    assert (upload.name, upload.state) == ("Keripik Singkong Balado", UploadState.SENT)
    assert [one.state for one in await posted(session, ChangeAnswered)] == [
        ChangeState.ACCEPTED,
        ChangeState.DECLINED,
    ]
    with pytest.raises(ChangeDecided):
        await answered(session, second, yes=False)
    ticket = await ticket_of(session, upload)
    assert ticket.state is TicketState.OPEN
    kinds = ["change_suggested"] * 3 + ["change_accepted", "change_declined"]
    assert [one for one in await happened(session, ticket) if one.startswith("change")] == kinds


async def test_a_drafted_description_stands_before_a_written_one(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    listing = listing_of(upload)
    first = await suggested(session, upload, dewi, UploadStep.DESCRIPTION, "Renyah, gurih.")
    await answered(session, first, yes=True)
    await suggested(session, upload, dewi, UploadStep.DESCRIPTION, "Renyah sekali.")
    asked = await posted(session, ChangeProposed)
    assert [(one.before, one.drafted) for one in asked] == [
        ("", listing),
        ("Renyah, gurih.", None),
    ]


async def test_who_will_send_other_photos_has_a_draft_again(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    change = await suggested(session, upload, dewi, UploadStep.PHOTOS, "di siang hari")
    await answered(session, change, yes=True)
    assert (upload.state, upload.step) == (UploadState.DRAFT, UploadStep.PHOTOS)
    with pytest.raises(NotInReview):
        await deciding.approve(session, upload=upload, staff=dewi, now=NOW)


async def test_who_throws_it_away_then_lets_staff_know_and_is_asked_no_more(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    upload.card_message_id = 9
    price = await suggested(session, upload, dewi, UploadStep.PRICE, "17500")
    photos = await suggested(session, upload, dewi, UploadStep.PHOTOS, "di siang hari")
    await answered(session, photos, yes=True)
    await everything_leaves(session)
    found = {"upload_id": upload.id or 0, "seller_id": upload.seller_id}
    assert [await discarding.discard(session, **found, now=NOW) for _ in range(2)] == [True, False]
    (card,) = await posted(session, ReviewCard)
    assert (card.state, card.message_id) == (UploadState.DISCARDED, 9)
    with pytest.raises(ChangeDecided):
        await answered(session, price, yes=True)


async def test_a_value_that_is_there_already_is_not_suggested(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    with pytest.raises(ChangeUnfit) as refusal:
        await suggested(session, upload, dewi, UploadStep.PRICE, "15.000")
    assert refusal.value.why is Unfit.SAME


async def test_an_answer_after_the_ticket_was_done_opens_it_again(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    change = await suggested(session, upload, dewi, UploadStep.STOCK, "20")
    ticket = await ticket_of(session, upload)
    ticket.state, ticket.resolved_at = TicketState.RESOLVED, NOW
    await answered(session, change, yes=True)
    assert ticket.state is TicketState.OPEN


async def test_of_two_who_approve_the_first_has_it_and_the_seller_gets_everything(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    change = await suggested(session, upload, dewi, UploadStep.STOCK, "20")
    told = await deciding.approve(session, upload=upload, staff=dewi, now=NOW)
    late = await a_staff_member(session, name="Agus")
    with pytest.raises(NotInReview) as refusal:
        await deciding.approve(session, upload=upload, staff=late, now=NOW)

    assert (told, refusal.value.by) == (Told(reached=True), "Dewi")
    await session.refresh(change)
    assert change.state is ChangeState.WITHDRAWN
    assert [one.keys for one in await posted(session, ReadyPictures)] == [(KEY,)]
    assert [one.listing.price for one in await posted(session, ReadyFields)] == [15_000]
    assert [one.english for one in await posted(session, ReadyText)] == [False, True]


async def test_at_the_same_moment_one_approves(database: Database) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        upload = await a_sent_listing(session)
        staff = [await a_staff_member(session) for _ in range(3)]

    async def approve(one: Staff) -> bool:
        async with database.transaction() as session:
            found = await session.get_one(Upload, upload.id)
            try:
                await deciding.approve(session, upload=found, staff=one, now=NOW)
            except NotInReview:
                return False
            return True

    assert sorted(await asyncio.gather(*map(approve, staff))) == [False, False, True]
    async with database.reading() as session:
        assert len(await posted(session, ReadyFields)) == 1


async def test_staff_learn_whom_an_approval_was_the_first_not_to_reach(
    session: AsyncSession, upload: Upload
) -> None:
    answer = ReadyFields(upload.id or 0, listing_of(upload))
    await losses.not_reached(session, ticket_id=upload.ticket_id or 0, answer=answer, now=NOW)
    (told,) = await posted(session, AnswerUndelivered)
    assert told.phone == (await seller_of(session, upload)).phone


async def test_staff_learn_that_the_seller_has_left(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    seller = await seller_of(session, upload)
    seller.telegram = Reach.BLOCKED
    with pytest.raises(SellerUnreachable):
        await suggested(session, upload, dewi, UploadStep.STOCK, "20")
    told = await deciding.approve(session, upload=upload, staff=dewi, now=NOW)
    assert told == Told(reached=False, phone=seller.phone or "")
    assert upload.state is UploadState.APPROVED
    assert await posted(session, ReadyFields) == []


async def test_the_ticket_is_done_once_its_last_listing_is_in_the_store(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    seller, ticket = await seller_of(session, upload), await ticket_of(session, upload)
    other = await a_sent_listing(session, seller=seller, ticket_id=ticket.id, keys=())
    for one in (upload, other):
        await deciding.approve(session, upload=one, staff=dewi, now=NOW)
    await deciding.in_store(session, upload=other, by=seller, link="", now=NOW)
    assert ticket.state is TicketState.WAITING
    await deciding.in_store(session, upload=upload, by=dewi, link=LINK, now=NOW)
    assert ticket.state is TicketState.RESOLVED
    assert [one.link for one in await posted(session, ListingInStore)] == [LINK]
    assert len(await posted(session, TicketResolved)) == 1

    await deciding.in_store(session, upload=other, by=seller, link=LINK, now=NOW)
    assert other.link == LINK
    with pytest.raises(NotInReview):
        await deciding.in_store(session, upload=other, by=seller, link=OTHER, now=NOW)


async def test_the_card_tells_what_was_found_and_suggested(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    upload.card_message_id, upload.name = 9, "KERIPIK TERMURAH"
    await suggested(session, upload, dewi, UploadStep.NAME, "Keripik Singkong Pedas")
    (card,) = await posted(session, ReviewCard)
    assert [one.number for one in card.photos] == [1]
    assert card.findings
    assert [(one.after, one.by) for one in card.changes] == [("Keripik Singkong Pedas", "Dewi")]


async def test_nobody_reaches_a_change_of_another_ones_listing(
    session: AsyncSession, upload: Upload, dewi: Staff
) -> None:
    change = await suggested(session, upload, dewi, UploadStep.STOCK, "20")
    own = upload.seller_id
    found = [
        await changing.change_of(session, change_id=change.id or 0, seller_id=one)
        for one in (own, own + 1, 0)
    ]
    assert [one is not None for one in found] == [True, False, False]
    assert change.state is ChangeState.PROPOSED
