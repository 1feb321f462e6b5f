"""What the command line calls facts, reasons and results."""

from crm.imports.reasons import Reason

REASONS = {
    Reason.PORTAL_ID_MISSING: "the store's id is missing",
    Reason.STORE_NAME_MISSING: "the store's name is missing",
    Reason.ORDER_ID_MISSING: "the order's number is missing",
    Reason.SELLER_MISSING: "the store's id is missing",
    Reason.PRODUCT_ID_MISSING: "the product's id is missing",
    Reason.PRICE_MISSING: "the price is missing",
    Reason.DATE_MISSING: "the date is missing",
    Reason.AMOUNT_MISSING: "the amount is missing",
    Reason.NAME_MISSING: "the name is missing",
    Reason.TOO_MANY_CELLS: "more cells than headings",
    Reason.TOO_LONG: "too long",
    Reason.PHONE_INVALID: "not a phone number",
    Reason.EMAIL_MALFORMED: "not an e-mail address",
    Reason.PROVINCE_UNKNOWN: "no province of Indonesia",
    Reason.DATE_INVALID: "not a date",
    Reason.DATE_IN_FUTURE: "a date in the future",
    Reason.NUMBER_INVALID: "not a number",
    Reason.NUMBER_NEGATIVE: "a negative number",
    Reason.STATUS_UNKNOWN: "a status that is not known",
}
FACTS = {
    "store_name": "store name",
    "store_key": "name for search",
    "owner_name": "owner",
    "email": "e-mail",
    "last_login": "last login",
    "data": "other columns",
    "seller_ref": "store",
    "at": "date",
    "shelf": "the marketplace's category",
}
"""Columns that are called otherwise than in the table."""
GAINED = {
    "repeated": "{} rows repeat an id; the last row of each counted.",
    "gone": "{} {kind} of the last pull are not in this one.",
    "conflicts": "{} phone numbers contradict what the seller confirmed; the seller's stay.",
    "duplicates": "{} new pairs of stores may be one: sapa import duplicates",
    "unattached": "{} rows are of stores that are not known yet; they wait for them.",
}
"""What else a report may count."""
