"""Importing this module registers every view."""

from views import (
    calls,
    cards,
    followups,
    import_results,
    imports,
    linking,
    menu,
    ratings,
    reminders,
    reports,
    segments,
    seller_answers,
    seller_card,
    sellers,
    staff,
    tickets,
)

__all__ = [
    "calls",
    "cards",
    "followups",
    "import_results",
    "imports",
    "linking",
    "menu",
    "ratings",
    "reminders",
    "reports",
    "segments",
    "seller_answers",
    "seller_card",
    "sellers",
    "staff",
    "tickets",
]
