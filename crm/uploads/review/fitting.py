"""Make of what staff typed a value that can stand in the field, or say why it cannot."""

from crm.uploads import variants
from crm.uploads.categories import ProductCategory
from crm.uploads.describing import rules as describing
from crm.uploads.naming import rules as naming
from crm.uploads.numbers import rules as numbers
from crm.uploads.plain import plain
from crm.uploads.review.refusals import ChangeUnfit
from crm.uploads.review.rules import BETWEEN, LONGEST_WISH, NUMBERS, Unfit
from models.uploads import UploadStep

_NUMBER = {
    numbers.Trouble.UNREADABLE: Unfit.UNCLEAR,
    numbers.Trouble.TOO_LOW: Unfit.TOO_LOW,
    numbers.Trouble.TOO_HIGH: Unfit.TOO_HIGH,
}
_LIST = {
    variants.Objection.TOO_LONG: Unfit.TOO_LONG,
    variants.Objection.TOO_MANY: Unfit.TOO_MANY,
    variants.Objection.EMPTY: Unfit.EMPTY,
}
_TEXT = {
    describing.Objection.TOO_LONG: Unfit.TOO_LONG,
    describing.Objection.EMPTY: Unfit.EMPTY,
}


def fitted(field: UploadStep, text: str) -> str:
    """Return what `text` says for a field, as the marketplace's form takes it.

    Raises:
        ChangeUnfit: it cannot stand there.
    """
    if field in NUMBERS:
        return _number(field, text)
    match field:
        case UploadStep.CATEGORY:
            return _category(text)
        case UploadStep.NAME:
            return _name(text)
        case UploadStep.VARIANTS:
            return _variants(text)
        case UploadStep.DESCRIPTION:
            return _description(text)
        case _:
            return _wish(text)


def _number(field: UploadStep, text: str) -> str:
    try:
        meant = numbers.read(field, text)
    except numbers.NumberRefused as refused:
        raise ChangeUnfit(_NUMBER[refused.why], bound=refused.bound) from refused
    if not meant.sure:
        raise ChangeUnfit(Unfit.UNCLEAR)
    return str(meant.values[0])


def _category(text: str) -> str:
    if text not in set(ProductCategory):
        raise ChangeUnfit(Unfit.UNCLEAR)
    return text


def _name(text: str) -> str:
    name = naming.tidied(text)
    if not name:
        raise ChangeUnfit(Unfit.EMPTY)
    for finding in naming.findings(name):
        if not finding.mild:
            raise ChangeUnfit(Unfit.NAME, finding.what or name)
    return name


def _variants(text: str) -> str:
    try:
        return BETWEEN.join(variants.listed(text))
    except variants.VariantsRefused as refused:
        raise ChangeUnfit(_LIST.get(refused.why, Unfit.CONTACT), refused.what) from refused


def _description(text: str) -> str:
    try:
        return describing.written(text)
    except describing.AnswerRefused as refused:
        raise ChangeUnfit(_TEXT.get(refused.why, Unfit.CONTACT), refused.what) from refused


def _wish(text: str) -> str:
    wish = plain(text)
    if not wish:
        raise ChangeUnfit(Unfit.EMPTY)
    if len(wish) > LONGEST_WISH:
        raise ChangeUnfit(Unfit.TOO_LONG)
    return wish
