"""Compare what the simulator saw with what the bot's tables say: each message exactly once."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from core.db import Database
from crm.broadcasts.payloads import (
    BroadcastChoices,
    BroadcastDraft,
    BroadcastGivenUp,
    BroadcastProgress,
)
from crm.calls.payloads import CallEnded, CallList, CallPutOff, CallUpdated
from crm.duplicates.payloads import (
    DuplicatePair,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairReopened,
)
from crm.followups.cadences.payloads import CadenceCard, CadenceList
from crm.imports.orders.payloads import (
    ImportCancelled,
    ImportDone,
    ImportKnown,
    ImportProgress,
    ImportStopped,
)
from crm.incidents.payloads import IncidentCard, TicketIncident
from crm.macros.payloads import (
    MacroCard,
    MacroList,
    MacroOffer,
    MacroPreview,
    MacroSent,
    MacroShelf,
)
from crm.outbox.retelling import Retold
from crm.sellers.payloads import LanguageQuestion
from crm.staff.absence import LeaveQuestion
from crm.staff.invitations import InvitationDraft, OpenInvitations
from crm.staff.members import MemberCard, StaffList
from crm.suggestions.payloads import SuggestionCard, SuggestionList
from crm.tickets.copies import TOGETHER
from crm.tickets.handover import HandOverPage
from crm.tickets.menu import TicketMenu
from crm.tickets.payloads import CardUpdate, TicketList
from crm.tickets.priorities import PriorityPage
from crm.tickets.relayed import RelayEdit, RelayEditToSeller, RelayReaction, RelayReactionToSeller
from crm.uploads.review.lists import UploadList
from crm.uploads.review.payloads import ReviewCard, ReviewReplaced, ReviewShown
from crm.uploads.review.seller_payloads import ChangeSettled
from models import Inbox, Interaction, Outbox, UploadPhoto
from models.interactions import Channel, Direction
from models.mail import InboxState, OutboxState
from models.uploads import PhotoState
from simulator import Simulator

PATIENCE = 20.0
LOOK_EVERY = 0.03
SOON = timedelta(seconds=5)
"""What is due within this is waited for, such as a retry or an album."""
EDITS = {
    BroadcastChoices.template,
    BroadcastDraft.template,
    BroadcastGivenUp.template,
    BroadcastProgress.template,
    CadenceCard.template,
    CadenceList.template,
    CallEnded.template,
    CallList.template,
    CallPutOff.template,
    CallUpdated.template,
    CardUpdate.template,
    ChangeSettled.template,
    DuplicatePair.template,
    HandOverPage.template,
    ImportCancelled.template,
    ImportDone.template,
    ImportKnown.template,
    ImportProgress.template,
    ImportStopped.template,
    IncidentCard.template,
    InvitationDraft.template,
    LanguageQuestion.template,
    LeaveQuestion.template,
    MacroCard.template,
    MacroList.template,
    MacroOffer.template,
    MacroPreview.template,
    MacroSent.template,
    MacroShelf.template,
    MemberCard.template,
    NoDuplicates.template,
    OpenInvitations.template,
    PairKept.template,
    PairMerged.template,
    PairReopened.template,
    PriorityPage.template,
    RelayEdit.template,
    RelayEditToSeller.template,
    RelayReaction.template,
    RelayReactionToSeller.template,
    Retold.template,
    ReviewCard.template,
    ReviewReplaced.template,
    ReviewShown.template,
    StaffList.template,
    SuggestionCard.template,
    SuggestionList.template,
    TicketIncident.template,
    TicketList.template,
    TicketMenu.template,
    UploadList.template,
}
"""Templates that change a message instead of adding one, or may."""
UNFAIR = {400, 401, 403, 404, 409}
"""Refusals that a bot which does nothing wrong never gets."""


async def until_idle(
    database: Database, simulator: Simulator, *, patience: float = PATIENCE
) -> None:
    """Return once no update or photo waits to be handled, and no message to be sent soon."""
    left: list[str] = []
    try:
        async with asyncio.timeout(patience):
            while left := await _left(database, simulator):  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(LOOK_EVERY)
    except TimeoutError:
        message = f"still to be done after {patience} s: {left}"
        raise AssertionError(message) from None


async def check(
    database: Database,
    simulator: Simulator,
    *,
    first_update: int,
    failed: int = 0,
    doubled: int = 0,
    refused: int = 0,
) -> None:
    """Every update was handled and logged once, every message logged once, every press answered.

    `failed` updates may have been set aside, `doubled` messages may have reached a person without
    being known to the bot, `refused` calls may have been answered with an error of the 4xx kind.
    """
    interactions = await _interactions(database)
    heard = Counter(row.update_id for row in interactions if row.direction is Direction.IN)
    assert heard == Counter(range(first_update, simulator.world.updates.next_id)), "updates"
    assert await _set_aside(database) == failed, "updates set aside"
    nobodys = [
        (row.kind, row.ticket_id) for row in interactions if row.ticket_id and not row.seller_id
    ]
    assert not nobodys, f"about a ticket, but about no seller: {nobodys}"
    said = _apart(row for row in interactions if row.direction is Direction.OUT)
    new = Counter(_sent(row for row in said if row.kind not in EDITS))
    changed = set(_sent(row for row in said if row.kind in EDITS))
    shown = {
        (post.chat.id, post.id)
        for chat in simulator.world.chats.values()
        for post in chat.posts.values()
        if post.by_bot and not post.service
    }
    twice = {place for place, count in new.items() if count > 1}
    assert not twice, f"logged twice: {twice}"
    assert new.keys() <= shown, f"logged, but not there: {new.keys() - shown}"
    unknown = shown - new.keys() - changed
    assert len(unknown) == doubled, f"there, but not logged: {unknown}"
    mute = [press.data for press in simulator.world.presses.values() if press.answer is None]
    assert not mute, f"presses without an answer: {mute}"
    wrong = [
        (call.method, call.params)
        for call in simulator.calls
        if call.status in UNFAIR and call.method != "getUpdates"  # ended by the next bot's first
    ]
    assert len(wrong) <= refused, f"refused: {wrong}"


async def _left(database: Database, simulator: Simulator) -> list[str]:
    """Name a few of the things that are still to be done."""
    if simulator.world.updates.pending:
        return ["updates that were not fetched"]
    soon = simulator.clock.now() + SOON
    async with database.reading() as session:
        updates = await session.scalars(
            select(col(Inbox.update_id)).where(col(Inbox.state) == InboxState.NEW).limit(3)
        )
        messages = await session.execute(
            select(col(Outbox.template), col(Outbox.state), col(Outbox.error))
            .where(
                or_(
                    col(Outbox.state) == OutboxState.SENDING,
                    and_(col(Outbox.state) == OutboxState.WAITING, col(Outbox.due) < soon),
                )
            )
            .limit(3)
        )
        photos = await session.scalars(
            select(col(UploadPhoto.id))
            .where(
                col(UploadPhoto.told_at).is_(None), col(UploadPhoto.state) != PhotoState.REMOVED
            )
            .limit(3)
        )
        return [
            *(f"update {number}" for number in updates),
            *(f"photo {number}" for number in photos),
            *(str(tuple(row)) for row in messages),
        ]


async def _interactions(database: Database) -> list[Interaction]:
    async with database.reading() as session:
        return list(
            await session.scalars(
                select(Interaction).where(col(Interaction.channel) == Channel.TELEGRAM)
            )
        )


async def _set_aside(database: Database) -> int:
    async with database.reading() as session:
        count = select(func.count()).select_from(Inbox)
        return await session.scalar(count.where(col(Inbox.state) == InboxState.FAILED)) or 0


def _sent(rows: Iterable[Interaction]) -> list[tuple[int, int]]:
    return [
        (row.chat_id or 0, message_id)
        for row in rows
        for message_id in row.data.get("message_ids") or [row.message_id or 0]
    ]


def _apart(rows: Iterable[Interaction]) -> list[Interaction]:
    """Return the rows of messages, one for each: texts that were sent together are one."""
    seen: set[tuple[int | None, int | None]] = set()
    found: list[Interaction] = []
    for row in rows:
        place = row.chat_id, row.message_id
        if not row.data.get(TOGETHER) or place not in seen:
            found.append(row)
        seen.add(place)
    return found
