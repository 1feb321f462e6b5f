"""The tables. Importing this package registers every one of them with the metadata."""

from models.attachments import Attachment
from models.broadcasts import Broadcast
from models.calls import CallTask
from models.dialogs import Dialog
from models.duplicates import SellerDuplicate, SellerMerge
from models.effects import EffectOrder
from models.followups import Cadence, CadenceOrder, FollowUp, Touch
from models.imports import ImportBatch, ImportConflict, ImportOrder, ImportReject
from models.incidents import Incident
from models.interactions import Interaction
from models.interpreting import InterpretingOrder
from models.languages import HeardLanguage
from models.macros import KnowledgeReading, Macro
from models.mail import Inbox, Outbox
from models.pacing import Bucket, Tick
from models.partners import Partner
from models.products import CategoryPrices, Product
from models.sales import Sale
from models.search import SearchDocument, SearchMark
from models.segments import SegmentOrder, SegmentWeek, SellerSnapshot
from models.sellers import Seller
from models.sla import SlaClock, SlaPolicy
from models.staff import Staff, StaffGroup, StaffInvitation
from models.suggestions import Suggestion, SuggestionOrder, SuggestionVote
from models.tickets import Ticket, TicketEvent
from models.uploads import Upload, UploadChange, UploadExport, UploadPassage, UploadPhoto
from models.wanting import WantingOrder

__all__ = [
    "Attachment",
    "Broadcast",
    "Bucket",
    "Cadence",
    "CadenceOrder",
    "CallTask",
    "CategoryPrices",
    "Dialog",
    "EffectOrder",
    "FollowUp",
    "HeardLanguage",
    "ImportBatch",
    "ImportConflict",
    "ImportOrder",
    "ImportReject",
    "Inbox",
    "Incident",
    "Interaction",
    "InterpretingOrder",
    "KnowledgeReading",
    "Macro",
    "Outbox",
    "Partner",
    "Product",
    "Sale",
    "SearchDocument",
    "SearchMark",
    "SegmentOrder",
    "SegmentWeek",
    "Seller",
    "SellerDuplicate",
    "SellerMerge",
    "SellerSnapshot",
    "SlaClock",
    "SlaPolicy",
    "Staff",
    "StaffGroup",
    "StaffInvitation",
    "Suggestion",
    "SuggestionOrder",
    "SuggestionVote",
    "Tick",
    "Ticket",
    "TicketEvent",
    "Touch",
    "Upload",
    "UploadChange",
    "UploadExport",
    "UploadPassage",
    "UploadPhoto",
    "WantingOrder",
]
