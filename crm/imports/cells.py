"""Cells become a seller's facts, and whatever cannot is named as a fault."""

# pyright: reportUnknownMemberType=false
# polars names numpy in its signatures, which Sapa does not install

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import polars as pl

from crm.imports.files.tables import OVERFLOW, Table, column
from crm.imports.values import columns
from crm.sellers.places import DEFAULT_ZONE, Place, locate
from crm.sellers.provinces import JAKARTA, JAYAPURA


class Reason(StrEnum):
    """Why a row was refused; views word it."""

    PORTAL_ID_MISSING = "portal_id_missing"
    STORE_NAME_MISSING = "store_name_missing"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_LONG = "too_long"
    PHONE_INVALID = "phone_invalid"
    EMAIL_MALFORMED = "email_malformed"
    PROVINCE_UNKNOWN = "province_unknown"
    DATE_INVALID = "date_invalid"
    DATE_IN_FUTURE = "date_in_future"
    NUMBER_INVALID = "number_invalid"
    NUMBER_NEGATIVE = "number_negative"
    DUPLICATE_IN_FILE = "duplicate_in_file"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one fact, and a mask of the rows where it is."""

    fact: str
    reason: Reason
    rows: pl.Series


_REQUIRED = {
    "portal_id": Reason.PORTAL_ID_MISSING,
    "store_name": Reason.STORE_NAME_MISSING,
}
_LIMITS = {
    "portal_id": 64,
    "store_name": 255,
    "owner_name": 255,
    "email": 320,
    "regency": 120,
    "category": 60,
    "partner": 120,
}
_TEXTS = ("owner_name", "address", "category", "partner")
_PARSED: Mapping[str, tuple[Callable[[pl.Series], pl.Series], Reason]] = {
    "phone": (columns.phones, Reason.PHONE_INVALID),
    "email": (columns.emails, Reason.EMAIL_MALFORMED),
    "joined": (columns.days, Reason.DATE_INVALID),
    "last_login": (columns.moments, Reason.DATE_INVALID),
    "products": (columns.counts, Reason.NUMBER_INVALID),
    "transactions": (columns.counts, Reason.NUMBER_INVALID),
    "revenue": (columns.rupiah, Reason.NUMBER_INVALID),
}
_NUMBERS = ("products", "transactions", "revenue")
_PLACES = {"regency": pl.String, "province": pl.String, "zone": pl.String}


def texts_of(table: Table, batch: pl.DataFrame) -> pl.DataFrame:
    """Return the cells of the facts that the file has, cleaned, null where empty."""
    return batch.select(
        columns.clean(pl.col(column(place))).alias(fact) for fact, place in table.facts.items()
    ).with_columns(
        *(
            columns.no_day_is_empty(pl.col(fact))
            for fact in ("joined", "last_login")
            if fact in table.facts
        ),
        *(
            pl.col(fact).str.strip_prefix("'")
            for fact in ("portal_id", "phone")
            if fact in table.facts
        ),
    )  # a spreadsheet marks a number that is text by an apostrophe


def values_of(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of `seller` that `texts` speak of; null where there is no such value.

    What is not there is an empty text or nought. The zone goes with the province.
    """
    values = texts.select(
        "portal_id", "store_name", columns.folded(pl.col("store_name")).alias("store_key")
    ).with_columns(
        *(texts[fact].fill_null("") for fact in _TEXTS if fact in texts.columns),
        *(
            parse(texts[fact]).alias(fact)
            for fact, (parse, _) in _PARSED.items()
            if fact in texts.columns
        ),
        *_located(texts),
    )
    return values.with_columns(
        pl.when(texts[fact].is_null()).then(0).otherwise(pl.col(fact)).alias(fact)
        for fact in _NUMBERS
        if fact in texts.columns
    )


def faults_in(
    batch: pl.DataFrame, texts: pl.DataFrame, values: pl.DataFrame, *, now: datetime
) -> Iterator[Fault]:
    """Yield every fault that a row can have, the ones that explain others first."""
    yield Fault("", Reason.TOO_MANY_CELLS, batch[OVERFLOW].is_not_null())
    for fact, reason in _REQUIRED.items():
        yield Fault(fact, reason, texts[fact].is_null())
    for fact, limit in _LIMITS.items():
        if fact in texts.columns:
            yield Fault(fact, Reason.TOO_LONG, texts[fact].str.len_chars() > limit)
    for fact, (_, reason) in _PARSED.items():
        if fact in texts.columns:
            yield Fault(fact, reason, texts[fact].is_not_null() & values[fact].is_null())
    if "province" in texts.columns:
        yield Fault("province", Reason.PROVINCE_UNKNOWN, values["province"].is_null())
    yield from _impossible(values, now)


def _impossible(values: pl.DataFrame, now: datetime) -> Iterator[Fault]:
    """Yield what is a value, but none that can be; today is the day of the farthest east."""
    today = now.astimezone(ZoneInfo(JAYAPURA)).date()
    if "joined" in values.columns:
        yield Fault("joined", Reason.DATE_IN_FUTURE, values["joined"] > today)
    if "last_login" in values.columns:
        login = values["last_login"].dt.convert_time_zone(JAKARTA).dt.date()
        yield Fault("last_login", Reason.DATE_IN_FUTURE, login > today)
    for fact in _NUMBERS:
        if fact in values.columns:
            yield Fault(fact, Reason.NUMBER_NEGATIVE, values[fact] < 0)


def _located(texts: pl.DataFrame) -> list[pl.Series]:
    """Return regency, province and zone, as far as the file has their columns."""
    cells = texts.select(
        (pl.col(fact) if fact in texts.columns else pl.lit("")).fill_null("").alias(fact)
        for fact in ("province", "regency")
    )
    distinct = cells.unique()
    places = [_place(*pair) for pair in distinct.iter_rows()]
    known = pl.DataFrame(places, schema=_PLACES, orient="row")
    found = cells.join(
        pl.concat([distinct.rename(str.upper), known], how="horizontal"),
        left_on=["province", "regency"],
        right_on=["PROVINCE", "REGENCY"],
        how="left",
        maintain_order="left",
        suffix="_known",
    )
    wanted = {"regency": ["regency"], "province": ["province", "zone"]}
    return [
        found[name if name == "zone" else f"{name}_known"].alias(name)
        for fact, names in wanted.items()
        if fact in texts.columns
        for name in names
    ]


def _place(province: str, regency: str) -> tuple[str, str | None, str]:
    place: Place | None = locate(province, regency)
    if place is None:
        return regency, None, DEFAULT_ZONE
    return place.regency, place.province, place.zone
