"""Every kind of file that Sapa takes in."""

from crm.imports.partners.subject import SUBJECT as PARTNERS
from crm.imports.products.subject import SUBJECT as PRODUCTS
from crm.imports.sales.subject import SUBJECT as SALES
from crm.imports.sellers.subject import SUBJECT as SELLERS
from crm.imports.subject import Subject
from models.imports import ImportKind

SUBJECTS: dict[ImportKind, Subject] = {
    subject.kind: subject for subject in (SELLERS, SALES, PARTNERS, PRODUCTS)
}
