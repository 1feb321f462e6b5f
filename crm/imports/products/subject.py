"""Products: which facts a store's product has, and how each is read."""

from crm.imports.owners import owner_of
from crm.imports.products.shelves import categories, reading
from crm.imports.products.vocabulary import PRODUCTS
from crm.imports.reasons import Reason
from crm.imports.subject import Subject
from crm.imports.values import columns
from models import Product
from models.imports import ImportKind

SUBJECT = Subject(
    kind=ImportKind.PRODUCTS,
    vocabulary=PRODUCTS,
    model=Product,
    key=("portal_id",),
    required={
        "portal_id": Reason.PRODUCT_ID_MISSING,
        "seller_ref": Reason.SELLER_MISSING,
        "name": Reason.NAME_MISSING,
        "price": Reason.PRICE_MISSING,
    },
    limits={"portal_id": 64, "seller_ref": 64, "name": 255, "shelf": 120},
    texts=("shelf",),
    parsed={
        "price": (columns.rupiah, Reason.NUMBER_INVALID),
        "stock": (columns.counts, Reason.NUMBER_INVALID),
    },
    numbers=("price", "stock"),
    codes=("portal_id", "seller_ref"),
    told={"category": ("shelf", categories)},
    reading=reading,
    hashed=True,
    derived=owner_of,
)
