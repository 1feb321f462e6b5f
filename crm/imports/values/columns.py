"""Whole columns of text become values: the ordinary spelling at once, the rest value by value.

Each function returns null where the text is null or is not such a value.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from crm.imports.values.amounts import parse_count, parse_rupiah
from crm.imports.values.moments import PORTAL_OFFSET, parse_moment
from crm.sellers.phones import MOBILE, SEPARATORS, parse_phone

_EMPTY = ("", "-", "–", "—", "n/a", "#n/a", "null")
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]"
_UNTIDY = rf"{_UNSEEN}|[^\S ]|  |^ | $"
"""Whatever `_clean` would change: something unseen, a space that is no space, or one too many."""
_LONGEST_EMPTY = max(len(mark.encode()) for mark in _EMPTY)
_EMAIL = r"^[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]+$"
_DIGITS = r"^\d{1,15}$"
_GROUPED = r"^(?:[Rr][Pp]\.? ?)?[1-9]\d{0,2}(?:\.\d{3}){1,4}$"
_NOT_DIGITS = r"\D"
_ISO_TIME = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$"
_ISO_DAY = r"^(?:19|20)\d{2}-\d{2}-\d{2}$"
_OUR_DAY = r"^\d{2}/\d{2}/(?:19|20)\d{2}$"
_NO_DAY = r"^0000-00-00"


def clean(column: pl.Expr) -> pl.Expr:
    """Drop what cannot be seen, collapse spaces, and make null what only marks an empty cell."""
    return column.map_batches(_clean, return_dtype=pl.String)


def folded(column: pl.Expr) -> pl.Expr:
    """Fold names as `crm.sellers.names.fold` does."""
    return column.map_batches(_fold, return_dtype=pl.String)


def _clean(texts: pl.Series) -> pl.Series:
    """Clean a column; most have nothing to clean, and looking is cheaper than replacing."""
    if texts.str.contains(_UNTIDY).any():
        texts = texts.str.replace_all(_UNSEEN, "").str.replace_all(r"\s+", " ").str.strip_chars()
    if (texts.str.len_bytes() <= _LONGEST_EMPTY).any():
        texts = _where(~texts.str.to_lowercase().is_in(_EMPTY), texts)
    return texts


def _fold(names: pl.Series) -> pl.Series:
    """Fold a column; only what is not plain ASCII needs the whole procedure."""
    plain = names.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    special = names.str.contains(r"[^\x00-\x7f]").fill_null(value=False)
    if not special.any():
        return plain
    whole = (
        names.filter(special)
        .str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    return plain.scatter(special.arg_true(), whole)


def phones(texts: pl.Series) -> pl.Series:
    """Return phone numbers in E.164."""
    subscriber = texts.str.replace_all(SEPARATORS, "").str.extract(MOBILE, 1)
    return _rest(texts, "+62" + subscriber, parse_phone)


def emails(texts: pl.Series) -> pl.Series:
    """Return e-mail addresses in lower case."""
    return _where(texts.str.contains(_EMAIL), texts.str.to_lowercase())


def rupiah(texts: pl.Series) -> pl.Series:
    """Return amounts in whole rupiah."""
    return _rest(texts, _plain_numbers(texts), parse_rupiah)


def counts(texts: pl.Series) -> pl.Series:
    """Return whole numbers."""
    return _rest(texts, _plain_numbers(texts), parse_count)


def days(texts: pl.Series) -> pl.Series:
    """Return calendar days, where the text was written."""
    iso = _where(texts.str.contains(_ISO_DAY), texts).str.to_date("%Y-%m-%d", strict=False)
    ours = _where(texts.str.contains(_OUR_DAY), texts).str.to_date("%d/%m/%Y", strict=False)
    return _rest(texts, _where(iso.is_not_null(), iso, ours), _parse_day)


def moments(texts: pl.Series) -> pl.Series:
    """Return moments in UTC."""
    iso = _where(texts.str.contains(_ISO_TIME), texts).str.replace("T", " ", literal=True)
    local = iso.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    quick = (local - PORTAL_OFFSET).dt.replace_time_zone("UTC")
    return _rest(texts, quick, _parse_utc)


def no_day_is_empty(column: pl.Expr) -> pl.Expr:
    """Make null the `0000-00-00` that databases export for no date."""
    return pl.when(~column.str.contains(_NO_DAY)).then(column)


def _plain_numbers(texts: pl.Series) -> pl.Series:
    plain = texts.str.contains(_DIGITS) | texts.str.contains(_GROUPED)
    return _where(plain, texts).str.replace_all(_NOT_DIGITS, "").cast(pl.Int64, strict=False)


def _parse_day(text: str) -> date | None:
    moment = parse_moment(text)
    return moment.date() if moment else None


def _parse_utc(text: str) -> datetime | None:
    moment = parse_moment(text)
    return moment.astimezone(UTC) if moment else None


def _rest(texts: pl.Series, quick: pl.Series, parse: Callable[[str], Any]) -> pl.Series:
    """Fill what `quick` left null by `parse`, called once for each distinct text."""
    left = texts.filter(quick.is_null() & texts.is_not_null()).unique()
    if left.is_empty():
        return quick
    values = pl.Series([parse(text) for text in left], dtype=quick.dtype)
    parsed = texts.replace_strict(left, values, default=None, return_dtype=quick.dtype)
    return _where(quick.is_not_null(), quick, parsed)


def _where(mask: pl.Series, yes: pl.Series, no: pl.Series | None = None) -> pl.Series:
    """Return `yes` where `mask` is true and `no` (null) elsewhere."""
    other = pl.lit(None, dtype=yes.dtype) if no is None else no
    return pl.select(pl.when(mask).then(yes).otherwise(other)).to_series()
