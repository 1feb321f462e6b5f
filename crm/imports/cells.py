"""Cells become values, and whatever cannot is named as a fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from crm.imports.files.tables import OVERFLOW, Table, column
from crm.imports.reasons import Reason
from crm.imports.subject import Subject
from crm.imports.values import columns
from crm.sellers.places import DEFAULT_ZONE, Place, locate
from crm.sellers.provinces import JAKARTA, JAYAPURA

_PLACES = {"regency": pl.String, "province": pl.String, "zone": pl.String}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one fact, and a mask of the rows where it is."""

    fact: str
    reason: Reason
    rows: pl.Series


def texts_of(subject: Subject, table: Table, batch: pl.DataFrame) -> pl.DataFrame:
    """Return the cells of the facts that the file has, cleaned, null where empty."""
    texts = batch.select(
        columns.clean(pl.col(column(place))).alias(fact) for fact, place in table.facts.items()
    )
    dated = [fact for fact in (*subject.days, *subject.moments) if fact in table.facts]
    codes = [fact for fact in subject.codes if fact in table.facts]
    return texts.with_columns(
        *(columns.no_day_is_empty(pl.col(fact)) for fact in dated),
        *(pl.col(fact).str.strip_prefix("'") for fact in codes),
    )


def values_of(subject: Subject, texts: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the table that `texts` speak of; null where there is no such value.

    What is not there is what the subject says; its key is there in any case.
    """
    values = texts.with_columns(
        *(texts[fact].fill_null("") for fact in subject.texts if fact in texts.columns),
        *(
            parse(texts[fact]).alias(fact)
            for fact, (parse, _) in subject.parsed.items()
            if fact in texts.columns
        ),
        *(
            columns.folded(pl.col(source)).alias(name)
            for name, source in subject.folded.items()
            if source in texts.columns
        ),
        *(
            parse(texts[source].fill_null("")).alias(name)
            for name, (source, parse) in subject.told.items()
            if source in texts.columns
        ),
        *(_located(subject, texts) if subject.is_located else ()),
    )
    values = values.with_columns(
        pl.when(texts[fact].is_null()).then(pl.lit(default)).otherwise(pl.col(fact)).alias(fact)
        for fact, default in subject.defaults.items()
        if fact in texts.columns
    )
    absent = [name for name in subject.key if name not in values.columns]
    return values.with_columns(pl.lit("").alias(name) for name in absent)


def faults_in(
    subject: Subject,
    batch: pl.DataFrame,
    texts: pl.DataFrame,
    values: pl.DataFrame,
    *,
    now: datetime,
) -> Iterator[Fault]:
    """Yield every fault that a row can have, the ones that explain others first."""
    yield Fault("", Reason.TOO_MANY_CELLS, batch[OVERFLOW].is_not_null())
    for fact, reason in subject.required.items():
        yield Fault(fact, reason, texts[fact].is_null())
    for fact, limit in subject.limits.items():
        if fact in texts.columns:
            yield Fault(fact, Reason.TOO_LONG, texts[fact].str.len_chars() > limit)
    for fact, (_, reason) in subject.parsed.items():
        if fact in texts.columns:
            yield Fault(fact, reason, texts[fact].is_not_null() & values[fact].is_null())
    if subject.is_located and "province" in texts.columns:
        yield Fault("province", Reason.PROVINCE_UNKNOWN, values["province"].is_null())
    yield from _impossible(subject, values, now)


def _impossible(subject: Subject, values: pl.DataFrame, now: datetime) -> Iterator[Fault]:
    """Yield what is a value, but none that can be; today is the day of the farthest east."""
    today = now.astimezone(ZoneInfo(JAYAPURA)).date()
    for fact in subject.days:
        if fact in values.columns:
            yield Fault(fact, Reason.DATE_IN_FUTURE, values[fact] > today)
    for fact in subject.moments:
        if fact in values.columns:
            day = values[fact].dt.convert_time_zone(JAKARTA).dt.date()
            yield Fault(fact, Reason.DATE_IN_FUTURE, day > today)
    for fact in subject.numbers:
        if fact in values.columns:
            yield Fault(fact, Reason.NUMBER_NEGATIVE, values[fact] < 0)


def _located(subject: Subject, texts: pl.DataFrame) -> list[pl.Series]:
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
    zone = ["zone"] if subject.zoned else []
    wanted = {"regency": ["regency"], "province": ["province", *zone]}
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
