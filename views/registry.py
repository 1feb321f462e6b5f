"""Importing this module registers every view."""

from views import calls, cards, followups, linking, menu, ratings, reports, sellers, staff, tickets

__all__ = [
    "calls",
    "cards",
    "followups",
    "linking",
    "menu",
    "ratings",
    "reports",
    "sellers",
    "staff",
    "tickets",
]
