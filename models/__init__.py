"""The tables. Importing this package registers every one of them with the metadata."""

from models.calls import CallTask
from models.dialogs import Dialog
from models.followups import FollowUp
from models.imports import ImportBatch, ImportReject
from models.interactions import Interaction
from models.mail import Inbox, Outbox
from models.pacing import Bucket, Tick
from models.sellers import Seller
from models.staff import Staff, StaffGroup
from models.tickets import Ticket, TicketEvent

__all__ = [
    "Bucket",
    "CallTask",
    "Dialog",
    "FollowUp",
    "ImportBatch",
    "ImportReject",
    "Inbox",
    "Interaction",
    "Outbox",
    "Seller",
    "Staff",
    "StaffGroup",
    "Tick",
    "Ticket",
    "TicketEvent",
]
