"""What a seller is asked and told at the wizard's steps; names and descriptions have their own."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.uploads.listing import Listing
from crm.uploads.numbers.rules import Trouble
from crm.uploads.prices import PriceRange
from crm.uploads.rules import Lack
from crm.uploads.variants import Objection
from models.uploads import UploadStep


@dataclass(frozen=True, slots=True)
class Taken:
    """The number that was answered just before, so that a wrong one is seen."""

    step: UploadStep
    value: int


@dataclass(frozen=True)
class ProductCategoryQuestion(Payload):
    """Ask what sort of product it is; `category` is what was chosen before."""

    template: ClassVar[str] = "uploads.category_question"
    category: str = ""


@dataclass(frozen=True)
class NumberQuestion(Payload):
    """Ask for the price, the stock or the weight; `value` is what was answered before."""

    template: ClassVar[str] = "uploads.number_question"
    step: UploadStep
    value: int | None = None
    before: Taken | None = None
    prices: PriceRange | None = None
    """What similar products cost, where the price is asked for."""


@dataclass(frozen=True)
class NumberChoice(Payload):
    """Ask which number was meant; of a single one whether it was."""

    template: ClassVar[str] = "uploads.number_choice"
    step: UploadStep
    values: tuple[int, ...]


@dataclass(frozen=True)
class NumberNotTaken(Payload):
    """Tell why a number cannot be taken; `bound` is what it must keep to."""

    template: ClassVar[str] = "uploads.number_not_taken"
    step: UploadStep
    why: Trouble
    bound: int = 0


@dataclass(frozen=True)
class VariantsQuestion(Payload):
    """Ask what there is to choose from."""

    template: ClassVar[str] = "uploads.variants_question"
    category: str
    variants: tuple[str, ...] = ()
    before: Taken | None = None


@dataclass(frozen=True)
class VariantsNotTaken(Payload):
    """Tell why a list cannot be taken."""

    template: ClassVar[str] = "uploads.variants_not_taken"
    why: Objection
    what: str = ""


@dataclass(frozen=True)
class ListingPreview(Payload):
    """Show the listing as it will stand, and what keeps it from being sent."""

    template: ClassVar[str] = "uploads.preview"
    listing: Listing
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class StepLeft(Payload):
    """Tell, in a toast, that this step is behind the seller."""

    template: ClassVar[str] = "uploads.step_left"


@dataclass(frozen=True)
class ListingNotReady(Payload):
    """Tell, in a toast, that something has to be filled in first."""

    template: ClassVar[str] = "uploads.not_ready"
