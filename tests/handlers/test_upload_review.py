"""What staff and sellers press and write about a listing that was sent."""

from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.payload import Payload
from crm.tickets.payloads import AnswerUndelivered
from crm.tickets.relayed import Relay
from crm.uploads.review.lists import UploadList
from crm.uploads.review.payloads import (
    CategoryMenu,
    ChangeNotTaken,
    ChangePrompt,
    FieldMenu,
    LinkPrompt,
    ReviewOutcome,
    ReviewPressed,
    ReviewSaid,
    ReviewShown,
)
from crm.uploads.review.rules import Unfit
from crm.uploads.review.seller_payloads import (
    ChangeProposed,
    ChangeSettled,
    LinkAwaited,
    LinkQuestion,
    ListingInStore,
    ListingPressed,
    ListingTalk,
    ListingToast,
    PhotosWanted,
    ReadyFields,
    ReadyText,
)
from handlers import routing, tables
from handlers.turn import Turn
from models import Staff, Upload, UploadExport, UploadPhoto
from models.sellers import Reach
from models.tickets import TicketState
from models.uploads import ChangeState, UploadState
from tests.support.builders import a_seller, a_staff_member
from tests.support.chat import Chat
from tests.support.reviews import a_sent_listing, seller_of, ticket_of
from tests.support.tickets import GROUP, a_desk, posted
from tests.support.turns import Stage
from views.actions import (
    AnswerChange,
    ExportUploads,
    ListUploads,
    ReviewStep,
    ShowAgain,
    ShowUpload,
    SuggestCategory,
    SuggestField,
    TalkAboutListing,
    TellUploaded,
)

LINK = "https://pasar.example/p/42"


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def upload(session: AsyncSession, dewi: Staff, seller_chat: Chat) -> Upload:
    assert dewi.id
    return await a_sent_listing(session, seller=await seller_chat.seller())


async def replied(stage: Stage, staff: Staff, prompt: Payload, **message: Any) -> Turn:  # noqa: ANN401 - fields of the Bot API
    """Return the turn of a reply to a question of ours, as it is routed."""
    turn = await stage.replies(staff, prompt, **message)
    await routing.group_message(turn)
    return turn


async def test_a_change_is_chosen_typed_and_asked(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload
) -> None:
    number = upload.id or 0
    await stage.presses(dewi, ReviewStep(number, "suggest"))
    await stage.presses(dewi, SuggestField(number, "price"))
    await stage.presses(dewi, SuggestField(number, "category"))
    assert await posted(session, FieldMenu) == [FieldMenu(number)]
    assert await posted(session, CategoryMenu) == [CategoryMenu(number)]
    (prompt,) = await posted(session, ChangePrompt)
    assert (prompt.present, prompt.name) == ("15000", "Dewi")

    await replied(stage, dewi, prompt, text="mahal")
    await replied(stage, dewi, prompt, text="// tanya Ratna dulu")
    turn = await replied(stage, dewi, prompt, text="Rp17.500")
    assert [one.why for one in await posted(session, ChangeNotTaken)] == [Unfit.UNCLEAR]
    assert [one.outcome for one in await posted(session, ReviewSaid)] == [ReviewOutcome.SUGGESTED]
    assert [one.after for one in await posted(session, ChangeProposed)] == ["17500"]
    assert (turn.kind, turn.ticket_id) == ("upload_review_words", upload.ticket_id)

    toast = await stage.presses(dewi, SuggestCategory(number, "drinks"))
    assert toast == ReviewPressed(ReviewOutcome.SUGGESTED)
    await stage.presses(dewi, SuggestCategory(number, "cars"))
    assert len(await posted(session, ChangeNotTaken)) == 1 + 1


async def test_of_two_who_approve_the_second_is_told_who_was_first(
    stage: Stage, dewi: Staff, upload: Upload, session: AsyncSession
) -> None:
    late = await a_staff_member(session, name="Agus")
    number = upload.id or 0
    toasts = [await stage.presses(one, ReviewStep(number, "approve")) for one in (dewi, late)]
    assert toasts == [
        ReviewPressed(ReviewOutcome.APPROVED),
        ReviewPressed(ReviewOutcome.ALREADY, by="Dewi"),
    ]
    assert [one.state for one in await posted(session, ReviewShown)] == [UploadState.APPROVED]
    assert await stage.presses(dewi, ReviewStep(number, "suggest")) == ReviewPressed(
        ReviewOutcome.NOT_NOW
    )


async def test_staff_note_where_the_product_is(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload
) -> None:
    number = upload.id or 0
    early = await stage.presses(dewi, ReviewStep(number, "uploaded"))
    await stage.presses(dewi, ReviewStep(number, "approve"))
    await stage.presses(dewi, ReviewStep(number, "uploaded"))
    (prompt,) = await posted(session, LinkPrompt)
    await replied(stage, dewi, prompt, text="sudah tayang")
    await replied(stage, dewi, prompt, text=f"Ini: {LINK}")
    assert early == ReviewPressed(ReviewOutcome.NOT_NOW)
    assert [one.outcome for one in await posted(session, ReviewSaid)] == [
        ReviewOutcome.NO_LINK,
        ReviewOutcome.IN_STORE,
    ]
    assert [one.link for one in await posted(session, ListingInStore)] == [LINK]
    again = await stage.presses(dewi, ReviewStep(number, "nolink"))
    assert again == ReviewPressed(ReviewOutcome.ALREADY)


async def test_staff_are_told_that_the_seller_has_left(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload
) -> None:
    seller = await seller_of(session, upload)
    seller.telegram = Reach.BLOCKED
    number = upload.id or 0
    await stage.presses(dewi, SuggestCategory(number, "drinks"))
    await stage.presses(dewi, ReviewStep(number, "approve"))
    assert [one.phone for one in await posted(session, AnswerUndelivered)] == [seller.phone] * 2


async def test_buttons_of_what_is_gone_and_moves_of_another_day_say_so(
    stage: Stage, dewi: Staff, upload: Upload
) -> None:
    actions = (
        ReviewStep(upload.id or 0, "dance"),
        SuggestField(upload.id or 0, "preview"),
        ReviewStep(999, "approve"),
        ShowUpload(999),
    )
    toasts = [await stage.presses(dewi, action) for action in actions]
    assert toasts == [ReviewPressed(ReviewOutcome.GONE)] * len(actions)


async def test_the_lists_count_page_and_lead_to_a_listing(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload
) -> None:
    for _ in range(9):
        await a_sent_listing(session, keys=())
    await routing.group_message(await stage.in_group(dewi, text="hai"))
    _, show = tables.STAFF_COMMANDS["unggahan"]
    await show(await stage.in_group(dewi, text="/unggahan"))
    await stage.presses(dewi, ListUploads("sent", 99))
    await stage.presses(dewi, ListUploads("nonsense", 1))
    first, last, odd = await posted(session, UploadList)
    assert (len(first.lines), first.lines[0].upload_id, first.pages) == (8, upload.id, 2)
    assert (last.page, len(last.lines), last.message_id, odd.state) == (2, 2, 9, UploadState.SENT)
    assert first.counts[0].count == 1 + 9
    await stage.presses(dewi, ShowUpload(upload.id or 0))
    assert [one.message_id for one in await posted(session, ReviewShown)] == [9]
    await stage.presses(dewi, ExportUploads(1))
    assert (await session.get_one(UploadExport, GROUP)).everything


async def test_a_seller_agrees_once_and_sees_what_became_of_it(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload, seller_chat: Chat
) -> None:
    await stage.presses(dewi, SuggestCategory(upload.id or 0, "drinks"))
    (asked,) = await posted(session, ChangeProposed)
    said = [
        one
        for yes in (1, 0)
        for one in await seller_chat.presses(AnswerChange(asked.change_id, yes=yes))
    ]
    settled = [one.state for one in said if isinstance(one, ChangeSettled)]
    assert settled == [ChangeState.ACCEPTED] * 2
    assert len(seller_chat.toasts) == 1
    await session.refresh(upload)
    assert (upload.category, upload.state) == ("drinks", UploadState.SENT)


async def test_a_seller_who_will_send_other_photos_is_led_to_them(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload, seller_chat: Chat
) -> None:
    wish = ChangePrompt(upload.id or 0, "photos", "", dewi.telegram_id, "Dewi")
    await replied(stage, dewi, wish, text="di siang hari")
    (asked,) = await posted(session, ChangeProposed)
    said = await seller_chat.presses(AnswerChange(asked.change_id, yes=1))
    assert PhotosWanted(upload.id or 0, "di siang hari") in said


async def test_a_seller_tells_where_the_product_is(
    session: AsyncSession, upload: Upload, seller_chat: Chat
) -> None:
    number = upload.id or 0
    upload.state = UploadState.APPROVED
    name = upload.name
    asked = await seller_chat.presses(TellUploaded(number, sure=0))
    again = await seller_chat.says("tokokita.co.id/batik-ayu")
    done = await seller_chat.says(f"{LINK} ini kak")
    assert (asked, again) == (
        [LinkQuestion(number, name)],
        [LinkQuestion(number, name, again=True)],
    )
    assert ListingInStore(number, name, LINK) in done
    await session.refresh(upload)
    assert (upload.state, upload.link) == (UploadState.UPLOADED, LINK)


async def test_a_voice_instead_of_a_link_goes_to_staff(
    session: AsyncSession, upload: Upload, seller_chat: Chat
) -> None:
    upload.state = UploadState.APPROVED
    await seller_chat.presses(TellUploaded(upload.id or 0, sure=0))
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    said = await seller_chat.sends(voice=voice)
    assert said == [LinkAwaited(upload.id or 0, upload.name)]
    assert len(await posted(session, Relay)) == 1
    assert await seller_chat.dialog() == ("listing_link", "link")


async def test_and_so_do_words_and_photos_while_the_link_is_waited_for(
    session: AsyncSession, upload: Upload, seller_chat: Chat
) -> None:
    upload.state = UploadState.APPROVED
    await seller_chat.presses(TellUploaded(upload.id or 0, sure=0))
    said = [
        *await seller_chat.says("Saya belum menemukan tombol Bagikan"),
        *await seller_chat.sends_photo(media_group_id="a"),
        *await seller_chat.sends_photo(media_group_id="a"),
    ]
    assert said == [LinkAwaited(upload.id or 0, upload.name)], "one answer for all of a moment"
    sent = await posted(session, Relay)
    assert [len(one.message_ids) for one in sent] == [1, 2]
    assert ListingInStore(upload.id or 0, upload.name, LINK) in await seller_chat.says(LINK)


async def test_a_seller_sees_again_what_is_asked_or_copied(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload, seller_chat: Chat
) -> None:
    number = upload.id or 0
    assert await seller_chat.presses(ShowAgain(number)) == []
    await stage.presses(dewi, SuggestCategory(number, "drinks"))
    (asked,) = await posted(session, ChangeProposed)
    assert asked in await seller_chat.presses(ShowAgain(number))
    await session.refresh(upload)
    upload.state = UploadState.UPLOADED
    await session.execute(delete(UploadPhoto))
    again = [type(one) for one in await seller_chat.presses(ShowAgain(number))]
    assert again == [ReadyFields, ReadyText]


async def test_a_seller_wants_to_talk(
    session: AsyncSession, upload: Upload, seller_chat: Chat
) -> None:
    said = await seller_chat.presses(TalkAboutListing(upload.id or 0))
    assert ListingTalk(upload.id or 0, upload.name) in said
    assert (await ticket_of(session, upload)).state is TicketState.NEW


async def test_no_seller_reaches_another_ones_listing(
    stage: Stage, session: AsyncSession, dewi: Staff, upload: Upload
) -> None:
    await stage.presses(dewi, SuggestCategory(upload.id or 0, "drinks"))
    (asked,) = await posted(session, ChangeProposed)
    other = await a_seller(session)
    for action in (
        AnswerChange(asked.change_id, yes=1),
        TellUploaded(upload.id or 0, sure=1),
        TalkAboutListing(upload.id or 0),
        ShowAgain(upload.id or 0),
    ):
        turn = await stage.in_private(other.chat_id or 0, text="…")
        await tables.PRESSES[type(action)](turn, action)
        assert turn.answer == ListingToast(ListingPressed.GONE)
