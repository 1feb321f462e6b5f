"""Find documents by their words, each database in its own way, the newest first.

How long it takes is bounded by what is shown, not by how often a word was ever said: of a common
word the newest are found at once, and of a rare one there are few.
"""

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.search.documents import SPREAD
from crm.search.rules import Wanted
from models import SearchDocument
from models.search import Found
from models.types import stated

NEWEST = 3_000
"""PostgreSQL looks through so many documents before it asks its index, which knows no order."""
_ON_SQLITE = text(
    "SELECT rowid FROM search_words WHERE search_words MATCH :wanted "
    "ORDER BY rowid DESC LIMIT :limit"
)


async def matching(session: AsyncSession, kind: Found, *, wanted: Wanted, limit: int) -> list[int]:
    """Return the rows of one kind whose documents have all words, the newest first."""
    search = _on_sqlite if session.get_bind().dialect.name == "sqlite" else _on_postgresql
    return await search(session, kind, wanted, limit)


async def _on_sqlite(session: AsyncSession, kind: Found, wanted: Wanted, limit: int) -> list[int]:
    """Ask for whole words first: the beginning of a word costs all words that begin so."""
    found: list[int] = []
    for is_begun in sorted({False, wanted.is_begun}):
        if len(found) < limit:
            words = [f'body : "{word}"' for word in wanted.words]
            asked = " AND ".join([f'kind : "{kind}"', *words]) + (" *" if is_begun else "")
            rows = await session.scalars(_ON_SQLITE, {"wanted": asked, "limit": limit})
            found = [row_id // SPREAD for row_id in rows]
    return found


async def _on_postgresql(
    session: AsyncSession, kind: Found, wanted: Wanted, limit: int
) -> list[int]:
    words = [f"'{word}'" for word in wanted.words]
    asked = func.to_tsquery("simple", " & ".join(words) + (":*" if wanted.is_begun else ""))
    newest = _documents(kind).order_by(col(SearchDocument.ref_id).desc()).limit(NEWEST).subquery()
    recent = select(newest.c.ref_id).where(newest.c.words.op("@@")(asked))
    found = list(await session.scalars(recent.order_by(newest.c.ref_id.desc()).limit(limit)))
    if len(found) == limit:
        return found
    fitting = _documents(kind).where(_WORDS.op("@@")(asked)).subquery()
    by_index = select(fitting.c.ref_id).order_by((fitting.c.ref_id + 0).desc()).limit(limit)
    return list(await session.scalars(by_index))


_WORDS: ColumnElement[Any] = literal_column("search_document.words")


def _documents(kind: Found) -> Any:  # noqa: ANN401 - SQLAlchemy says no more
    """Name the kind in the SQL, so that its own index serves it."""
    return select(col(SearchDocument.ref_id), _WORDS.label("words")).where(
        stated(col(SearchDocument.kind), kind)
    )
