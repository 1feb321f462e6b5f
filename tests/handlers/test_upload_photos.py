"""The step for photos: what sellers send there, and what they press."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.sellers.menu import OldButton
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.payloads import (
    PhotoChosen,
    PhotoExample,
    PhotoGone,
    PhotoNotTaken,
    PhotoPrompt,
    PhotosFixed,
    PhotoTakenOut,
    ShownPhoto,
    Unusable,
)
from handlers.dialogs.engine import Said
from handlers.turn import Turn
from handlers.uploading import photos
from handlers.uploading.courses import Course
from models import Seller, Upload, UploadPhoto
from models.uploads import PhotoState, UploadState, UploadStep
from tests.support.builders import a_seller, an_upload
from tests.support.tickets import posted
from tests.support.turns import Stage
from views.actions import ChoosePhoto, ChoosePhotos, ShowPhotoExample, TakeOutPhoto

FILE = {"file_id": "d", "file_unique_id": "d", "file_size": 1000}


class Step:
    """The step with one listing."""

    def __init__(self, stage: Stage, seller: Seller, upload: Upload) -> None:
        """Begin it."""
        self.stage, self.seller, self.upload = stage, seller, upload
        self._number = 0

    async def turn(self, **content: Any) -> Turn:  # noqa: ANN401 - fields of the Bot API
        self._number += 1
        return await self.stage.in_private(
            self.seller.chat_id or 0, message_id=self._number, **content
        )

    async def sends(self, **content: object) -> None:
        turn = await self.turn(**content)
        assert await photos.take(turn, self.upload, {}, Said(message=turn.message)) is Course.STAY
        await self.stage.session.flush()

    async def sends_photo(self, name: str, **content: object) -> None:
        sizes = [
            {"file_id": f"{name}{side}", "file_unique_id": f"{name}{side}", "width": side,
             "height": side, "file_size": side}
            for side in (1280, 90, 320)
        ]  # fmt: skip
        await self.sends(photo=sizes, **content)

    async def kept(self) -> list[str]:
        found = await self.stage.session.scalars(
            select(UploadPhoto).order_by(col(UploadPhoto.number))
        )
        return [one.file_id for one in found]


@pytest.fixture
async def step(stage: Stage, session: AsyncSession) -> Step:
    seller = await a_seller(session)
    upload = await an_upload(session, seller=seller, category="craft", step=UploadStep.PHOTOS)
    return Step(stage, seller, upload)


async def test_pictures_are_taken_in_their_largest_size_or_as_files(step: Step) -> None:
    await step.sends_photo("a", caption="Keranjang")
    await step.sends(document=FILE | {"mime_type": "image/heic"})
    await step.sends(document=FILE | {"file_name": "IMG.JPG", "file_unique_id": "e"})
    assert await step.kept() == ["a1280", "d", "d"]
    assert await photos.ask(await step.turn(text="…"), step.upload, {}) == PhotoPrompt(
        "craft", photos=tuple(ShownPhoto(one, one) for one in (1, 2, 3)), waiting=3
    )


async def test_what_is_no_photo_is_declined_kindly(step: Step, session: AsyncSession) -> None:
    await step.sends(text="keranjang rotan")
    await step.sends(video=FILE | {"width": 1, "height": 1, "duration": 1})
    gif = {"width": 1, "height": 1, "duration": 1, "mime_type": "video/mp4"}
    await step.sends(animation=FILE | gif, document=FILE | {"mime_type": "video/mp4"})
    await step.sends(document=FILE | {"file_name": "nota.pdf", "mime_type": "application/pdf"})
    assert await step.kept() == []
    told = await posted(session, PhotoNotTaken)
    assert [one.why for one in told] == [
        Unusable.NO_PHOTO, Unusable.MOVING, Unusable.MOVING, Unusable.NO_PHOTO,
    ]  # fmt: skip


async def test_whoever_is_declined_can_go_on_with_the_photos_there(
    step: Step, session: AsyncSession
) -> None:
    await step.sends_photo("a")
    await step.sends(text="sudah")
    await step.sends_photo("a")
    there = (ShownPhoto(1, 1),)
    assert await posted(session, PhotoNotTaken) == [
        PhotoNotTaken(Unusable.NO_PHOTO, photos=there, asked=True),
        PhotoNotTaken(Unusable.SAME, number=1, photos=there, asked=True),
    ]


async def test_an_album_that_is_too_much_is_answered_once(
    step: Step, session: AsyncSession
) -> None:
    for number in range(10):
        await step.sends_photo(f"p{number}", media_group_id="1")
    await step.sends_photo("p3")
    await step.sends(document=FILE | {"mime_type": "image/png", "file_size": 21 * 1024 * 1024})
    assert len(await step.kept()) == 8
    told = await posted(session, PhotoNotTaken)
    assert [(one.why, one.number, len(one.photos)) for one in told] == [
        (Unusable.FULL, 0, 8),
        (Unusable.SAME, 4, 8),
        (Unusable.TOO_BIG, 0, 8),
    ]


async def test_presses_are_answered_with_a_toast(step: Step, session: AsyncSession) -> None:
    await step.sends_photo("a")
    photo = (await session.scalars(select(UploadPhoto))).one()
    number, upload_id = photo.id or 0, step.upload.id or 0
    turn = await step.turn(text="…")

    await photos.choose(turn, ChoosePhoto(number, 1))
    assert turn.answer == PhotoGone(), "there is no better version yet"
    photo.state, photo.improvable = PhotoState.CHECKED, True
    await photos.choose(turn, ChoosePhoto(number, 1))
    assert (turn.answer, photo.improved) == (PhotoChosen(1, improved=True), True)
    await photos.choose_all(turn, ChoosePhotos(upload_id, 0))
    assert turn.answer == PhotoChosen(0, improved=False)

    step.upload.state = UploadState.SENT
    await photos.take_out(turn, TakeOutPhoto(number))
    assert turn.answer == PhotosFixed()
    step.upload.state = UploadState.DRAFT
    await photos.take_out(turn, TakeOutPhoto(number))
    assert turn.answer == PhotoTakenOut(1)
    await photos.take_out(turn, TakeOutPhoto(number))
    assert turn.answer == PhotoGone()


async def test_an_example_is_shown(step: Step, session: AsyncSession) -> None:
    turn = await step.turn(text="…")
    await photos.show_example(turn, ShowPhotoExample("dark"))
    await photos.show_example(turn, ShowPhotoExample("../etc"))
    await session.flush()
    assert await posted(session, PhotoExample) == [PhotoExample(Flaw.DARK)]
    assert turn.answer == OldButton()
