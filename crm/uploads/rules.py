"""The order of a listing's steps, and the least that staff can work with."""

from enum import StrEnum

from crm.uploads.listing import Listing
from models.uploads import UploadStep

STEPS = tuple(UploadStep)


class Lack(StrEnum):
    """What a listing must have before staff look at it."""

    CATEGORY = "category"
    PHOTO = "photos"
    NAME = "name"


def after(step: UploadStep) -> UploadStep:
    """Return the step that follows; the preview is the last."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: UploadStep) -> UploadStep:
    """Return the step that comes before; the category is the first."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def lacking(listing: Listing) -> tuple[Lack, ...]:
    """Return what keeps `listing` from being sent; all else may be missing."""
    there = {
        Lack.CATEGORY: bool(listing.category),
        Lack.PHOTO: listing.photos > 0,
        Lack.NAME: bool(listing.name),
    }
    return tuple(lack for lack, is_there in there.items() if not is_there)


def is_answered(listing: Listing, step: UploadStep) -> bool:
    """Tell whether a step has an answer, so that one may simply go on."""
    values = {
        UploadStep.CATEGORY: listing.category,
        UploadStep.PHOTOS: listing.photos,
        UploadStep.NAME: listing.name,
        UploadStep.PRICE: listing.price,
        UploadStep.STOCK: listing.stock is not None,
        UploadStep.WEIGHT: listing.weight,
        UploadStep.VARIANTS: listing.variants,
        UploadStep.DESCRIPTION: listing.answers or listing.description,
    }
    return bool(values.get(step))
