"""A market of any size, made by the database itself: stores, and ten lines of sales for each."""

import sqlite3
from datetime import UTC, datetime

import psycopg

NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)
"""Monday, 09:00 in Jakarta: when the market is as it was made."""
LINES = 10
"""Lines of sales for each store; four orders in five are of one line, the fifth of two."""

_SELLERS = """
INSERT INTO seller (
    id, portal_id, store_name, store_key, owner_name, email, phone, phone_verified, address,
    regency, province, zone, category, partner, joined, products, transactions, revenue,
    last_login, data, telegram, consent, proactive, tags, created_at, updated_at
)
SELECT
    n, 'P-' || n, 'Toko Berkah ' || n, 'toko berkah ' || n, 'Siti Rahma ' || n,
    'siti' || n || '@toko.example', '+6281' || (100000000 + n), {no}, 'Jl. Melati No. ' || n % 200,
    'Kab. Sleman', 'DI Yogyakarta', 'Asia/Jakarta', 'makanan', '', {joined},
    n % 20, 10, 1000000, CASE WHEN n % 10 > 0 THEN {login} END, '{{}}', 'unknown', 'unasked',
    {yes}, '[]', {now}, {now}
FROM {numbers}
"""
_SALES = """
INSERT INTO sale (order_id, product, seller_ref, seller_id, at, amount, quantity, status)
SELECT
    'INV-' || n * 4 / 5, 'Produk ' || n, 'P-' || 1 + n * 4 / 5 % {sellers},
    1 + n * 4 / 5 % {sellers}, {sold}, 1000 * (1 + n * 7919 % 500), 1,
    CASE WHEN n % 20 = 0 THEN 'cancelled' ELSE 'completed' END
FROM {numbers}
"""
_COUNTED = """(
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {last})
    SELECT n FROM counted
)"""
_INDEX = "DROP INDEX ix_sale_seller"
_INDEX_AGAIN = (
    "CREATE INDEX ix_sale_seller ON sale (seller_id, at, order_id, amount) "
    "WHERE status <> 'cancelled'"
)


def fill(url: str, sellers: int) -> None:
    """Fill a migrated, empty database; the index comes last, as it is quicker so."""
    statements = _sqlite(sellers) if url.startswith("sqlite") else _postgresql(sellers)
    statements = [_INDEX, *statements, _INDEX_AGAIN]
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (*statements, "VACUUM ANALYZE"):
            connection.execute(statement.encode())


def _sqlite(sellers: int) -> list[str]:
    def ago(seconds: str) -> str:
        at = f"{NOW:%Y-%m-%d %H:%M:%S}"
        return f"strftime('%Y-%m-%d %H:%M:%f000', '{at}', '-' || ({seconds}) || ' seconds')"

    return [
        _SELLERS.format(
            numbers=_COUNTED.format(last=sellers), no=0, yes=1, now=ago("0"),
            login=ago("n * 7919 % 17280000"),
            joined=f"date('{NOW:%Y-%m-%d}', '-' || (n * 31 % 1500) || ' days')",
        ),
        _SALES.format(
            numbers=_COUNTED.format(last=sellers * LINES), sellers=sellers,
            sold=ago("n * 104729 % 40000000"),
        ),
    ]  # fmt: skip


def _postgresql(sellers: int) -> list[str]:
    def ago(seconds: str) -> str:
        return f"timestamptz '{NOW.isoformat()}' - ({seconds}) * interval '1 second'"

    def numbers(count: int) -> str:
        return f"generate_series(1::bigint, {count}) AS n"

    return [
        _SELLERS.format(
            numbers=numbers(sellers), no="false", yes="true", now=ago("0"),
            login=ago("n * 7919 % 17280000"),
            joined=f"date '{NOW:%Y-%m-%d}' - (n * 31 % 1500)::int",
        ),
        _SALES.format(
            numbers=numbers(sellers * LINES), sellers=sellers, sold=ago("n * 104729 % 40000000")
        ),
    ]  # fmt: skip
