"""Partners: which facts a Rumah BUMN has, and how each is read."""

from crm.imports.partners.vocabulary import PARTNERS
from crm.imports.reasons import Reason
from crm.imports.subject import Subject
from crm.imports.values import columns
from models import Partner
from models.imports import ImportKind

SUBJECT = Subject(
    kind=ImportKind.PARTNERS,
    vocabulary=PARTNERS,
    model=Partner,
    key=("name_key", "regency"),
    required={"name": Reason.NAME_MISSING},
    limits={"name": 120, "contact": 120, "email": 320, "regency": 120},
    texts=("contact", "address"),
    parsed={
        "phone": (columns.phones, Reason.PHONE_INVALID),
        "email": (columns.emails, Reason.EMAIL_MALFORMED),
    },
    codes=("phone",),
    folded={"name_key": "name"},
    keeps_rest=True,
    is_located=True,
)
