"""Hostile files, a Telegram that stumbles, and processes that die at a photo."""

import asyncio
from datetime import timedelta

import pytest

from crm.uploads.photos.claiming import LEASE
from crm.uploads.photos.flaws import Refusal
from crm.uploads.photos.payloads import RefusedPhoto
from models.uploads import PhotoState
from scheduler.uploading.developing import ATTEMPTS
from scheduler.uploading.lab import PhotoLab
from simulator import Fault
from tests.support.builders import NOW
from tests.support.photo_lab import GOOD, OTHER, Seller, running, until

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


async def test_what_gives_no_photo_is_refused_with_its_reason(seller: Seller) -> None:
    person = seller.person
    await seller.sends(
        person.sends_document("rusak.jpg", GOOD[:3000]),
        person.sends_document("IMG_1.HEIC", HEIC),
        person.sends_document("besar.png", GOOD, size=21 * 1024 * 1024),
        person.sends_document("nota.pdf", b"%PDF-1.7"),
    )
    seller.simulator.world.files.by_id.pop(
        (gone := person.sends_photo(OTHER)).raw["photo"][-1]["file_id"]
    )
    await seller.sends(gone)
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
    assert told.refused == (
        RefusedPhoto(1, Refusal.BROKEN),
        RefusedPhoto(2, Refusal.HEIC),
        RefusedPhoto(3, Refusal.TOO_BIG),
        RefusedPhoto(4, Refusal.NOT_A_PICTURE),
        RefusedPhoto(5, Refusal.NOT_FETCHED),
    )
    assert (told.total, told.attachment_id) == (0, None)


@pytest.mark.parametrize("failure", [Fault("getFile", "429", retry_after=3), OSError(), None])
async def test_what_fails_for_a_while_is_tried_again(
    seller: Seller, failure: Fault | OSError | None
) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    if isinstance(failure, Fault):
        seller.simulator.fault(failure)
    else:
        seller.fails.append(failure or KeyError("of our own"))

    async def is_put_off() -> bool:
        (one,) = await seller.photos()
        return one.lease_until is not None and one.lease_until < seller.clock.now() + LEASE / 2

    async with running(PhotoLab(seller.tools())):
        await until(is_put_off)
        assert await seller.told() == []
        seller.clock.advance(timedelta(seconds=4))
        assert len((await seller.hears()).photos) == 1


async def test_another_photo_is_not_waited_for_without_end(seller: Seller) -> None:
    seller.simulator.fault(Fault("getFile", "429", retry_after=600))
    await seller.sends_album(GOOD, OTHER)
    async with running(PhotoLab(seller.tools())):
        await asyncio.sleep(0.7)
        assert await seller.told() == []
        seller.clock.advance(timedelta(seconds=8))
        assert len((await seller.hears()).photos) == 1


async def test_what_kills_the_process_each_time_is_given_up(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    await seller.sets(attempts=ATTEMPTS)
    async with running(PhotoLab(seller.tools())):
        told = await seller.hears()
    assert told.refused == (RefusedPhoto(1, Refusal.NOT_FETCHED),)


async def test_what_is_in_hand_is_given_back_when_it_is_stopped(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    reached = asyncio.Event()

    async def hangs(_file_id: str, _limit: int) -> bytes:
        reached.set()
        await asyncio.sleep(60)
        return b""

    tools = seller.tools_with(hangs)
    async with running(PhotoLab(tools)):
        await asyncio.wait_for(reached.wait(), 10)
    (one,) = await seller.photos()
    assert (one.state, one.attempts, one.lease_until) == (PhotoState.RECEIVED, 0, None)


async def test_a_photo_whose_lease_ran_out_is_told_of_once(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    begun: list[str] = []
    go_on = asyncio.Event()

    async def slow(file_id: str, limit: int) -> bytes:
        begun.append(file_id)
        await go_on.wait()
        return await seller.files.fetch(file_id, limit)

    async def is_begun_twice() -> bool:
        seller.clock.advance(LEASE)
        return len(begun) > 1

    tools = seller.tools_with(slow)
    async with running(PhotoLab(tools)):
        await until(is_begun_twice)
        go_on.set()
        await seller.hears()
        await asyncio.sleep(0.3)
    assert len(await seller.told()) == 1


async def test_a_picture_that_the_storage_lost_stays_as_it_was_sent(seller: Seller) -> None:
    await seller.sends(seller.person.sends_photo(GOOD))
    lost = f"ab/{'ab' * 32}.jpg"
    await seller.sets(
        state=PhotoState.CHECKED, key=lost, told_at=NOW, improvable=True, improved=True
    )

    async def is_own() -> bool:
        return not (await seller.photos())[0].improved

    async with running(PhotoLab(seller.tools())):
        await until(is_own)
