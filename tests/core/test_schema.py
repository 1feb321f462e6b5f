"""A database that does not fit is named in words, and an upgrade makes it fit."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from core import schema
from core.schema import SchemaKind
from crm.sellers.payloads import CommandMenu
from models import Outbox, Seller
from models.sellers import Reach
from tests.support.builders import NOW
from tests.support.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    server: Server = request.getfixturevalue("postgres_server")
    return server.url(server.create())


def execute(url: str, statement: str) -> None:
    with schema.connected(url) as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


def test_revisions_are_those_of_alembic_in_its_order() -> None:
    scripts = ScriptDirectory(str(schema.FOLDER)).walk_revisions()
    assert schema.revisions() == [script.revision for script in scripts][::-1]


def test_upgrade_makes_an_empty_database_current(empty_url: str) -> None:
    before = schema.check(empty_url)
    assert before.kind is SchemaKind.EMPTY
    assert "`sapa db upgrade`" in before.sentence
    assert schema.upgrade(empty_url).is_current
    assert schema.check(empty_url).is_current


def test_upgrade_of_a_current_database_changes_nothing(database_url: str) -> None:
    assert schema.upgrade(database_url) == schema.check(database_url)


def test_check_creates_no_file(tmp_path: Path) -> None:
    assert schema.check(f"sqlite:///{tmp_path / 'none.db'}").kind is SchemaKind.EMPTY
    assert list(tmp_path.iterdir()) == []


def test_newer_database_is_left_alone(database_url: str) -> None:
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    state = schema.check(database_url)
    assert state.kind is SchemaKind.AHEAD
    assert "9999" in state.sentence
    with pytest.raises(schema.SchemaError, match="run the newer version"):
        schema.upgrade(database_url)


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sapa.db"
    file.write_bytes(b"Nama Toko;Pemilik\n" * 100)
    state = schema.check(f"sqlite:///{file}")
    assert state.kind is SchemaKind.CORRUPT
    assert str(file) in state.sentence
    with pytest.raises(schema.SchemaError, match="is not a database"):
        schema.upgrade(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"Nama Toko")


def test_server_out_of_reach_is_named_without_the_password() -> None:
    state = schema.check("postgresql://sapa:rahasia@127.0.0.1:1/sapa")
    assert state.kind is SchemaKind.UNREACHABLE
    assert "check DATABASE_URL" in state.sentence
    assert "rahasia" not in state.sentence


def test_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'sapa.db'}"
    with pytest.raises(schema.SchemaError, match=r"There is no folder .*nowhere"):
        schema.upgrade(url)


def test_history_has_one_end_and_every_step_can_be_taken_back(empty_url: str) -> None:
    assert len(ScriptDirectory(str(schema.FOLDER)).get_heads()) == 1
    schema.upgrade(empty_url)
    with schema.connected(empty_url) as connection:
        command.downgrade(schema.config(connection), "base")
        connection.commit()
    assert schema.check(empty_url).kind is SchemaKind.EMPTY
    assert schema.upgrade(empty_url).is_current


def test_rows_are_counted_by_the_database_itself(sqlite_url: str, postgres_url: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as lite:
        (ddl,) = lite.execute("SELECT sql FROM sqlite_schema WHERE name = 'seller'").fetchone()
    lite.close()
    assert "id INTEGER NOT NULL" in ddl
    with psycopg.connect(postgres_url) as grown:
        rows = grown.execute(
            "SELECT table_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_default LIKE 'nextval%'"
        ).fetchall()
    assert {kind for _, kind in rows} == {"bigint"}
    assert "seller" in {table for table, _ in rows}
    assert {table for table, _ in rows}.isdisjoint({"inbox", "dialog", "staff_group"})


def test_who_chose_a_language_before_there_were_menus_gets_theirs(empty_url: str) -> None:
    schema.upgrade(empty_url)
    facts = (
        ("min", Reach.OK, 1),
        ("id", Reach.OK, 2),
        ("jv", Reach.BLOCKED, 3),
        (None, Reach.OK, 4),
    )
    sellers = [
        Seller(
            store_name="Toko", owner_name="Sri", chat_id=chat_id, telegram=reach, language=tag,
            created_at=NOW, updated_at=NOW,
        )
        for tag, reach, chat_id in facts
    ]  # fmt: skip
    with schema.connected(empty_url) as connection:
        config = schema.config(connection)
        command.downgrade(config, "0007")
        with Session(connection) as session:
            session.add_all(sellers)
            session.commit()
        command.upgrade(config, "0008")
        found = select(
            col(Outbox.chat_id), col(Outbox.template), col(Outbox.params), col(Outbox.due)
        )
        menus = [tuple(row) for row in connection.execute(found)]
        connection.commit()
    assert menus == [(1, CommandMenu.template, {}, NOW)]
