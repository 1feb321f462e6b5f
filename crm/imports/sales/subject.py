"""Sales: which facts an order's line has, and how each is read."""

from crm.imports.owners import owner_of
from crm.imports.reasons import Reason
from crm.imports.sales.statuses import statuses
from crm.imports.sales.vocabulary import SALES
from crm.imports.subject import Subject
from crm.imports.values import columns
from models import Sale
from models.imports import ImportKind
from models.sales import SaleStatus

SUBJECT = Subject(
    kind=ImportKind.SALES,
    vocabulary=SALES,
    model=Sale,
    key=("order_id", "product"),
    required={
        "order_id": Reason.ORDER_ID_MISSING,
        "seller_ref": Reason.SELLER_MISSING,
        "at": Reason.DATE_MISSING,
        "amount": Reason.AMOUNT_MISSING,
    },
    limits={"order_id": 64, "seller_ref": 64, "product": 255},
    texts=("product",),
    parsed={
        "at": (columns.moments, Reason.DATE_INVALID),
        "amount": (columns.rupiah, Reason.NUMBER_INVALID),
        "quantity": (columns.counts, Reason.NUMBER_INVALID),
        "status": (statuses, Reason.STATUS_UNKNOWN),
    },
    defaults={"quantity": 1, "status": SaleStatus.COMPLETED.value},
    numbers=("amount", "quantity"),
    moments=("at",),
    codes=("order_id", "seller_ref"),
    derived=owner_of,
)
