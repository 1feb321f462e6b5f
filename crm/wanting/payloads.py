"""What staff read about stores whose data is wanting."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority


class Want(StrEnum):
    """What is wrong with a store's data."""

    WRONG_PHONE = "wrong_phone"
    """Somebody else answered under its number."""
    BOUNCED_EMAIL = "bounced_email"
    """Its address refused a letter."""
    NO_ADDRESS = "no_address"
    """It has neither a number nor an address."""
    CUT_OFF = "cut_off"
    """It has left us on Telegram, and nothing else leads to it."""


@dataclass(frozen=True, slots=True)
class RegionWants:
    """How many stores of a province want the same; the province is empty where it is unknown."""

    province: str
    stores: int


@dataclass(frozen=True, slots=True)
class WantCount:
    """How many stores want the same, and where most of them are."""

    want: Want
    stores: int
    regions: tuple[RegionWants, ...]


@dataclass(frozen=True, slots=True)
class WantLine:
    """A store and the number or address that is no good; empty where there is none."""

    seller_id: int
    store: str
    regency: str
    address: str


@dataclass(frozen=True)
class WantingSought(Payload):
    """The list is being made."""

    template: ClassVar[str] = "wanting_sought"
    priority: ClassVar[Priority] = Priority.STAFF


@dataclass(frozen=True)
class WantingCounted(Payload):
    """How many stores' data is wanting, by kind and region."""

    template: ClassVar[str] = "wanting_counted"
    priority: ClassVar[Priority] = Priority.STAFF
    counts: tuple[WantCount, ...]


@dataclass(frozen=True)
class WantingStores(Payload):
    """The first stores that want the same, the weightiest first, of `total`."""

    template: ClassVar[str] = "wanting_stores"
    priority: ClassVar[Priority] = Priority.STAFF
    want: Want
    total: int
    lines: tuple[WantLine, ...]


@dataclass(frozen=True)
class WantingSheet(Payload):
    """The workbook, which lists `listed` of all `stores`."""

    template: ClassVar[str] = "wanting_sheet"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    stores: int
    listed: int
