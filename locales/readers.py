"""Who reads which messages: what only staff read needs no regional language."""

from collections.abc import Set as AbstractSet

STAFF_VIEWS = frozenset(
    f"views/{name}.py"
    for name in (
        "broadcast_drafts", "broadcast_progress", "broadcasts",
        "cadence_previews", "cadence_words", "cadences",
        "call_answers", "call_buttons", "call_guides", "call_lists", "calls", "cards", "charts",
        "crowds", "desk_rights",
        "duplicates", "effect_charts", "effects", "import_findings", "import_refusals",
        "import_results", "imports", "interpreting", "knowledge_counts", "macro_shelf", "macros",
        "reject_reasons", "rejects", "reminders", "search", "segments",
        "glosses", "phrasebook",
        "seller_answers", "seller_card", "seller_facts", "sheets", "source_refusals", "staff",
        "handover", "leave", "staff_invitations", "staff_languages", "staff_list", "worklists",
        "ticket_menu", "tickets",
        "incident_writing", "incidents", "suggestion_sheets", "suggestions",
        "seller_followups", "wanting",
        "scores", "ticket_history", "topics",
        "upload_lists", "upload_review", "upload_sheets", "upload_suggesting",
        "priorities", "sla",
        "upload_desk", "upload_progress",
    )
)  # fmt: skip
"""Views that only staff read: in Indonesian and English, not in the regional languages."""
SELLER_CONTEXTS = frozenset({"whatsapp"})
"""Contexts whose words go to sellers, whoever's view they stand in."""
LISTING_CONTEXTS = frozenset({"listing"})
"""Contexts whose words stand in a marketplace: a listing is Indonesian, and English beside it."""


def is_for_sellers(context: str | None, files: AbstractSet[str]) -> bool:
    """Tell whether a seller may read a message that stands in `files`."""
    if context in LISTING_CONTEXTS:
        return False
    return context in SELLER_CONTEXTS or not files <= STAFF_VIEWS
