"""Why a row was refused."""

from enum import StrEnum


class Reason(StrEnum):
    """Codes that are stored; views word them."""

    PORTAL_ID_MISSING = "portal_id_missing"
    STORE_NAME_MISSING = "store_name_missing"
    ORDER_ID_MISSING = "order_id_missing"
    SELLER_MISSING = "seller_missing"
    PRODUCT_ID_MISSING = "product_id_missing"
    PRICE_MISSING = "price_missing"
    DATE_MISSING = "date_missing"
    AMOUNT_MISSING = "amount_missing"
    NAME_MISSING = "name_missing"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_LONG = "too_long"
    PHONE_INVALID = "phone_invalid"
    EMAIL_MALFORMED = "email_malformed"
    PROVINCE_UNKNOWN = "province_unknown"
    DATE_INVALID = "date_invalid"
    DATE_IN_FUTURE = "date_in_future"
    NUMBER_INVALID = "number_invalid"
    NUMBER_NEGATIVE = "number_negative"
    STATUS_UNKNOWN = "status_unknown"
