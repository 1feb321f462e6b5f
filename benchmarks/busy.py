"""A busy desk: 200 agents, 10,000 open reports, and all that was said about them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.market import NOW, fill
from core.services import Services
from crm.search import keeping
from crm.segments.operations import take_snapshot
from models import (
    CallTask,
    Incident,
    Interaction,
    Macro,
    SellerDuplicate,
    Staff,
    StaffGroup,
    Suggestion,
    Ticket,
    TicketEvent,
)
from models.duplicates import DuplicateReason
from models.incidents import IncidentState
from models.interactions import Direction
from models.search import Found
from models.staff import Role
from models.tickets import Category, TicketKind, TicketState
from scheduler.publication import promised, published

SELLERS = 100_000
AGENTS = 200
OPEN, DONE = 10_000, 20_000
EACH = 7
"""Messages in a report, so 210,000 in all."""
GROUP = -1_001_000_000_000
FIRST_STAFF, FIRST_CHAT, FIRST_TOPIC = 7_000_000, 5_000_000, 1_000
AT_ONCE = 20_000
WORDS = (
    "saldo", "belum", "masuk", "tolong", "cek", "pesanan", "kurir", "resi", "foto", "buram",
    "produk", "ditolak", "rekening", "bank", "login", "kode", "otp", "ongkir", "pembeli", "toko",
    "saya", "sudah", "dari", "kemarin", "label", "kirim", "diskon", "promo", "ukuran", "harga",
    *(f"kata{number}" for number in range(2_000)),
)  # fmt: skip

Row = dict[str, Any]


async def busy(services: Services, url: str) -> None:
    """Fill a migrated, empty database, and let the timetable's work on it be done."""
    fill(url, SELLERS)
    dice = random.Random(5)
    async with services.database.transaction() as session:
        await session.execute(text(_LINK), {"chat": FIRST_CHAT, "most": OPEN + DONE})
        session.add(StaffGroup(chat_id=GROUP, title="Desk", is_forum=True, paired_at=NOW))
        for kind, rows in _tables(dice):
            await _insert(session, kind, rows)
    await published(services)
    await promised(services)
    await take_snapshot(services.database, now=NOW, settings=services.settings)
    for found in Found:
        while True:
            async with services.database.transaction() as session:
                if not await keeping.go_on(session, found):
                    break
    if not services.database.is_sqlite:
        async with services.database.transaction() as session:
            await session.execute(text("ANALYZE"))


async def _insert(session: AsyncSession, kind: type, rows: Iterator[Row]) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            await session.execute(insert(kind), batch)
            batch = []
    if batch:
        await session.execute(insert(kind), batch)


def _tables(dice: random.Random) -> Iterator[tuple[type, Iterator[Row]]]:
    yield Staff, (_member(number) for number in range(1, AGENTS + 1))
    yield Ticket, (_ticket(number, dice) for number in range(1, OPEN + DONE + 1))
    yield TicketEvent, _events()
    yield Interaction, _talk(dice)
    yield CallTask, (_call(number) for number in range(1, 2_001))
    yield SellerDuplicate, (_pair(number) for number in range(1, 3_001))
    yield Macro, (_macro(number) for number in range(1, 61))
    yield Incident, (_incident(number) for number in range(1, 41))
    yield Suggestion, (_suggestion(number, dice) for number in range(1, 3_001))


def _member(number: int) -> Row:
    roles = {1: Role.ADMIN, 2: Role.SUPERVISOR}
    return {
        "id": number, "telegram_id": FIRST_STAFF + number, "name": f"Dewi {number}",
        "role": roles.get(number % 20, Role.AGENT), "language": "id", "speaks": ["id", "jv"],
        "region": "", "active": True, "added_at": NOW,
    }  # fmt: skip


def _ticket(number: int, dice: random.Random) -> Row:
    is_open = number > DONE
    created = NOW - timedelta(minutes=OPEN + DONE - number)
    states = (TicketState.NEW, TicketState.OPEN, TicketState.OPEN, TicketState.WAITING)
    state = dice.choice(states) if is_open else TicketState.CLOSED
    waits = state is TicketState.WAITING
    return {
        "id": number, "kind": TicketKind.ISSUE, "category": dice.choice(list(Category)),
        "state": state, "priority": dice.choice((1, 2, 2, 2, 3)), "seller_id": number,
        "assignee_id": None if state is TicketState.NEW else 1 + number % AGENTS,
        "text": _sentence(dice), "language": "id", "topic_id": FIRST_TOPIC + number,
        "card_message_id": FIRST_TOPIC + number, "created_at": created, "updated_at": created,
        "unanswered": 0 if waits else 1, "waiting_since": created if waits else None,
        "resolved_at": None if is_open else created, "closed_at": None if is_open else created,
        "data": {},
    }  # fmt: skip


def _events() -> Iterator[Row]:
    for number in range(1, OPEN + DONE + 1):
        for kind in ("opened", "claimed", "answered"):
            yield {
                "ticket_id": number, "at": NOW, "kind": kind, "staff_id": 1 + number % AGENTS,
                "seller_id": None, "data": {},
            }  # fmt: skip


def _talk(dice: random.Random) -> Iterator[Row]:
    for turn in range(EACH):
        for number in range(1, OPEN + DONE + 1):
            is_staff = turn % 2 == 1
            yield {
                "at": _at(turn, number), "direction": Direction.IN, "kind": "text",
                "text": _sentence(dice), "seller_id": number, "ticket_id": number,
                "staff_id": 1 + number % AGENTS if is_staff else None,
                "chat_id": GROUP if is_staff else FIRST_CHAT + number,
                "message_id": 1_000_000 + turn * (OPEN + DONE) + number, "data": {},
            }  # fmt: skip


def _call(number: int) -> Row:
    return {
        "seller_id": OPEN + DONE + number, "reason": "staff", "created_at": NOW, "call_at": NOW,
    }  # fmt: skip


def _pair(number: int) -> Row:
    return {
        "first_id": 2 * number, "second_id": 2 * number + 1, "reason": DuplicateReason.NAME,
        "found_at": NOW,
    }  # fmt: skip


def _macro(number: int) -> Row:
    return {
        "name": f"Jawaban {number}", "category": list(Category)[number % 8],
        "texts": {"id": "Halo {name}, terima kasih."}, "updated_at": NOW,
    }  # fmt: skip


def _incident(number: int) -> Row:
    states = (IncidentState.PROPOSED, IncidentState.OPEN, *(IncidentState.RESOLVED,) * 6)
    return {
        "category": list(Category)[number % 8], "state": states[number % 8],
        "title": f"Kode OTP {number}", "words": ["kode", "otp"], "proposed_at": NOW,
    }  # fmt: skip


def _suggestion(number: int, dice: random.Random) -> Row:
    return {
        "text": _sentence(dice), "words": ["mode", "gelap"], "votes": 1 + number % 30,
        "created_at": NOW,
    }  # fmt: skip


def _at(turn: int, number: int) -> datetime:
    return NOW - timedelta(minutes=(EACH - turn) * 60, seconds=number % 60)


def _sentence(dice: random.Random) -> str:
    return " ".join((*dice.choices(WORDS[:30], k=5), *dice.choices(WORDS, k=4)))


_LINK = """
UPDATE seller SET chat_id = :chat + id, telegram = 'ok', consent = 'given', language = 'id'
WHERE id <= :most
"""
