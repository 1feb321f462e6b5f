"""The weekly pull of sellers: which facts it has, and how each is read."""

from crm.imports.reasons import Reason
from crm.imports.sellers.vocabulary import SELLERS
from crm.imports.subject import Subject
from crm.imports.values import columns
from models import Seller
from models.imports import ImportKind

SUBJECT = Subject(
    kind=ImportKind.SELLERS,
    vocabulary=SELLERS,
    model=Seller,
    key=("portal_id",),
    required={
        "portal_id": Reason.PORTAL_ID_MISSING,
        "store_name": Reason.STORE_NAME_MISSING,
    },
    limits={
        "portal_id": 64,
        "store_name": 255,
        "owner_name": 255,
        "email": 320,
        "regency": 120,
        "category": 60,
        "partner": 120,
    },
    texts=("owner_name", "address", "category", "partner"),
    parsed={
        "phone": (columns.phones, Reason.PHONE_INVALID),
        "email": (columns.emails, Reason.EMAIL_MALFORMED),
        "joined": (columns.days, Reason.DATE_INVALID),
        "last_login": (columns.moments, Reason.DATE_INVALID),
        "products": (columns.counts, Reason.NUMBER_INVALID),
        "transactions": (columns.counts, Reason.NUMBER_INVALID),
        "revenue": (columns.rupiah, Reason.NUMBER_INVALID),
    },
    defaults={"products": 0, "transactions": 0, "revenue": 0},
    numbers=("products", "transactions", "revenue"),
    days=("joined",),
    moments=("last_login",),
    codes=("portal_id", "phone"),
    folded={"store_key": "store_name"},
    keeps_rest=True,
    is_located=True,
    zoned=True,
    hashed=True,
)
