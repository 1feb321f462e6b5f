"""At the end both sides are read: what Telegram saw, and what Sapa's database says of it."""

import asyncio
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from bot.demo.happening import Pressed, Shown
from bot.demo.journey.play import Check, Play
from bot.demo.witness import DidNotHappen
from core.db import Database
from models import Inbox, Interaction, Outbox
from models.interactions import Channel, Direction
from models.mail import InboxState, OutboxState

ATTEMPTS, PAUSE = 50, 0.1
"""What has just been sent is being written down: look again for five seconds."""
SHOWN = 3
Tally = Counter[Hashable]


async def read_back(play: Play) -> None:
    """Compare both sides, tell each count, and fail where they do not agree."""
    checks: Sequence[Check] = ()
    for _ in range(ATTEMPTS):
        checks = await _compare(play)
        if not any(check.wrong for check in checks):
            break
        await asyncio.sleep(PAUSE)
    for check in checks:
        play.teller.checked(check)
    wrong = [check for check in checks if check.wrong]
    if wrong:
        raise DidNotHappen("; ".join(f"{check.name}: {check.wrong}" for check in wrong))


async def _compare(play: Play) -> list[Check]:
    database = play.database
    log, seen = await _log(database), await _everything(play)
    happened = play.client.witness.happenings
    changed = [one for one in happened if isinstance(one, Shown) and one.edited]
    pressed = [one for one in happened if isinstance(one, Pressed)]
    toasts = play.client.witness.toasts
    return [
        _agree(
            "messages from people, each logged once",
            Counter(_key(one) for one in seen if not one.by_bot),
            Counter(_logged(row) for row in log if _is_message(row)),
        ),
        _agree(
            "corrections by people, each logged once",
            Counter(_key(one) for one in changed if not one.by_bot),
            Counter(_logged(row) for row in log if row.kind == "edit"),
        ),
        _agree(
            "buttons pressed, each logged once",
            Counter((*_key(one.message), one.data) for one in pressed),
            Counter((*_logged(row), row.data.get("data")) for row in log if _is_press(row)),
        ),
        _agree(
            "buttons pressed, each answered once",
            Counter(one.query_id for one in pressed),
            Counter(list(toasts)),
        ),
        _agree(
            "messages and changes by the bot, each logged once",
            Counter(_key(one) for one in (*seen, *changed) if one.by_bot and not one.is_service),
            Counter(key for row in log if row.direction is Direction.OUT for key in _sent(row)),
        ),
        await _nothing_waits(database),
    ]


async def _log(database: Database) -> list[Interaction]:
    wanted = select(Interaction).where(col(Interaction.channel) == Channel.TELEGRAM)
    async with database.reading() as session:
        return list(await session.scalars(wanted))


async def _everything(play: Play) -> list[Shown]:
    """Return all that stands in any chat, of the group from when the bot came in."""
    client, state = play.client, await play.client.state()
    seen: list[Shown] = []
    for group in state["groups"]:
        messages = await client.messages(group["id"])
        came = next(at for at, one in enumerate(messages) if _brings_in(one, state["bot"]["id"]))
        seen += messages[came:]
    for user in state["users"]:
        if user["started"]:
            seen += await client.messages(user["id"])
    return seen


def _brings_in(message: Shown, person: int) -> bool:
    members: list[dict[str, Any]] = message.raw.get("new_chat_members", [])
    return any(member["id"] == person for member in members)


def _is_message(row: Interaction) -> bool:
    return row.direction is Direction.IN and row.kind not in {"edit", "button", "status"}


def _is_press(row: Interaction) -> bool:
    return row.kind == "button"


def _key(message: Shown) -> tuple[int, int]:
    return message.chat_id, message.id


def _logged(row: Interaction) -> tuple[int | None, int | None]:
    return row.chat_id, row.message_id


def _sent(row: Interaction) -> list[tuple[int | None, int | None]]:
    return [(row.chat_id, number) for number in row.data.get("message_ids", [row.message_id])]


def _agree(name: str, telegram: Tally, database: Tally) -> Check:
    """Compare what Telegram saw with what the database holds, both ways."""
    missing, extra = telegram - database, database - telegram
    wrong = [
        f"{what} {', '.join(map(str, list(tally)[:SHOWN]))}"
        for what, tally in (("not in the log:", missing), ("only in the log:", extra))
        if tally
    ]
    return Check(name, telegram.total(), "; ".join(wrong))


async def _nothing_waits(database: Database) -> Check:
    unhandled = col(Inbox.state) != InboxState.DONE
    unsent = col(Outbox.state).not_in((OutboxState.SENT, OutboxState.CANCELLED))
    async with database.reading() as session:
        updates = await session.scalar(select(func.count()).select_from(Inbox).where(unhandled))
        messages = await session.scalar(select(func.count()).select_from(Outbox).where(unsent))
    waiting = (updates or 0) + (messages or 0)
    wrong = f"{updates} updates and {messages} messages" if waiting else ""
    return Check("updates or messages left waiting", waiting, wrong)
