from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.incidents import deciding, showing
from crm.incidents.payloads import (
    IncidentAnswer,
    IncidentCard,
    IncidentDeclined,
    IncidentDraft,
    IncidentEnding,
    IncidentList,
    IncidentOutcome,
    IncidentPressed,
    IncidentPrompt,
    IncidentShown,
    NoAnswer,
    TicketIncident,
)
from handlers import incidents
from handlers.turn import Turn
from models import Incident, Interaction, Outbox, Staff, StaffGroup, Ticket
from models.interactions import Direction
from models.mail import OutboxState
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.incidents import NO_CODE, an_open_incident, looked, proposed, reports
from tests.support.tickets import GROUP, a_desk, posted, rows
from tests.support.turns import BOT, Stage, group_chat
from views.actions import IncidentStep, LinkIncident, SendIncidentAnswer, ShowTicketIncident

CARD = 77


@pytest.fixture
async def group(session: AsyncSession) -> StaffGroup:
    return await a_desk(session)


@pytest.fixture
async def dewi(session: AsyncSession, group: StaffGroup) -> Staff:
    assert group.chat_id == GROUP
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def opened(session: AsyncSession, dewi: Staff) -> tuple[Incident, list[Ticket]]:
    """Return an open incident whose message in the desk was sent."""
    incident, tickets = await an_open_incident(session, dewi)
    await was_sent(session, IncidentCard, CARD)
    await showing.card_posted(session, incident_id=incident.id or 0, message_id=CARD)
    return incident, tickets


async def was_sent(session: AsyncSession, kind: type[Any], message_id: int) -> None:
    """Let the message of this kind that waits be sent, and logged, under an id."""
    (row,) = await rows(session, kind)
    row.state, row.message_id = OutboxState.SENT, message_id
    await log(session, row, message_id)


async def log(session: AsyncSession, row: Outbox, message_id: int) -> None:
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.OUT,
            kind=row.template,
            chat_id=row.chat_id,
            outbox_id=row.id,
            message_id=message_id,
        )
    )
    await session.flush()


def reply_to(message_id: int) -> dict[str, Any]:
    return {"message_id": message_id, "date": 0, "chat": group_chat(), "from": BOT, "text": "…"}


async def replies(stage: Stage, staff: Staff | None, text: str) -> Turn:
    turn = await stage.in_group(staff, text=text, reply_to_message=reply_to(CARD))
    assert await incidents.take(turn) is (staff is not None)
    return turn


async def outcome(stage: Stage, staff: Staff, incident_id: int, move: str) -> IncidentOutcome:
    turn = await stage.press(staff)
    await incidents.step(turn, IncidentStep(incident_id, move))
    assert isinstance(turn.answer, IncidentPressed)
    return turn.answer.outcome


async def test_a_reply_is_shown_once_more_and_sent_when_pressed(
    session: AsyncSession, stage: Stage, dewi: Staff, opened: tuple[Incident, list[Ticket]]
) -> None:
    number = opened[0].id or 0
    turn = await replies(stage, dewi, "Sudah normal lagi")
    assert turn.kind == incidents.KIND
    (draft,) = await posted(session, IncidentDraft)
    assert (draft.text, draft.sellers, draft.reply_to) == ("Sudah normal lagi", 5, 900)
    assert await posted(session, IncidentAnswer) == []

    await was_sent(session, IncidentDraft, 9)
    for expected in (IncidentOutcome.ANSWERED, IncidentOutcome.ANSWERED_MEANWHILE):
        press = await stage.press(dewi)
        await incidents.send(press, SendIncidentAnswer(number, draft.number))
        assert isinstance(press.answer, IncidentPressed)
        assert press.answer.outcome is expected
    assert len(await posted(session, IncidentAnswer)) == 5


async def test_a_note_and_a_strangers_reply_reach_nobody(
    session: AsyncSession, stage: Stage, dewi: Staff, opened: tuple[Incident, list[Ticket]]
) -> None:
    assert opened[0].id
    noted = await replies(stage, dewi, "// tim IT sudah tahu")
    assert noted.kind == "note"
    await replies(stage, None, "Sudah normal")
    assert await posted(session, IncidentDraft) == []


async def test_what_cannot_be_told_is_declined(
    session: AsyncSession, stage: Stage, dewi: Staff, opened: tuple[Incident, list[Ticket]]
) -> None:
    await replies(stage, dewi, "x" * 3001)
    photo = await stage.in_group(dewi, photo=[], caption="", reply_to_message=reply_to(CARD))
    assert await incidents.take(photo)
    await deciding.resolve(session, incident_id=opened[0].id or 0, staff=dewi, now=NOW)
    await replies(stage, dewi, "Sudah normal")

    declined = await posted(session, IncidentDeclined)
    assert [one.why for one in declined] == [NoAnswer.TOO_LONG, NoAnswer.NO_WORDS, NoAnswer.OVER]
    assert (declined[0].length, declined[0].limit) == (3001, 3000)


async def test_buttons_decide_once_and_then_answer_or_end(
    session: AsyncSession, stage: Stage, dewi: Staff
) -> None:
    await reports(session, *NO_CODE)
    await looked(session)
    number = (await proposed(session)).id or 0

    assert await outcome(stage, dewi, number, "answer") is IncidentOutcome.GONE
    assert await outcome(stage, dewi, number, "confirm") is IncidentOutcome.CONFIRMED
    assert await outcome(stage, dewi, number, "dismiss") is IncidentOutcome.DECIDED_BEFORE
    assert await outcome(stage, dewi, number, "answer") is IncidentOutcome.ASKED
    assert await outcome(stage, dewi, number, "end") is IncidentOutcome.ASKED
    assert await outcome(stage, dewi, number, "resolve") is IncidentOutcome.RESOLVED
    assert await outcome(stage, dewi, number, "resolve") is IncidentOutcome.GONE
    assert await outcome(stage, dewi, number, "dance") is IncidentOutcome.GONE
    (prompt,) = await posted(session, IncidentPrompt)
    assert (prompt.telegram_id, prompt.sellers) == (dewi.telegram_id, 5)
    (ending,) = await posted(session, IncidentEnding)
    assert ending.unfinished == 5


async def test_the_command_lists_them_or_shows_one(
    session: AsyncSession, stage: Stage, dewi: Staff, opened: tuple[Incident, list[Ticket]]
) -> None:
    number = opened[0].id or 0
    for text in ("/insiden", f"/insiden@sapa_bot #{number}", "/insiden 404"):
        await incidents.show(await stage.in_group(dewi, text=text))

    first, second = await posted(session, IncidentList)
    assert first == second
    assert [(line.incident_id, line.tickets) for line in first.lines] == [(number, 5)]
    (shown,) = await posted(session, IncidentShown)
    assert (shown.incident_id, shown.message_id) == (number, None)
    assert await outcome(stage, dewi, number, "show") is IncidentOutcome.ASKED


async def test_a_ticket_is_linked_and_taken_out_in_its_menu(
    session: AsyncSession, stage: Stage, dewi: Staff, opened: tuple[Incident, list[Ticket]]
) -> None:
    number = opened[0].id or 0
    ticket = await a_ticket(session)
    presses = [
        (LinkIncident(ticket.id or 0, number), IncidentOutcome.LINKED),
        (LinkIncident(ticket.id or 0, 0), IncidentOutcome.UNLINKED),
        (LinkIncident(ticket.id or 0, 404), IncidentOutcome.GONE),
        (LinkIncident(await done(session), number), IncidentOutcome.NOT_POSSIBLE),
    ]
    for action, expected in presses:
        turn = await stage.press(dewi)
        await incidents.link(turn, action)
        assert isinstance(turn.answer, IncidentPressed)
        assert turn.answer.outcome is expected
    pages = await posted(session, TicketIncident)
    assert [page.linked is not None for page in pages] == [True, False]

    await incidents.show_for_ticket(await stage.press(dewi), ShowTicketIncident(ticket.id or 0))
    assert len(await posted(session, TicketIncident)) == 3


async def done(session: AsyncSession) -> int:
    """Return the number of a ticket that nothing is left to do about."""
    return (await a_ticket(session, state=TicketState.RESOLVED)).id or 0
