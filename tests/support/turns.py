"""Turns for handler tests: an update as Telegram would send it, and who is who."""

from functools import cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.outbox.payload import Payload
from handlers import tables
from handlers.dialogs.engine import Dialogs
from handlers.roster import Roster
from handlers.turn import Turn
from models import Interaction, Outbox, Staff
from models.interactions import Direction
from tests.support.builders import NOW
from tests.support.tickets import GROUP
from views.actions import Action

ADMIN_ID = 4242
BOT = {"id": 1, "is_bot": True, "first_name": "Sapa"}
STRANGER = {"id": 666, "is_bot": False, "first_name": "Agus"}


class Stage:
    """Where a test lets people write in the desk and in private chats."""

    def __init__(self, database: Database, session: AsyncSession, clock: MovableClock) -> None:
        """Act in `session`; the settings name one admin."""
        self.services = Services(settings=_settings(), clock=clock, database=database)
        self.session = session

    async def in_group(
        self,
        staff: Staff | None = None,
        *,
        chat_id: int = GROUP,
        topic: int | None = None,
        forum: bool = True,
        by: dict[str, Any] | None = None,
        kind: str = "message",
        **message: Any,  # noqa: ANN401 - fields of the Bot API
    ) -> Turn:
        """Return the turn of a message in a group, by `staff` or else a stranger."""
        place = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        plausible = {
            "message_id": 900,
            "date": 0,
            "chat": group_chat(chat_id, forum=forum),
            "from": by or person(staff),
            **place,
        }
        return await self.turn({kind: plausible | message})

    async def in_private(self, chat_id: int, *, kind: str = "message", **message: Any) -> Turn:  # noqa: ANN401 - fields of the Bot API
        """Return the turn of a message in a private chat."""
        plausible = {
            "message_id": 900,
            "date": 0,
            "chat": {"id": chat_id, "type": "private"},
            "from": {"id": chat_id, "is_bot": False, "first_name": "Sri"},
        }
        return await self.turn({kind: plausible | message})

    async def press(self, staff: Staff, data: str = "") -> Turn:
        """Return the turn of a button that `staff` pressed on a card in the desk."""
        message = {"message_id": 9, "date": 0, "chat": group_chat(GROUP), "from": BOT, "text": "…"}
        query = {"id": "1", "from": person(staff), "chat_instance": "1", "message": message}
        return await self.turn({"callback_query": query | {"data": data}})

    async def presses(self, staff: Staff, action: Action) -> Payload | None:
        """Let `staff` press a button in the desk; return the toast."""
        turn = await self.press(staff)
        _, press = tables.STAFF_PRESSES[type(action)]
        await press(turn, action)
        return turn.answer

    async def replies(self, staff: Staff, prompt: Payload, **message: Any) -> Turn:  # noqa: ANN401 - fields of the Bot API
        """Return the turn of a reply to a question of ours, before anything is done about it."""
        row = Outbox(
            due=NOW, priority=1, chat_id=GROUP, template=prompt.template, params=prompt.params(),
            created_at=NOW,
        )  # fmt: skip
        self.session.add(row)
        await self.session.flush()
        line = Interaction(
            at=NOW, direction=Direction.OUT, chat_id=GROUP, kind=prompt.template,
            message_id=row.id, outbox_id=row.id,
        )  # fmt: skip
        self.session.add(line)
        reply = {"message_id": row.id, "date": 0, "chat": group_chat(), "from": BOT, "text": "…"}
        return await self.in_group(staff, reply_to_message=reply, **message)

    async def turn(self, update: dict[str, Any]) -> Turn:
        """Return the turn of any update."""
        await self.session.flush()
        parsed = Update.de_json({"update_id": 1, **update}, None)
        chat, user = parsed.effective_chat, parsed.effective_user
        roster = await Roster.call(
            self.session, chats=[chat.id] if chat else [], users=[user.id] if user else []
        )
        return Turn(self.services, self.session, parsed, roster, Dialogs(), now=NOW)


def group_chat(chat_id: int = GROUP, *, forum: bool = True, title: str = "Desk") -> dict[str, Any]:
    """Return a group as updates name it."""
    kind = "supergroup" if str(chat_id).startswith("-100") else "group"
    return {"id": chat_id, "type": kind, "title": title, "is_forum": forum}


def person(staff: Staff | None) -> dict[str, Any]:
    """Return a person as updates name them."""
    if staff is None:
        return STRANGER
    return {"id": staff.telegram_id, "is_bot": False, "first_name": staff.name}


@cache
def _settings() -> Settings:
    """Read them once for all tests: it takes longer than most of these do."""
    return Settings.load(None, admin_ids=[ADMIN_ID])
