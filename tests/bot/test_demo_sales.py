from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from bot.demo import seasons
from bot.demo.past import bring_about
from bot.demo.sales import write_sales_csv
from bot.demo.sellers import LAST, THIS, write_pull
from bot.demo.world import World, world_of
from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.imports.files.kinds import read_any
from crm.imports.prepared import prepare
from crm.imports.subjects import SUBJECTS
from crm.segments.summary import Summary
from models import ImportBatch, Partner, Sale, SegmentWeek, Seller, SellerDuplicate
from models.imports import ImportKind
from models.segments import Lifecycle
from tests.support.rows import all_of

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Books:
    """What both sides write, read as an import reads it."""

    world: World
    pulls: tuple[pl.DataFrame, pl.DataFrame]
    sales: tuple[pl.DataFrame, pl.DataFrame]
    """Of the whole year, as they are at either pull."""


def read(path: Path, kind: ImportKind) -> pl.DataFrame:
    vocabularies = {name: subject.vocabulary for name, subject in SUBJECTS.items()}
    told, table = read_any(path, vocabularies)
    assert told is kind
    with prepare(SUBJECTS[kind], table, now=NOW) as found:
        batches = list(found.batches())
        assert found.rejected == (6 if kind is ImportKind.SELLERS else 0)
        assert not found.maybe_repeated()
    return pl.concat(batches)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    world, folder = world_of(sellers=2000, now=NOW), tmp_path_factory.mktemp("books")
    pulls: list[pl.DataFrame] = []
    sales: list[pl.DataFrame] = []
    for week in (LAST, THIS):
        write_pull(folder / "pull.csv", world, week)
        write_sales_csv(folder / "sales.csv", world, until=world.pulls[week])
        pulls.append(read(folder / "pull.csv", ImportKind.SELLERS))
        sales.append(read(folder / "sales.csv", ImportKind.SALES))
    return Books(world, (pulls[0], pulls[1]), (sales[0], sales[1]))


def counted(sales: pl.DataFrame) -> pl.DataFrame:
    """Return what each store sold, by its id; cancelled orders do not count."""
    return (
        sales.filter(pl.col("status") != "cancelled")
        .group_by(portal_id="seller_ref")
        .agg(orders=pl.col("order_id").n_unique(), amount=pl.col("amount").sum())
    )


def compared(pull: pl.DataFrame, sales: pl.DataFrame) -> pl.DataFrame:
    joined = pull.join(counted(sales), on="portal_id", how="left")
    return joined.with_columns(pl.col("orders", "amount").fill_null(0).cast(pl.Int64))


@pytest.mark.parametrize("week", [LAST, THIS])
def test_a_store_of_less_than_a_year_has_sold_what_its_orders_say(books: Books, week: int) -> None:
    since = books.world.year.first.date()
    stores = compared(books.pulls[week], books.sales[week]).filter(pl.col("joined") > since)
    assert stores.height > 400
    assert (stores["transactions"] == stores["orders"]).all()
    assert (stores["revenue"] == stores["amount"]).all()


def test_a_store_has_sold_more_by_the_orders_between_the_pulls(books: Books) -> None:
    last, this = (compared(books.pulls[week], books.sales[week]) for week in (LAST, THIS))
    both = this.join(last, on="portal_id", suffix="_before")
    for total, part in (("transactions", "orders"), ("revenue", "amount")):
        grown = both[total] - both[f"{total}_before"]
        assert (grown == both[part] - both[f"{part}_before"]).all()
        assert grown.sum() > 0


def test_only_those_sell_who_have_products_and_have_been_seen(books: Books) -> None:
    stores = compared(books.pulls[THIS], books.sales[THIS])
    assert stores.filter((pl.col("products") == 0) & (pl.col("orders") > 0)).is_empty()
    assert stores.filter(pl.col("last_login").is_null() & (pl.col("orders") > 0)).is_empty()
    first = books.sales[THIS].group_by(portal_id="seller_ref").agg(pl.col("at").min().dt.date())
    early = stores.join(first, on="portal_id").filter(pl.col("at") < pl.col("joined"))
    assert early.is_empty()


def test_whoever_sold_last_is_seen_or_sells_still(books: Books) -> None:
    silent = books.pulls[THIS].filter(pl.col("last_login") < NOW - timedelta(days=20))
    last = books.sales[THIS].group_by(portal_id="seller_ref").agg(pl.col("at").max())
    late = silent.join(last, on="portal_id").filter(pl.col("at") > pl.col("last_login"))
    assert late.is_empty()


def test_people_buy_for_lebaran_and_on_twin_dates(books: Books) -> None:
    first = books.sales[THIS].unique("order_id").with_columns(day=pl.col("at").dt.date())
    days = dict(first.group_by("day").len().iter_rows())
    a_day = first.height / 365
    assert days[date(2025, 12, 12)] > 2 * a_day
    lebaran = seasons.LEBARAN[2026]
    before = [days[lebaran - timedelta(days=number)] for number in range(1, 15)]
    assert sum(before) / len(before) > 1.4 * a_day
    assert days.get(lebaran, 0) < a_day


def test_a_year_without_a_known_lebaran_has_none() -> None:
    plain = date(2040, 6, 13)
    assert seasons.appetite(plain) == 1.0


def test_some_orders_are_cancelled_and_the_latest_are_on_their_way(books: Books) -> None:
    sales = books.sales[LAST]
    shares = {name: count / sales.height for name, count in Counter(sales["status"]).items()}
    assert 0.03 < shares["cancelled"] < 0.07
    assert 0.005 < shares["pending"] < 0.05
    pending = sales.filter(pl.col("status") == "pending")
    assert pending["at"].min() > books.world.pulls[LAST] - timedelta(days=8)  # pyright: ignore[reportOperatorIssue, reportOptionalOperand] - moments


def test_a_few_sell_before_the_pull_has_them_and_fewer_that_it_never_has(books: Books) -> None:
    sellers = set(books.sales[LAST]["seller_ref"])
    unknown = sellers - set(books.pulls[LAST]["portal_id"])
    attached = unknown & set(books.pulls[THIS]["portal_id"])
    assert 3 <= len(attached) <= 10
    assert 1 <= len(unknown - attached) <= 3


def test_the_same_arguments_write_the_same_orders(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one", "again", "other")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        world = world_of(sellers=60, now=NOW, seed=seed)
        write_sales_csv(file, world, until=world.pulls[THIS])
    one, again, other = (file.read_bytes() for file in files)
    assert one == again != other


def test_a_demo_on_a_monday_morning_has_that_mornings_pull() -> None:
    monday = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert world_of(sellers=3, now=monday).pulls[THIS] == monday - timedelta(hours=3, minutes=30)


async def lived_through(
    url: str, folder: Path, sellers: int, now: datetime = NOW
) -> tuple[Database, list[Summary]]:
    database = Database(url)
    services = Services(settings=Settings.load(None), clock=MovableClock(now), database=database)
    await bring_about(services, folder, sellers=sellers)
    weeks = sorted(await all_of(database, SegmentWeek), key=lambda week: week.week)
    return database, [Summary.from_json(week.summary) for week in weeks]


@pytest.mark.parametrize("sellers", [38, 400])
@pytest.mark.parametrize(
    "now", [NOW - timedelta(days=1), NOW + timedelta(days=3)], ids=["on_monday", "on_friday"]
)
async def test_two_weeks_show_who_slipped_came_back_is_new_and_is_gone(
    sqlite_url: str, tmp_path: Path, sellers: int, now: datetime
) -> None:
    database, (last, this) = await lived_through(sqlite_url, tmp_path, sellers, now)
    assert (last.week, this.week, this.since) == ("2026-W47", "2026-W48", "2026-W47")
    moves = {(move.before, move.now): move.stores for move in this.moves}
    assert moves[Lifecycle.ACTIVE, Lifecycle.SLOWING] >= max(1, sellers // 50)
    assert this.come_back >= max(1, sellers // 80)
    assert moves[None, Lifecycle.NEW] >= 1
    stores = await all_of(database, Seller)
    assert sum(store.gone_at is not None for store in stores) == max(1, sellers // 125)
    assert sum(store.gone_at is None for store in stores) == sellers
    await database.close()


async def test_sales_duplicates_and_partners_are_there(sqlite_url: str, tmp_path: Path) -> None:
    database, _ = await lived_through(sqlite_url, tmp_path, 400)
    partners = {partner.id: partner for partner in await all_of(database, Partner)}
    stores = await all_of(database, Seller)
    assert all(partners[store.partner_id or 0].province == store.province for store in stores)
    reasons = {pair.reason.value for pair in await all_of(database, SellerDuplicate)}
    assert reasons == {"phone", "email", "name"}
    sales = await all_of(database, Sale)
    assert 5_000 < len(sales) < 20_000
    assert 1 <= len({sale.seller_ref for sale in sales if sale.seller_id is None}) <= 3
    batches = await all_of(database, ImportBatch)
    assert [batch.kind for batch in batches] == [
        ImportKind.PARTNERS,
        ImportKind.SELLERS,
        ImportKind.SALES,
        ImportKind.SELLERS,
        ImportKind.SALES,
    ]
    await database.close()
