"""What the wizard's steps are called."""

from markupsafe import Markup

from models.uploads import UploadStep
from views.words import Words


def step_name(step: UploadStep, words: Words) -> Markup:
    """Name a step."""
    return {
        UploadStep.CATEGORY: words("category"),
        UploadStep.PHOTOS: words("photos"),
        UploadStep.NAME: words("name"),
        UploadStep.PRICE: words("price"),
        UploadStep.STOCK: words("stock"),
        UploadStep.WEIGHT: words("weight"),
        UploadStep.VARIANTS: words("variants"),
        UploadStep.DESCRIPTION: words("description"),
        UploadStep.PREVIEW: words("last look"),
    }[step]


def step_label(step: UploadStep, words: Words) -> str:
    """Name a step on a button."""
    name = str(step_name(step, words))
    return name[:1].upper() + name[1:]
