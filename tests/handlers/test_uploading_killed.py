"""The process dies between any two steps of the wizard: nothing that was said is lost."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from crm.outbox.payload import Payload
from crm.uploads.asking import (
    ListingPreview,
    NumberQuestion,
    ProductCategoryQuestion,
    VariantsQuestion,
)
from crm.uploads.describing.payloads import DescriptionDraft, DescriptionQuestion
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion
from crm.uploads.payloads import ListingSent, PassedToStaff
from crm.uploads.photos.payloads import PhotoPrompt
from crm.uploads.review.payloads import ReviewCard
from models import Ticket, Upload, UploadPhoto
from models.uploads import UploadState
from tests.support.builders import a_seller
from tests.support.chat import Chat, services_for_chats
from tests.support.tickets import a_desk, posted
from views.actions import MoveDescription, MoveName, PickCategory, UploadMove

VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
Act = Callable[[Chat], Awaitable[list[Payload]]]
WAY: tuple[tuple[Act, type[Payload] | None], ...] = (
    (lambda chat: chat.says("/unggah"), ProductCategoryQuestion),
    (lambda chat: chat.presses(PickCategory("snacks")), PhotoPrompt),
    (lambda chat: chat.sends_photo(), None),
    (lambda chat: chat.presses(UploadMove("photos", "next")), NamePartQuestion),
    (lambda chat: chat.says("keripik singkong"), NamePartQuestion),
    (lambda chat: chat.says("balado"), NamePartQuestion),
    (lambda chat: chat.presses(MoveName("origin", "done")), NameCheck),
    (lambda chat: chat.presses(MoveName("check", "use")), NumberQuestion),
    (lambda chat: chat.says("15rb"), NumberQuestion),
    (lambda chat: chat.says("20"), NumberQuestion),
    (lambda chat: chat.sends(voice=VOICE), PassedToStaff),
    (lambda chat: chat.says("250 gr"), VariantsQuestion),
    (lambda chat: chat.says("pedas, manis"), DescriptionQuestion),
    (lambda chat: chat.says("Renyah dan gurih"), DescriptionQuestion),
    (lambda chat: chat.presses(MoveDescription("ingredients", "done")), DescriptionDraft),
    (lambda chat: chat.presses(MoveDescription("draft", "use")), ListingPreview),
    (lambda chat: chat.presses(UploadMove("preview", "send")), ListingSent),
)
"""What the seller does, and what they are asked or told then."""


class Killed(Exception):
    """The process is no more."""


async def test_whatever_is_cut_off_is_done_once_by_the_next_process(
    database: Database, clock: MovableClock
) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        chat_id = (await a_seller(session)).chat_id or 0

    def woken(session: AsyncSession) -> Chat:
        """Return the chat as a process knows it that was just started."""
        return Chat(session, services_for_chats(database, clock), chat_id)

    for act, asked in WAY:
        with suppress(Killed):
            async with database.transaction() as session:
                await act(woken(session))
                raise Killed  # just before what it did would have been kept
        async with database.transaction() as session:
            said = await act(woken(session))
        assert [type(one) for one in said] == ([asked] if asked else [])

    async with database.reading() as session:
        (upload,) = await session.scalars(select(Upload))
        assert (upload.name, upload.price, upload.stock, upload.weight, upload.variants) == (
            "Keripik Singkong Balado", 15_000, 20, 250, ["Pedas", "Manis"],
        )  # fmt: skip
        assert (upload.answers, upload.state) == (
            {"special": "Renyah dan gurih"},
            UploadState.SENT,
        )
        for kind in (Ticket, UploadPhoto):
            assert len((await session.scalars(select(kind))).all()) == 1
        assert len(await posted(session, ReviewCard)) == 1
