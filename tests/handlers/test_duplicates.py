import pytest

from crm.duplicates import deciding, merging
from crm.duplicates.payloads import (
    DuplicatePair,
    DuplicatesDeclined,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairPress,
    PairPressed,
    PairReopened,
)
from handlers import duplicates
from models import Seller, SellerDuplicate, Staff
from models.duplicates import DuplicateReason
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted, rows
from tests.support.turns import Stage
from tests.support.twins import a_store
from views.actions import KeepPair, MergePair, NextPair, UndoPair

MESSAGE = 9
"""The message whose button is pressed."""


@pytest.fixture
async def ratna(stage: Stage) -> Staff:
    await a_desk(stage.session)
    return await a_staff_member(stage.session, name="Ratna", role=Role.SUPERVISOR)


@pytest.fixture
async def budi(stage: Stage) -> Staff:
    return await a_staff_member(stage.session, name="Budi", role=Role.SUPERVISOR)


async def a_pair(stage: Stage, *, first: Seller | None = None) -> int:
    first, second = first or await a_store(stage.session), await a_store(stage.session)
    pair = SellerDuplicate(
        first_id=first.id or 0,
        second_id=second.id or 0,
        reason=DuplicateReason.PHONE,
        found_at=NOW,
    )
    stage.session.add(pair)
    await stage.session.flush()
    return pair.id or 0


async def test_the_command_shows_the_first_pair(stage: Stage, ratna: Staff) -> None:
    pair_id = await a_pair(stage)
    await duplicates.ask(await stage.in_group(ratna, text="/kembar"))
    [shown] = await posted(stage.session, DuplicatePair)
    assert (shown.pair_id, shown.message_id) == (pair_id, None)


async def test_it_is_answered_in_the_topic_it_was_asked_in(stage: Stage, ratna: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=33)
    await duplicates.ask(await stage.in_group(ratna, topic=33, text="/kembar"))
    assert [row.ticket_id for row in await rows(stage.session, NoDuplicates)] == [ticket.id]


async def test_an_agent_is_told_who_decides(stage: Stage, ratna: Staff) -> None:
    dewi = await a_staff_member(stage.session)
    await a_pair(stage)
    await duplicates.ask(await stage.in_group(dewi, text="/kembar"))
    assert await posted(stage.session, DuplicatesDeclined) == [DuplicatesDeclined()]
    turn = await stage.press(dewi)
    await duplicates.following(turn, NextPair(0, 1))
    assert turn.answer == PairPressed(PairPress.NOT_SUPERVISOR)
    turn = await stage.press(dewi)
    await duplicates.merge(turn, MergePair(1, 1))
    assert turn.answer == PairPressed(PairPress.NOT_SUPERVISOR)


async def test_a_press_shows_in_its_message_what_it_came_to(stage: Stage, ratna: Staff) -> None:
    one, two = await a_pair(stage), await a_pair(stage)
    turn = await stage.press(ratna)
    await duplicates.merge(turn, MergePair(one, 1))
    assert turn.answer == PairPressed(PairPress.MERGED)
    await duplicates.keep(turn, KeepPair(two))
    assert turn.answer == PairPressed(PairPress.KEPT)
    for pair_id in (one, two):
        await duplicates.undo(turn, UndoPair(pair_id))
        assert turn.answer == PairPressed(PairPress.REOPENED)
    shown = [
        (told.pair_id, told.message_id, told.by)
        for kind in (PairMerged, PairKept, PairReopened)
        for told in await posted(stage.session, kind)
    ]
    assert shown == [(pair_id, MESSAGE, "Ratna") for pair_id in (one, two, one, two)]


async def test_the_slower_of_two_sees_what_was_decided(
    stage: Stage, ratna: Staff, budi: Staff
) -> None:
    pair_id = await a_pair(stage)
    await duplicates.keep(await stage.press(ratna), KeepPair(pair_id))
    turn = await stage.press(budi)
    await duplicates.merge(turn, MergePair(pair_id, 1))
    assert turn.answer == PairPressed(PairPress.DECIDED)
    assert [kept.by for kept in await posted(stage.session, PairKept)] == ["Ratna", "Ratna"]


async def test_presses_that_lead_nowhere_are_answered(stage: Stage, ratna: Staff) -> None:
    third = await a_store(stage.session)
    pair_id = await a_pair(stage)
    pair = await stage.session.get_one(SellerDuplicate, pair_id)
    turn = await stage.press(ratna)
    await duplicates.undo(turn, UndoPair(pair_id))
    assert turn.answer == PairPressed(PairPress.NOTHING_TO_UNDO)
    done = await deciding.merge(stage.session, pair_id=pair_id, into=1, staff=ratna, now=NOW)
    await merging.merge(
        stage.session, kept_id=third.id or 0, merged_id=pair.first_id, staff_id=None, now=NOW
    )
    await duplicates.undo(turn, UndoPair(done.pair_id))
    assert turn.answer == PairPressed(PairPress.MERGED_ON)
    await duplicates.keep(turn, KeepPair(404))
    assert turn.answer == PairPressed(PairPress.GONE)


async def test_next_takes_the_place_of_a_pair_left_for_later(stage: Stage, ratna: Staff) -> None:
    first, second = await a_pair(stage), await a_pair(stage)
    await duplicates.following(await stage.press(ratna), NextPair(first, 1))
    await duplicates.following(await stage.press(ratna), NextPair(first, 0))
    shown = await posted(stage.session, DuplicatePair)
    assert [(one.pair_id, one.message_id) for one in shown] == [(second, MESSAGE), (second, None)]


async def test_the_only_pair_has_no_next_one(stage: Stage, ratna: Staff) -> None:
    pair_id, turn = await a_pair(stage), await stage.press(ratna)
    await duplicates.following(turn, NextPair(pair_id, 1))
    assert turn.answer == PairPressed(PairPress.ONLY_ONE)
    assert await posted(stage.session, DuplicatePair) == []


async def test_the_rest_of_the_batch_knows_whose_chat_is_whose(stage: Stage, ratna: Staff) -> None:
    first = await a_seller(stage.session)
    chat_id = first.chat_id or 0
    pair_id = await a_pair(stage, first=first)
    turn = await stage.press(ratna)
    turn.roster.sellers[chat_id] = first
    await duplicates.merge(turn, MergePair(pair_id, 2))
    pair = await stage.session.get_one(SellerDuplicate, pair_id)
    assert turn.roster.sellers[chat_id].id == pair.second_id
    await duplicates.undo(turn, UndoPair(pair_id))
    assert turn.roster.sellers[chat_id] is first
