"""One person's chat with the bot, update by update through the real routes, dialogs and views."""

import itertools
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram import Update

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.outbox.payload import Payload
from handlers import routing, tables
from handlers.roster import Roster
from handlers.turn import Turn
from models import Dialog, Outbox, Seller
from models.mail import OutboxState
from tests.support.builders import NOW
from tests.support.phone import ENGLISH, SRI
from views import rendering
from views.actions import Action, decode, encode
from views.message import EditText, Text, Unseen

TOKEN = "123456:CHAT-0123456789abcdefghijklmnopqrstuv"

P = TypeVar("P", bound=Payload)
_ids = itertools.count(1)


class Chat:
    """A private chat; what the bot says is rendered at once, so that no view is left untried."""

    def __init__(self, session: AsyncSession, services: Services, chat_id: int) -> None:
        """Open the chat of the person with this Telegram id; nothing is said yet."""
        self.id = chat_id
        self.now = NOW
        self.toasts: list[str] = []
        self._session = session
        self._services = services

    async def says(self, text: str, **facts: object) -> list[Payload]:
        """Send a text or a command; return what the bot answers."""
        return await self.sends(text=text, **facts)

    async def sends(self, **content: object) -> list[Payload]:
        """Send a message with `content` in the Bot API's terms; return what the bot answers."""
        turn = await self._turn({"message": self._message(content)})
        is_command = str(content.get("text", "")).startswith("/")
        await (routing.private_command(turn) if is_command else routing.private_message(turn))
        return await self._answers(turn)

    async def sends_photo(self, **content: object) -> list[Payload]:
        """Send a photo, perhaps with a caption or as part of an album."""
        size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
        return await self.sends(photo=[size], **content)

    async def shares(self, phone: str, *, user_id: int | None = None) -> list[Payload]:
        """Share a contact: one's own unless `user_id` says whose."""
        contact = {"phone_number": phone, "first_name": "Sri", "user_id": user_id or self.id}
        return await self.sends(contact=contact)

    async def presses(self, action: Action, **message_facts: object) -> list[Payload]:
        """Press a button; return what the bot answers, its toast being in `toasts`."""
        message = self._message({"text": "…", **message_facts})
        query = {
            "id": "1",
            "from": message["from"],
            "chat_instance": "1",
            "data": encode(action),
            "message": message,
        }
        turn = await self._turn({"callback_query": query})
        await routing.pressed(turn)
        return await self._answers(turn)

    async def blocks(self, *, status: str = "kicked") -> None:
        """Block the bot, or come back with status `member`."""
        chat, person = self._message({})["chat"], self._message({})["from"]
        bot = {"id": 1, "is_bot": True, "first_name": "Sapa"}
        change = {
            "chat": chat,
            "from": person,
            "date": 0,
            "old_chat_member": {"status": "member", "user": bot},
            "new_chat_member": {"status": status, "user": bot, "until_date": 0},
        }
        turn = await self._turn({"my_chat_member": change})
        await routing.membership(turn)
        await self._session.flush()

    def waits(self, pause: timedelta) -> None:
        """Let time pass."""
        self.now += pause

    async def seller(self) -> Seller:
        """Return who the bot takes this person for."""
        found = await self._session.scalars(select(Seller).where(col(Seller.chat_id) == self.id))
        return found.one()

    async def dialog(self) -> tuple[str, str] | None:
        """Return the dialog and the step that the chat is in."""
        dialog = await self._session.get(Dialog, self.id)
        return (dialog.name, dialog.step) if dialog else None

    def _message(self, content: Mapping[str, object]) -> dict[str, Any]:
        person = {"id": self.id, "is_bot": False, "first_name": "Sri", "language_code": "id"}
        chat = {"id": self.id, "type": "private", "first_name": "Sri"}
        message = {"message_id": next(_ids), "date": 0, "chat": chat, "from": person, **content}
        if str(content.get("text", "")).startswith("/"):
            word = str(content["text"]).split()[0]
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(word)}]
        return message

    async def _turn(self, content: dict[str, object]) -> Turn:
        update = Update.de_json({"update_id": next(_ids), **content}, None)
        roster = await Roster.call(self._session, chats=[self.id], users=[self.id])
        dialogs = tables.all_dialogs()
        return Turn(self._services, self._session, update, roster, dialogs, now=self.now)

    async def _answers(self, turn: Turn) -> list[Payload]:
        await self._session.flush()
        self.toasts = [rendering.toast(turn.answer, ENGLISH, SRI).text] if turn.answer else []
        rows = await self._session.scalars(
            select(Outbox)
            .where(col(Outbox.chat_id) == self.id, col(Outbox.state) == OutboxState.WAITING)
            .order_by(col(Outbox.id))
        )
        said: list[Payload] = []
        for row in rows:
            row.state, row.sent_at = OutboxState.SENT, self.now
            payload = rendering.template(row.template).load(row.params)
            message = rendering.render(payload, ENGLISH, SRI)
            if not isinstance(message, Unseen):
                _check(message)
                said.append(payload)
        await self._session.flush()
        return said


def services_for_chats(database: Database, clock: MovableClock) -> Services:
    """Return what a turn is handed."""
    return Services(settings=_settings(), clock=clock, database=database)


@cache
def _settings() -> Settings:
    """Read them once for all tests: it takes longer than most of these do."""
    return Settings.load(None, telegram_token=TOKEN, marketplace_name="Pasar Kita")


def only(said: list[Payload], kind: type[P]) -> P:
    """Return the one answer there is, which is of `kind`."""
    assert [type(payload) for payload in said] == [kind]
    return cast("P", said[0])


def _check(message: object) -> None:
    """Hold a message to Telegram's limits."""
    assert isinstance(message, Text | EditText)
    assert 0 < len(str(message.html)) <= 4096
    keyboard = message.keyboard if isinstance(message, Text) else None
    assert not (message.buttons and keyboard), "Telegram shows one or the other"
    for button in itertools.chain.from_iterable(message.buttons):
        assert 0 < len(button.label) <= 64
        assert button.data is None or decode(button.data)
