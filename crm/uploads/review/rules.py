"""What staff may suggest for each field of a listing, and what counts as an address."""

import re
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from crm.uploads.categories import ProductCategory
from crm.uploads.listing import Listing, listing_of
from models import Upload
from models.uploads import UploadState, UploadStep

FIELDS = (
    UploadStep.CATEGORY,
    UploadStep.PHOTOS,
    UploadStep.NAME,
    UploadStep.PRICE,
    UploadStep.STOCK,
    UploadStep.WEIGHT,
    UploadStep.VARIANTS,
    UploadStep.DESCRIPTION,
)
"""What a change can be suggested for: everything the marketplace's form asks."""
NUMBERS = (UploadStep.PRICE, UploadStep.STOCK, UploadStep.WEIGHT)
UNDECIDED = (UploadState.SENT, UploadState.CHANGES)
"""The states in which staff decide about a listing."""
BETWEEN = ", "
"""Stands between variants, none of which has a comma."""
LONGEST_WISH = 500
"""Characters of what staff wish for of the photos."""
LONGEST_LINK = 500
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


_NEARLY = re.compile(
    r"\bh?t?tps?\s*[:;/]|://|\bwww[.\s]"
    r"|(?<![\w@.])[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|id|net|org|shop|store)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 6
"""Around an address; in more words an address may be mentioned."""


class Unfit(StrEnum):
    """Why a suggested value cannot stand in its field."""

    EMPTY = "empty"
    SAME = "same"
    """It is so already."""
    UNCLEAR = "unclear"
    """It could mean several numbers, or none."""
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    CONTACT = "contact"
    NAME = "name"
    """The marketplace would refuse this name."""


def value_of(upload: Upload, field: UploadStep) -> str:
    """Return what a field holds, as the marketplace's form takes it; empty where nothing."""
    numbers = {
        UploadStep.PRICE: upload.price,
        UploadStep.STOCK: upload.stock,
        UploadStep.WEIGHT: upload.weight,
    }
    if field in numbers:
        number = numbers[field]
        return "" if number is None else str(number)
    return {
        UploadStep.CATEGORY: upload.category,
        UploadStep.NAME: upload.name,
        UploadStep.VARIANTS: BETWEEN.join(upload.variants),
        UploadStep.DESCRIPTION: upload.description,
    }.get(field, "")


def drafted(upload: Upload, field: UploadStep, value: str) -> Listing | None:
    """Return what a description is drafted from that was not written by hand, and so is empty."""
    if field is not UploadStep.DESCRIPTION or value:
        return None
    return replace(listing_of(upload), description="")


def put(upload: Upload, field: UploadStep, value: str) -> None:
    """Let a field hold a value that was found fit for it; photos are only the seller's to give."""
    match field:
        case UploadStep.CATEGORY:
            upload.category = ProductCategory(value)
        case UploadStep.NAME:
            upload.name = value
        case UploadStep.PRICE:
            upload.price = int(value)
        case UploadStep.STOCK:
            upload.stock = int(value)
        case UploadStep.WEIGHT:
            upload.weight = int(value)
        case UploadStep.VARIANTS:
            upload.variants = value.split(BETWEEN) if value else []
        case UploadStep.DESCRIPTION:
            upload.description = value
        case _:
            return


def address_in(text: str) -> str:
    """Return the first address of a page in `text`; empty where there is none that leads to one.

    An address with a name in it ("user@host") leads elsewhere than it looks.
    """
    found = _ADDRESS.search(text)
    address = found[0].rstrip(".,;:!?)]}") if found else ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_page = "." in host.strip(".") and "@" not in parts.netloc and len(address) <= LONGEST_LINK
    return address if is_page else ""


def is_nearly_address(text: str) -> bool:
    """Tell whether `text` was meant to be an address, such as "shopee.co.id/x" or "htps:/…"."""
    return len(text.split()) <= _FEW_WORDS and _NEARLY.search(text) is not None
