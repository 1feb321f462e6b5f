"""A desk with everybody who may come to it, and what each of them brings about there."""

import re
from collections.abc import Callable, Collection, Coroutine, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import Connection, event, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel
from telegram import Bot, Update, User

from core.batching import WAITING
from core.services import Services
from crm.outbox.payload import Payload
from handlers import routing, tables
from handlers.roster import Roster
from handlers.turn import Turn
from models import (
    Broadcast,
    CallTask,
    Incident,
    Interaction,
    KnowledgeReading,
    Macro,
    Outbox,
    SellerDuplicate,
    StaffInvitation,
    Suggestion,
    Upload,
    UploadChange,
    UploadPhoto,
)
from models.broadcasts import BroadcastState
from models.duplicates import DuplicateReason
from models.interactions import Direction
from models.staff import Role
from models.tickets import Category, TicketState
from models.uploads import PhotoState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket, a_touch
from tests.support.tickets import GROUP, a_desk
from tests.support.turns import BOT, group_chat
from views.actions import Action, encode

FOREIGN = -1009876543210
"""A group that the bot is in and that is not the desk."""
STRANGER = 666_000
TOPIC = 77
SAID = 900
"""A message that was said in the topic, by whoever edits it."""
BOOKKEEPING = frozenset({"interaction", "outbox"})
_WRITES = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE
)

SAMPLES: dict[str, int | str] = {
    "move": "send", "tag": "en", "entry": "report", "how": "name", "category": "payment",
    "answer": "fine", "obstacle": "time", "outcome": "solved", "role": "admin", "region": "Bali",
    "part": "card", "island": "", "language": "id", "state": "done", "province": "", "when": "1",
    "facet": "language", "option": "id", "lack": "photo", "cadence": "slipping",
    "intent": "promotion", "article": "login", "flaw": "blurred",
    "field": "name", "key": "snacks", "section": "greeting",
    "everything": 1, "sure": 1,
    "yes": 1, "on": 0, "solved": 1, "for_good": 1, "stars": 1, "level": 1, "days": 2, "speaks": 0,
    "page": 0, "after": 0, "here": 0, "forced": 1, "desk": 1, "edition": 1, "number": 1,
    "improved": 1,
}  # fmt: skip
"""What buttons say beside the ids of what they are about."""


class Sapa(Bot):
    """A bot that knows its name and asks nobody for it."""

    @property
    def bot(self) -> User:
        """Return who it is."""
        return User(1, "Sapa", is_bot=True, username="sapa_bot")


_SAPA = Sapa("1:nobody")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who comes: their Telegram id, their role if they are staff, their store and report."""

    user_id: int
    role: Role | None = None
    seller_id: int = 0
    ticket_id: int = 0


@dataclass(slots=True)
class Effect:
    """What came of one update: rows that are other than before, answers and toast."""

    changed: list[tuple[str, dict[str, Any]]] = field(default_factory=list[Any])
    sent: list[Outbox] = field(default_factory=list[Outbox])
    toast: Payload | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was done and nothing said."""
        return not (self.changed or self.sent or self.toast)


Route = Callable[[Turn], Coroutine[Any, Any, None]]
Snapshot = dict[tuple[str, Any], dict[str, Any]]


class Everyone:
    """All who may come, and another seller's things that none but staff may touch."""

    def __init__(self, session: AsyncSession, services: Services) -> None:
        """Act in `session`; `arrive` comes first."""
        self.people: dict[str, Somebody] = {}
        self.ids: dict[str, int] = {}
        self._session, self._services = session, services
        self._before: dict[str, Snapshot] = {}

    async def arrive(self) -> None:
        """Fill the desk."""
        await a_desk(self._session)
        for name, role in (
            ("admin", Role.ADMIN),
            ("supervisor", Role.SUPERVISOR),
            ("agent", None),
        ):
            staff = await a_staff_member(self._session, role=role or Role.AGENT)
            self.people[name] = Somebody(staff.telegram_id, staff.role)
        former = await a_staff_member(self._session, role=Role.ADMIN, active=False)
        seller = await a_seller(self._session)
        own = await a_ticket(self._session, seller=seller, topic_id=TOPIC + 1)
        self.people["former"] = Somebody(former.telegram_id)
        self.people["seller"] = Somebody(
            seller.chat_id or 0, seller_id=seller.id or 0, ticket_id=own.id or 0
        )
        self.people["stranger"] = Somebody(STRANGER)
        await self._another_seller()
        tables = SQLModel.metadata.tables.keys() - BOOKKEEPING
        self._before = {name: await self._snapshot([name]) for name in tables}

    async def _another_seller(self) -> None:
        """Store what is somebody else's, so that every button has something to change."""
        store, holder = self._session.add, await a_staff_member(self._session)
        other, twin = await a_seller(self._session), await a_seller(self._session, chat_id=None)
        ticket = await a_ticket(
            self._session, seller=other, topic_id=TOPIC, state=TicketState.WAITING,
            assignee_id=holder.id, unanswered=0, waiting_since=NOW,
        )  # fmt: skip
        done = await a_ticket(
            self._session, seller=other, state=TicketState.RESOLVED, resolved_at=NOW
        )
        touch = await a_touch(self._session, seller=other)
        macro = Macro(name="Salam", texts={"id": "Halo"}, updated_at=NOW)
        rows: dict[str, Any] = {
            "broadcast_id": Broadcast(
                state=BroadcastState.DRAFT, author_id=holder.id or 0, chat_id=GROUP,
                texts={"id": "Libur"}, message_id=9, created_at=NOW,
            ),
            "task_id": CallTask(
                seller_id=other.id or 0, reason="staff", created_at=NOW, call_at=NOW
            ),
            "pair_id": SellerDuplicate(
                first_id=other.id or 0, second_id=twin.id or 0,
                reason=DuplicateReason.PHONE, found_at=NOW,
            ),
            "incident_id": Incident(category=Category.LOGIN, title="OTP", proposed_at=NOW),
            "suggestion_id": Suggestion(text="Mode gelap", created_at=NOW),
            "merged_id": Suggestion(text="Tema gelap", created_at=NOW),
            "invitation_id": StaffInvitation(invited_at=NOW, expires_at=NOW),
            "reading_id": KnowledgeReading(
                article="login", seller_id=other.id or 0, shown_at=NOW
            ),
            "macro_id": macro,
            "upload_id": Upload(seller_id=other.id or 0, created_at=NOW, updated_at=NOW),
            "said_id": Interaction(
                at=NOW, direction=Direction.IN, kind="text", ticket_id=ticket.id,
                chat_id=GROUP, message_id=SAID,
            ),
        }  # fmt: skip
        for row in rows.values():
            store(row)
        await self._session.flush()
        known = {name: inspect(row).identity[0] for name, row in rows.items()}
        photo = UploadPhoto(
            upload_id=known["upload_id"], state=PhotoState.CHECKED, number=1, improvable=True,
            chat_id=other.chat_id or 0, message_id=9, file_id="f", received_at=NOW,
        )  # fmt: skip
        change = UploadChange(
            upload_id=known["upload_id"], field="name", after="Keripik Pisang Manis",
            staff_id=holder.id or 0, created_at=NOW,
        )  # fmt: skip
        store(photo)
        store(change)
        await self._session.flush()
        self.ids = {
            **known,
            "photo_id": photo.id or 0,
            "change_id": change.id or 0,
            "kept_id": known["suggestion_id"],
            "into": other.id or 0,
            "ticket_id": ticket.id or 0,
            "done_ticket_id": done.id or 0,
            "seller_id": other.id or 0,
            "seller_chat": other.chat_id or 0,
            "staff_id": holder.id or 0,
            "holder_id": holder.id or 0,
            "touch_id": touch.id or 0,
        }

    def button(self, kind: type[Action], **facts: int | str) -> Action:
        """Return a button about another seller's things; a new one gets plausible values."""
        plain = {name: (0 if kind_ is int else "") for name, kind_ in _typed(kind)}
        known = {**plain, **SAMPLES, **self.ids, **facts}
        return kind(**{name: known[name] for name in plain})

    async def says(
        self,
        who: Somebody,
        text: str,
        *,
        chat_id: int,
        topic: int | None = None,
        edits: bool = False,
    ) -> Effect:
        """Send a text or a command, or edit the one that was said."""
        place = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        message = {"message_id": SAID, **_where(who, chat_id), "text": text, **place}
        is_command = text.startswith("/")
        routes = {
            (True, False): routing.private_command if is_command else routing.private_message,
            (True, True): routing.private_edit,
            (False, False): routing.group_command if is_command else routing.group_message,
            (False, True): routing.group_edit,
        }
        kind = "edited_message" if edits else "message"
        return await self._attempt(routes[chat_id > 0, edits], {kind: message})

    async def presses(self, who: Somebody, action: Action, *, chat_id: int) -> Effect:
        """Press a button under a message of the bot in this chat."""
        message = {"message_id": 9, **_where(who, chat_id), "from": BOT, "text": "…"}
        query = {"id": "1", "from": _person(who), "chat_instance": "1", "message": message}
        return await self._attempt(
            routing.pressed, {"callback_query": {**query, "data": encode(action)}}
        )

    async def _attempt(self, route: Route, update: dict[str, Any]) -> Effect:
        """Let an update take effect, see what came of it, and undo it."""
        effect = Effect()
        connection = await self._session.connection()
        async with self._session.begin_nested() as attempt:
            turn = await self._turn(update)
            with _written(connection.sync_connection) as tables:
                await route(turn)
                await self._session.flush()
                effect.sent = list(await self._session.scalars(select(Outbox).order_by("id")))
            if written := tables - BOOKKEEPING:
                effect.changed = [
                    change
                    for name in sorted(written)
                    for change in _difference(self._before[name], await self._snapshot([name]))
                ]
            effect.toast = turn.answer
            await attempt.rollback()
        self._session.expunge_all()
        self._session.info.pop(WAITING, None)
        return effect

    async def _turn(self, update: dict[str, Any]) -> Turn:
        parsed = Update.de_json({"update_id": 1, **update}, _SAPA)
        chat, user = parsed.effective_chat, parsed.effective_user
        roster = await Roster.call(
            self._session, chats=[chat.id] if chat else [], users=[user.id] if user else []
        )
        dialogs = tables.all_dialogs()
        return Turn(self._services, self._session, parsed, roster, dialogs, now=NOW)

    async def _snapshot(self, names: Collection[str]) -> Snapshot:
        found: Snapshot = {}
        for table in SQLModel.metadata.sorted_tables:
            if table.name in names:
                for row in (await self._session.execute(select(table))).mappings():
                    key = tuple(row[one.name] for one in table.primary_key)
                    found[table.name, key] = dict(row)
        return found


def _typed(kind: type[Action]) -> Iterator[tuple[str, object]]:
    return ((one.name, one.type) for one in fields(kind))


def _where(who: Somebody, chat_id: int) -> dict[str, Any]:
    chat = group_chat(chat_id) if chat_id < 0 else {"id": chat_id, "type": "private"}
    return {"date": 0, "chat": chat, "from": _person(who)}


def _person(who: Somebody) -> dict[str, Any]:
    return {"id": who.user_id, "is_bot": False, "first_name": "Agus"}


@contextmanager
def _written(connection: Connection | None) -> Generator[set[str]]:
    """Yield the tables that statements name to write to."""
    tables: set[str] = set()

    def note(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's listeners are untyped
        if found := _WRITES.match(call[2]):
            tables.add(found[1].lower())

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(connection, "before_cursor_execute", note)


def _difference(before: Snapshot, after: Snapshot) -> list[tuple[str, dict[str, Any]]]:
    others = {**before, **after}
    return [(key[0], row) for key, row in others.items() if before.get(key) != after.get(key)]
