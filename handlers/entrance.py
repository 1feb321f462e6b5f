"""Where a batch of spooled updates becomes turns, and each turn becomes a line in the log."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from core.batching import insert_soon
from core.services import Services
from crm.sellers.payloads import Apology
from crm.tickets.reactions import REACTED_TO
from delivery.intake.worker import CallbackAnswer
from handlers import turn as turns
from handlers.dialogs.engine import Dialogs
from handlers.roster import Roster
from handlers.speech import kind_of, text_of
from handlers.turn import SapaApplication, Turn
from models import Interaction, Ticket
from models.interactions import Channel, Direction
from models.sellers import Consent
from views import rendering
from views.rendering import Reader
from views.words import Catalogs


class Entrance:
    """The intake's door into the handlers."""

    def __init__(
        self,
        services: Services,
        *,
        application: SapaApplication,
        dialogs: Dialogs,
        catalogs: Catalogs,
    ) -> None:
        """Let `application` handle the updates."""
        self._services = services
        self._application = application
        self._dialogs = dialogs
        self._catalogs = catalogs

    async def handle(
        self, session: AsyncSession, updates: Sequence[dict[str, Any]]
    ) -> list[CallbackAnswer]:
        """Let `updates` take effect one after the other; any handler's error is raised."""
        parsed = [update for raw in updates if (update := self._parse(raw)) is not None]
        roster = await Roster.call(session, chats=_chats(parsed), users=_users(parsed))
        answers: list[CallbackAnswer] = []
        for update in parsed:
            turn = self._turn(session, update, roster)
            token = turns.current.set(turn)
            try:
                await self._application.process_update(update)
            finally:
                turns.current.reset(token)
            if turn.error is not None:
                raise turn.error
            await _log(turn)
            if update.callback_query is not None:
                answers.append(self._answer(turn, update.callback_query.id))
        return answers

    async def give_up(self, session: AsyncSession, update: dict[str, Any]) -> None:
        """Log an update that failed for good and apologise to a private chat's sender."""
        parsed = self._parse(update)
        if parsed is None:
            return
        roster = await Roster.call(session, chats=_chats([parsed]), users=_users([parsed]))
        turn = self._turn(session, parsed, roster)
        await _log(turn)
        if turn.private:
            turn.reply(Apology())

    def _parse(self, raw: dict[str, Any]) -> Update | None:
        return Update.de_json(raw, self._application.bot)

    def _turn(self, session: AsyncSession, update: Update, roster: Roster) -> Turn:
        return Turn(
            services=self._services,
            session=session,
            update=update,
            roster=roster,
            dialogs=self._dialogs,
            now=self._services.clock.now(),
        )

    def _answer(self, turn: Turn, query_id: str) -> CallbackAnswer:
        if turn.answer is None:
            return CallbackAnswer(query_id)
        presser = turn.as_staff or turn.seller
        reader = Reader(now=turn.now, marketplace=self._services.settings.marketplace_name)
        words = self._catalogs[presser.language if presser else None]
        toast = rendering.toast(turn.answer, words, reader)
        return CallbackAnswer(query_id, toast.text[:200], alert=toast.alert)


def _chats(updates: Sequence[Update]) -> set[int]:
    return {update.effective_chat.id for update in updates if update.effective_chat}


def _users(updates: Sequence[Update]) -> set[int]:
    return {update.effective_user.id for update in updates if update.effective_user}


async def _log(turn: Turn) -> None:
    """Write the update into the interaction log; not the words of who declined that."""
    seller = turn.seller
    if seller is not None and seller.id is None:
        await turn.session.flush()
    update = turn.update
    message = update.effective_message
    staff = turn.as_staff
    speaker = staff or seller
    row = {
        "at": turn.now,
        "direction": Direction.IN,
        "channel": Channel.TELEGRAM,
        "seller_id": turn.about_id or (seller.id if seller else await _concerned(turn)),
        "staff_id": staff.id if staff else None,
        "chat_id": turn.chat_id or None,
        "kind": turn.kind or kind_of(update),
        "text": text_of(update) if _may_keep(turn) else "",
        "locale": speaker.language if speaker else None,
        "ticket_id": turn.ticket_id,
        "update_id": update.update_id,
        "outbox_id": None,
        "message_id": message.message_id if message else None,
        "data": _data(update, message) | _answered(turn),
    }
    insert_soon(turn.session, Interaction, row)


async def _concerned(turn: Turn) -> int | None:
    """Return the seller whom a staff member's message or press is about."""
    ticket = await turn.session.get(Ticket, turn.ticket_id) if turn.ticket_id else None
    return ticket.seller_id if ticket else None


def _may_keep(turn: Turn) -> bool:
    if not turn.private or turn.about_id is not None:
        return turn.staff is not None
    return turn.seller is None or turn.seller.consent is not Consent.DECLINED


def _answered(turn: Turn) -> dict[str, int]:
    return {"touch_id": turn.touch_id} if turn.touch_id else {}


def _data(update: Update, message: Message | None) -> dict[str, Any]:
    if update.callback_query is not None:
        return {"data": update.callback_query.data}
    if update.message_reaction is not None:
        return {REACTED_TO: update.message_reaction.message_id}
    if message is None:
        return {}
    facts = {
        "album": message.media_group_id,
        "reply_to": message.reply_to_message.message_id if message.reply_to_message else None,
        "topic": message.message_thread_id if message.is_topic_message else None,
    }
    return {name: value for name, value in facts.items() if value is not None}
