"""A listing as it stands, for whoever words it: typed, whole, and safe to keep in a message."""

from dataclasses import dataclass

from models import Upload


@dataclass(frozen=True, slots=True)
class Listing:
    """What the marketplace's form asks for, as far as it is known."""

    category: str
    """A key of the product categories; empty where none was chosen."""
    name: str = ""
    price: int | None = None
    """Whole rupiah."""
    stock: int | None = None
    weight: int | None = None
    """Grams."""
    variants: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    """What the description is drafted from: a question's key and the seller's answer."""
    description: str = ""
    """Written by hand; stands in for the drafted one."""
    english: bool = False
    photos: int = 0
    """How many photos are in use."""


def listing_of(upload: Upload, *, photos: int = 0) -> Listing:
    """Return `upload` as a listing with that many photos in use."""
    return Listing(
        category=upload.category,
        name=upload.name,
        price=upload.price,
        stock=upload.stock,
        weight=upload.weight,
        variants=tuple(upload.variants),
        answers=tuple((key, str(value)) for key, value in upload.answers.items()),
        description=upload.description,
        english=upload.english,
        photos=photos,
    )
