"""Nobody does or sees what their role does not let them: every command, every button, everybody.

All that is routed is tried, so whatever is added is tried too.
"""

from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from crm.outbox.payload import Priority
from crm.sellers.menu import ButtonForStaff, OldButton
from crm.staff.members import CommandDeclined, RoleNeeded
from crm.staff.rules import allowed
from handlers import tables
from models.staff import Role
from tests.support.chat import services_for_chats
from tests.support.everyone import FOREIGN, TOPIC, Effect, Everyone, Somebody
from tests.support.tickets import GROUP
from views import actions
from views.actions import ACTIONS, Action
from views.rendering import template

NOT_STAFF = ("former", "seller", "stranger")
STAFF = ("agent", "supervisor", "admin")
SUPERVISORS: dict[type[Action], tuple[str, ...]] = {
    actions.ConfirmImport: ("",),
    actions.MergePair: ("",),
    actions.KeepPair: ("",),
    actions.UndoPair: ("",),
    actions.BroadcastTo: ("",),
    actions.BroadcastPick: ("",),
    actions.BroadcastLack: ("",),
    actions.BroadcastWrite: ("",),
    actions.BroadcastStep: ("change", "confirm", "giveup", "sample"),
    actions.DecideCadence: ("approve",),
    actions.MergeSuggestions: ("",),
    actions.NewMacro: ("",),
    actions.FileMacro: ("",),
    actions.ChangeMacro: ("write", "drop", "off", "file"),
}
"""Buttons that an agent sees too, but only a supervisor uses; with the moves that some have."""
LEAST = 8
"""So many buttons at least have something to change here, or trying them would show little."""
SELLERS = [kind for kind in ACTIONS if kind not in tables.STAFF_PRESSES]
WORDS = sorted({*tables.STAFF_COMMANDS, *tables.COMMANDS, *tables.OPEN_GROUP_COMMANDS})


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """Yield one of a kind: who may do what is asked before any database is."""
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def everyone(database: Database, session: AsyncSession, clock: MovableClock) -> Everyone:
    everyone = Everyone(session, services_for_chats(database, clock))
    await everyone.arrive()
    return everyone


async def test_no_command_in_the_desk_listens_to_who_is_not_staff(everyone: Everyone) -> None:
    for name, word in product(NOT_STAFF, set(WORDS) - tables.OPEN_GROUP_COMMANDS.keys()):
        effect = await everyone.says(everyone.people[name], f"/{word} uang", chat_id=GROUP)
        assert effect.is_nothing, (name, word)


@pytest.mark.parametrize("name", NOT_STAFF)
async def test_in_private_who_is_not_staff_is_a_seller(everyone: Everyone, name: str) -> None:
    who = everyone.people[name]
    for word in WORDS:
        effect = await everyone.says(who, f"/{word} uang", chat_id=who.user_id)
        stays_with(who, effect, word)


@pytest.mark.parametrize("name", ["stranger", "seller", "admin"])
async def test_nobody_works_in_a_foreign_group(everyone: Everyone, name: str) -> None:
    who = everyone.people[name]
    for word in set(WORDS) - tables.OPEN_GROUP_COMMANDS.keys():
        effect = await everyone.says(who, f"/{word} uang", chat_id=FOREIGN)
        assert effect.is_nothing, word
    for kind in ACTIONS:
        effect = await everyone.presses(who, everyone.button(kind), chat_id=FOREIGN)
        assert (effect.changed, effect.sent) == ([], []), kind
        assert isinstance(effect.toast, ButtonForStaff), kind
    assert (await everyone.says(who, "Halo", chat_id=FOREIGN, topic=TOPIC)).is_nothing


async def test_only_admins_pair(everyone: Everyone) -> None:
    names = (*NOT_STAFF, "agent", "supervisor")
    for name, chat_id, word in product(names, (GROUP, FOREIGN), tables.OPEN_GROUP_COMMANDS):
        effect = await everyone.says(everyone.people[name], f"/{word}", chat_id=chat_id)
        assert effect.changed == [], (name, word)
        assert {row.chat_id for row in effect.sent} <= {chat_id}


@pytest.mark.parametrize(
    ("name", "place"), [*((name, "private") for name in NOT_STAFF), ("former", "desk")]
)
async def test_no_button_of_staff_works_for_who_is_not(
    everyone: Everyone, name: str, place: str
) -> None:
    who = everyone.people[name]
    for kind in tables.STAFF_PRESSES:
        chat_id = who.user_id if place == "private" else GROUP
        effect = await everyone.presses(who, everyone.button(kind), chat_id=chat_id)
        assert (effect.changed, effect.sent) == ([], []), kind
        assert isinstance(effect.toast, ButtonForStaff), kind


@pytest.mark.parametrize(
    ("name", "place"), [*((name, "desk") for name in STAFF), ("agent", "private")]
)
async def test_staff_do_what_their_role_lets_them_and_nothing_else(
    everyone: Everyone, name: str, place: str
) -> None:
    who = everyone.people[name]
    chat_id = who.user_id if place == "private" else GROUP
    works: set[type[Action]] = set()
    for word, (needed, _) in tables.STAFF_COMMANDS.items():
        effect = await everyone.says(who, f"/{word}", chat_id=chat_id)
        told = [template(row.template) for row in effect.sent]
        assert told, word
        assert (told == [CommandDeclined]) == (not may(who, needed)), word
        assert may(who, needed) or not effect.changed, word
    for kind, (needed, _) in tables.STAFF_PRESSES.items():
        effect = await everyone.presses(who, everyone.button(kind), chat_id=chat_id)
        assert not isinstance(effect.toast, ButtonForStaff), kind
        refused = isinstance(effect.toast, RoleNeeded) and effect.toast.role is needed
        assert refused == (not may(who, needed)) or kind is actions.ReadIn, kind
        assert may(who, needed) or not (effect.changed or effect.sent), kind
        works |= {kind} if effect.changed else set()
    assert len(works) >= LEAST


async def test_an_agent_only_looks_at_what_supervisors_decide(everyone: Everyone) -> None:
    agent = everyone.people["agent"]
    for (kind, moves), chat_id in product(SUPERVISORS.items(), (agent.user_id, GROUP)):
        for move in moves:
            action = everyone.button(kind, move=move)
            effect = await everyone.presses(agent, action, chat_id=chat_id)
            assert effect.changed == [], action
            assert effect.toast is not None, action
            assert not isinstance(effect.toast, OldButton), action


@pytest.mark.parametrize(
    ("name", "place"), [("seller", "private"), ("stranger", "private"), ("seller", "desk")]
)
async def test_no_button_of_sellers_reaches_what_is_another_sellers(
    everyone: Everyone, name: str, place: str
) -> None:
    """As where somebody's client sends what stood on the button of another person."""
    who = everyone.people[name]
    for kind in SELLERS:
        for ticket_id in (everyone.ids["ticket_id"], everyone.ids["done_ticket_id"]):
            action = everyone.button(kind, ticket_id=ticket_id)
            effect = await everyone.presses(
                who, action, chat_id=who.user_id if place == "private" else GROUP
            )
            if place == "private":
                stays_with(who, effect, kind)
            else:
                assert (effect.changed, effect.sent) == ([], []), kind


async def test_no_seller_hears_of_who_is_not_staff(everyone: Everyone) -> None:
    said = ("Uangnya sudah masuk", "// catatan")
    for name, text, edits in product(NOT_STAFF, said, (False, True)):
        who = everyone.people[name]
        effect = await everyone.says(who, text, chat_id=GROUP, topic=TOPIC, edits=edits)
        assert effect.changed == [], (name, text)
        assert {row.chat_id for row in effect.sent} <= {GROUP}
        assert {row.template for row in effect.sent} <= {"not_staff_yet"}


def may(who: Somebody, needed: Role) -> bool:
    return who.role is not None and allowed(who.role, needed)


def stays_with(who: Somebody, effect: Effect, what: object) -> None:
    """Assert that only the person's own rows changed, and only they and the desk hear of it."""
    begun = {
        row["id"] for table, row in effect.changed if table == "upload" and is_own(who, table, row)
    }
    for table, row in effect.changed:
        assert row.get("upload_id") in begun or is_own(who, table, row), (what, table, row)
    for row in effect.sent:
        assert row.chat_id in {who.user_id, GROUP}, (what, row.template)
        is_theirs = template(row.template).priority is not Priority.STAFF
        assert row.chat_id == GROUP or is_theirs, (what, row.template)


def is_own(who: Somebody, table: str, row: dict[str, Any]) -> bool:
    names = {
        "chat_id": who.user_id,
        "seller_id": who.seller_id or None,
        "ticket_id": who.ticket_id or None,
        "id": {"seller": who.seller_id, "ticket": who.ticket_id}.get(table) or None,
    }
    return any(row.get(name) == own for name, own in names.items() if own is not None)


def test_the_tables_name_every_button_once() -> None:
    assert set(SUPERVISORS) <= tables.STAFF_PRESSES.keys()
    assert not tables.STAFF_PRESSES.keys() & tables.PRESSES.keys()
    assert all(issubclass(kind, Action) for kind in SELLERS)
