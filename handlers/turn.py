"""One update's turn: who speaks, where, in which transaction, and what is said back."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from core.services import Services
from crm.outbox.operations import post, post_once
from crm.outbox.payload import Payload
from crm.staff.shift import Shift
from crm.understanding.reading import Reading, read
from handlers.roster import Roster
from models import Dialog, Seller, Staff, StaffGroup

if TYPE_CHECKING:
    from handlers.dialogs.engine import Dialogs


@dataclass(slots=True)
class Turn:
    """What a handler needs to translate one update into one call into crm."""

    services: Services
    session: AsyncSession
    update: Update
    roster: Roster
    dialogs: "Dialogs"
    now: datetime
    ticket_id: int | None = None
    """The ticket this update turned out to be about, for the interaction log."""
    about_id: int | None = None
    """The seller whom a staff member's update turned out to be about, where no ticket tells."""
    touch_id: int | None = None
    """What we said unasked that this update answers, for the interaction log."""
    kind: str | None = None
    """Overrides the interaction's kind, such as `note` for an internal message."""
    answer: Payload | None = field(default=None)
    """The toast for a pressed button."""
    desk_work: bool = False
    """Whether a staff member's command or button was worked at, wherever that was."""
    readings: dict[str, Reading | None] = field(default_factory=dict[str, Reading | None])
    """What texts of this turn seem to be, each read once."""
    said: int = 0
    """How many messages were posted to this chat."""
    error: Exception | None = None
    """What a handler raised; the intake rolls back and retries."""

    @property
    def chat_id(self) -> int:
        """The chat that this turn is held in; 0 where the update names none."""
        chat = self.update.effective_chat
        return chat.id if chat else 0

    @property
    def user(self) -> User:
        """Who speaks. Only updates with a person are routed to handlers that ask for it."""
        user = self.update.effective_user
        if user is None:
            message = "an update without a person reached a handler that needs one"
            raise LookupError(message)
        return user

    @property
    def message(self) -> Message:
        """The message that was sent or edited, or whose button was pressed."""
        message = self.update.effective_message
        if message is None:
            text = "an update without a message reached a handler that needs one"
            raise LookupError(text)
        return message

    @property
    def private(self) -> bool:
        """Whether this is a one-to-one chat with the bot."""
        return self.chat_id > 0

    @property
    def seller(self) -> Seller | None:
        """The seller (or visitor) of this private chat."""
        return self.roster.sellers.get(self.chat_id)

    @property
    def staff(self) -> Staff | None:
        """The active staff member who speaks, if it is one."""
        user = self.update.effective_user
        member = self.roster.staff.get(user.id) if user else None
        return member if member is not None and member.active else None

    @property
    def as_staff(self) -> Staff | None:
        """Whoever acts as staff here: in their own chat a seller does only in staff's matters."""
        is_own = self.private and self.seller is not None and self.about_id is None
        return None if is_own and not self.desk_work else self.staff

    @property
    def shift(self) -> Shift:
        """The staff's working day."""
        return Shift.of(self.services.settings, self.now)

    @property
    def group(self) -> StaffGroup | None:
        """The paired staff group."""
        return self.roster.group

    @property
    def dialog(self) -> Dialog | None:
        """The dialog this chat is in, perhaps expired."""
        return self.roster.dialogs.get(self.chat_id)

    def reading(self, text: str) -> Reading | None:
        """Return in which language `text` seems to be, and what is wanted; None for no words."""
        if text not in self.readings:
            self.readings[text] = read(text)
        return self.readings[text]

    def reply(self, payload: Payload) -> None:
        """Post `payload` to this chat."""
        self.said += 1
        post(
            self.session,
            payload,
            chat_id=self.chat_id,
            now=self.now,
            seller_id=self._seller_id,
            ticket_id=self.ticket_id,
        )

    async def reply_once(self, payload: Payload, *, key: str) -> bool:
        """Post `payload` to this chat unless `key` was used before."""
        self.said += 1
        return await post_once(
            self.session,
            payload,
            dedupe_key=key,
            chat_id=self.chat_id,
            now=self.now,
            seller_id=self._seller_id,
            ticket_id=self.ticket_id,
        )

    def toast(self, payload: Payload) -> None:
        """Answer the pressed button with a short text; the last one counts."""
        self.answer = payload

    @property
    def _seller_id(self) -> int | None:
        return self.about_id or (self.seller.id if self.seller else None)


current: ContextVar[Turn] = ContextVar("turn")


Data = dict[object, object]
SapaApplication = Application[ExtBot[None], "SapaContext", Data, Data, Data, None]


class SapaContext(CallbackContext[ExtBot[None], Data, Data, Data]):
    """python-telegram-bot's context, carrying the turn."""

    turn: Turn

    @classmethod
    def from_update(
        cls,
        update: object,
        application: "Application[Any, Any, Any, Any, Any, Any]",
    ) -> Self:
        """Attach the turn that the intake opened for this update."""
        context = super().from_update(update, application)
        context.turn = current.get()
        return context
