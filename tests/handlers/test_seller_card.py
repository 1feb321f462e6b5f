import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.card.payloads import (
    CallListed,
    ConversationBegun,
    FollowUpPlanned,
    NoDesk,
    NotePrompt,
    NotePrompted,
    SellerCard,
    SellerGone,
    SellerTakenOut,
    SellerUnknown,
)
from handlers import tables
from models import Outbox, Staff, StaffGroup
from models.followups import Ending
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.cadences import a_plan, followups, planned
from tests.support.tickets import a_desk, posted, rows
from tests.support.turns import Stage
from views.actions import (
    Action,
    AskForCall,
    FollowUpSeller,
    NoteSeller,
    ShowSeller,
    TakeOut,
    WriteToSeller,
)

BUTTONS = (ShowSeller, AskForCall, WriteToSeller, FollowUpSeller, NoteSeller)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def pressed(stage: Stage, staff: Staff, action: Action) -> tuple[object, int | None]:
    """Press a button; return the toast and the seller whom the log will name."""
    turn = await stage.press(staff)
    _, press = tables.STAFF_PRESSES[type(action)]
    await press(turn, action)
    return turn.answer, turn.about_id


@pytest.mark.parametrize("button", BUTTONS)
async def test_a_button_of_somebody_who_is_gone_says_so(
    stage: Stage, dewi: Staff, button: type[ShowSeller]
) -> None:
    assert await pressed(stage, dewi, button(98765)) == (SellerGone(), None)


@pytest.mark.parametrize("button", BUTTONS)
async def test_a_button_of_a_merged_store_works_for_the_store_it_went_into(
    stage: Stage, dewi: Staff, button: type[ShowSeller]
) -> None:
    kept = await a_seller(stage.session)
    old = await a_seller(stage.session, merged_into=kept.id, chat_id=None)

    _, about = await pressed(stage, dewi, button(old.id or 0))

    assert about == kept.id
    told = await stage.session.scalars(select(Outbox))
    assert {row.seller_id for row in told} == {kept.id}


async def test_each_button_is_answered(stage: Stage, dewi: Staff) -> None:
    seller = await a_seller(stage.session)
    number = seller.id or 0

    toasts = [(await pressed(stage, dewi, button(number)))[0] for button in BUTTONS[:2]]
    toasts += [(await pressed(stage, dewi, button(number)))[0] for button in BUTTONS[:1:-1]]

    begun = toasts[-1]
    assert isinstance(begun, ConversationBegun)
    assert toasts == [
        None,
        CallListed(),
        NotePrompted(),
        FollowUpPlanned(NOW, zone=seller.zone),
        ConversationBegun(begun.ticket_id),
    ]
    [prompt] = await posted(stage.session, NotePrompt)
    assert prompt == NotePrompt(dewi.telegram_id, "Dewi", seller.store_name)


async def test_a_seller_is_taken_out_of_their_cadence_once(stage: Stage, dewi: Staff) -> None:
    seller = await a_seller(stage.session)
    await stage.session.commit()
    await planned(stage.services.database, a_plan(), now=NOW)
    [run] = await followups(stage.session)
    button = TakeOut(seller.id or 0, run.id or 0)

    answers = [await pressed(stage, dewi, button) for _ in range(2)]

    assert answers == [(SellerTakenOut(), seller.id), (SellerTakenOut(before=True), seller.id)]
    [run] = await followups(stage.session)
    assert run.ending is Ending.WITHDRAWN
    gone = await pressed(stage, dewi, TakeOut(98765, 1))
    assert gone == (SellerGone(), None)


async def test_a_talk_needs_a_desk(stage: Stage, dewi: Staff) -> None:
    await stage.session.delete(await stage.session.get_one(StaffGroup, 1))
    seller = await a_seller(stage.session)

    toast, _ = await pressed(stage, dewi, WriteToSeller(seller.id or 0))

    assert toast == NoDesk()


async def test_a_card_asked_for_in_a_topic_stays_there_and_is_about_whom_it_shows(
    stage: Stage, dewi: Staff
) -> None:
    ticket = await a_ticket(stage.session, topic_id=33)
    other = await a_seller(stage.session)
    look_up = tables.STAFF_COMMANDS["seller"][1]

    await look_up(await stage.in_group(dewi, topic=33, text="/seller"))
    await look_up(await stage.in_group(dewi, topic=33, text=f"/seller@sapa_bot\n #{other.id}"))
    await look_up(await stage.in_group(dewi, text="/seller"))

    shown = await rows(stage.session, SellerCard)
    assert [(row.ticket_id, row.seller_id) for row in shown] == [
        (ticket.id, ticket.seller_id),
        (ticket.id, other.id),
    ]
    assert await posted(stage.session, SellerUnknown) == [SellerUnknown("")]


def test_every_agent_may_use_it() -> None:
    assert tables.STAFF_COMMANDS["seller"][0] is Role.AGENT
    assert {tables.STAFF_PRESSES[button][0] for button in BUTTONS} == {Role.AGENT}
