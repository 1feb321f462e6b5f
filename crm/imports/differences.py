"""When a staged fact differs from the stored one, and what is stored then.

What the seller said in chat is no column that a file has, so nothing here can touch it; a phone
that the seller confirmed is the one fact that both know, and the seller's stays.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, case, cast, false, or_

VERIFIED = {"phone": "phone_verified"}
"""Facts that the seller may have confirmed, and the column that says so."""


def differs(stored: Table, staged: Table, fact: str) -> ColumnElement[bool]:
    """Tell whether a stored row would change in `fact`."""
    old, new = stored.c[fact], staged.c[fact]
    if fact == "data":  # PostgreSQL's json knows no equality
        return cast(old, Text).is_distinct_from(cast(new, Text))
    confirmed = _confirmed(stored, fact)
    if confirmed is not None:
        return and_(~confirmed, old.is_distinct_from(new))
    return old.is_distinct_from(new)


def contradicts(stored: Table, staged: Table, fact: str) -> ColumnElement[bool]:
    """Tell whether the file says something else than the seller confirmed."""
    old, new = stored.c[fact], staged.c[fact]
    return and_(stored.c[VERIFIED[fact]].is_(True), new.is_not(None), old.is_distinct_from(new))


def taken(stored: Table, staged: Table, fact: str) -> ColumnElement[Any]:
    """Return what a changed row has in `fact` afterwards."""
    confirmed = _confirmed(stored, fact)
    if confirmed is None:
        return staged.c[fact]
    return case((confirmed, stored.c[fact]), else_=staged.c[fact])


def may_contradict(stored: Table) -> ColumnElement[bool]:
    """Tell which stored rows have a confirmed fact, and so must be compared with every file."""
    flags = [stored.c[flag] for flag in VERIFIED.values() if flag in stored.c]
    return or_(false(), *(flag.is_(True) for flag in flags))


def _confirmed(stored: Table, fact: str) -> ColumnElement[bool] | None:
    column = VERIFIED.get(fact)
    return stored.c[column].is_(True) if column is not None and column in stored.c else None
