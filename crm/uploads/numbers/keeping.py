"""A listing's numbers: which one is asked for, and kept."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.asking import NumberQuestion, Taken, VariantsQuestion
from crm.uploads.numbers.rules import STEPS
from crm.uploads.prices import price_range
from crm.uploads.rules import before
from models import Upload
from models.uploads import UploadStep


async def question(session: AsyncSession, *, upload: Upload, step: UploadStep) -> NumberQuestion:
    """Return the question of a step, with what similar products cost where that is asked."""
    is_priced = step is UploadStep.PRICE and bool(upload.category)
    return NumberQuestion(
        step,
        value=number_at(upload, step),
        before=taken_before(upload, step),
        prices=await price_range(session, category=upload.category) if is_priced else None,
    )


def variants_question(upload: Upload) -> VariantsQuestion:
    """Return the question that follows the numbers."""
    return VariantsQuestion(
        upload.category, tuple(upload.variants), taken_before(upload, UploadStep.VARIANTS)
    )


def keep(upload: Upload, *, step: UploadStep, value: int, now: datetime) -> None:
    """Keep the number that was answered at a step."""
    setattr(upload, step.value, value)
    upload.updated_at = now


def number_at(upload: Upload, step: UploadStep) -> int | None:
    """Return the number that a step has; None where it has none."""
    return getattr(upload, step.value) if step in STEPS else None


def taken_before(upload: Upload, step: UploadStep) -> Taken | None:
    """Return the number of the step before; None where that has none."""
    last = before(step)
    value = number_at(upload, last)
    return None if value is None else Taken(last, value)
