"""Words for why a row could not be taken."""

from markupsafe import Markup

from crm.imports.reasons import Reason
from views.words import Words


def reason(code: str, words: Words) -> Markup:
    """Say why a row was refused."""
    return {
        Reason.PORTAL_ID_MISSING: words("the store's ID is missing"),
        Reason.STORE_NAME_MISSING: words("the store's name is missing"),
        Reason.ORDER_ID_MISSING: words("the order number is missing"),
        Reason.SELLER_MISSING: words("the store's ID is missing"),
        Reason.PRODUCT_ID_MISSING: words("the product's ID is missing"),
        Reason.PRICE_MISSING: words("the price is missing"),
        Reason.DATE_MISSING: words("the date is missing"),
        Reason.AMOUNT_MISSING: words("the amount is missing"),
        Reason.NAME_MISSING: words("the name is missing"),
        Reason.TOO_MANY_CELLS: words("the row has more cells than the heading"),
        Reason.TOO_LONG: words("the text is too long"),
        Reason.PHONE_INVALID: words("this is not a phone number"),
        Reason.EMAIL_MALFORMED: words("this is not an e-mail address"),
        Reason.PROVINCE_UNKNOWN: words("this is not a province of Indonesia"),
        Reason.DATE_INVALID: words("this is not a date"),
        Reason.DATE_IN_FUTURE: words("the date is in the future"),
        Reason.NUMBER_INVALID: words("this is not a number"),
        Reason.NUMBER_NEGATIVE: words("the number is below zero"),
        Reason.STATUS_UNKNOWN: words("this status is not known"),
    }[Reason(code)]
