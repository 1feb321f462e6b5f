"""Column types that both databases store alike."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Enum, Integer, literal
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

# Every constraint has a name, by which a later migration can change it on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite counts rows only in an INTEGER primary key; PostgreSQL needs 64 bits.
RowId = BigInteger().with_variant(Integer, "sqlite")

Moment = UTCDateTime
"""An aware moment; stored in UTC."""

Json = JSON(none_as_null=True)


def text_enum(kind: type[StrEnum]) -> Any:  # noqa: ANN401 - SQLModel's sa_type is untyped
    """Store `kind` by its values in a text column, so that a new member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=_values,
    )


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def stated(column: Any, value: StrEnum, *, equal: bool = True) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped attribute
    """Compare a state column with `value` written into the SQL.

    A partial index serves a query only if the planner sees the value; a bound one it does not see.
    """
    written = literal(value, column.type, literal_execute=True)
    return column == written if equal else column != written
