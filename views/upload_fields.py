"""The fields of a listing, and their values as people read them."""

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.listing import Listing
from models.uploads import UploadStep
from views.listing_text import description
from views.upload_categories import category_name
from views.words import Words


def field_name(field: str, words: Words) -> Markup:
    """Name a field of a listing; empty for one of another version."""
    names: dict[str, Markup] = {
        UploadStep.CATEGORY: words("Category"),
        UploadStep.PHOTOS: words("Photos"),
        UploadStep.NAME: words("Name"),
        UploadStep.PRICE: words("Price"),
        UploadStep.STOCK: words("Stock"),
        UploadStep.WEIGHT: words("Weight"),
        UploadStep.VARIANTS: words("Variants"),
        UploadStep.DESCRIPTION: words("Description"),
    }
    return names.get(field, Markup())


def field_label(field: str, words: Words) -> Markup:
    """Name a field above its value, with the unit that the form takes."""
    names: dict[str, Markup] = {
        UploadStep.PRICE: words("Price (rupiah)"),
        UploadStep.WEIGHT: words("Weight (gram)"),
    }
    return names.get(field) or field_name(field, words)


def present_value(value: str, drafted: Listing | None, words: Words) -> str:
    """Return what a field holds; of a description that buyers see drafted, that draft."""
    return description(drafted, words.of("id")) if drafted is not None else value


def field_value(field: str, value: str, words: Words, *, longest: int) -> Markup:
    """Show a value as people read it, cut to `longest` UTF-16 units."""
    shown = cut(value, longest)
    match field:
        case UploadStep.CATEGORY:
            return category_name(value, words) or Markup("{}").format(shown)
        case UploadStep.PRICE if value.isascii() and value.isdigit():
            return Markup("Rp{}").format(words.number(int(value)))
        case UploadStep.WEIGHT if value.isascii() and value.isdigit():
            return Markup("{} g").format(words.number(int(value)))
        case _:
            return Markup("{}").format(shown)
