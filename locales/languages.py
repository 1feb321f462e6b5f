"""The languages that Sapa speaks, each of which has a catalog."""

INDONESIAN = "id"
ENGLISH = "en"
LANGUAGES = ("id", "en", "jv", "su", "mad", "min", "bew", "bug", "bjn", "ban", "ace", "bbc", "nij")
"""By their tags: the two that staff read, then the regional ones, the most spoken first."""
EVERYTHING = (INDONESIAN, ENGLISH)
"""Those that have what only staff read; a regional catalog falls back to Indonesian for it."""
OF_TELEGRAM = tuple(tag for tag in LANGUAGES if len(tag) == 2)  # noqa: PLR2004 - letters of ISO 639-1
"""Those that an app of Telegram can be set to: it knows tags of two letters only."""


def plural_forms(tag: str) -> str:
    """Return a catalog's plural header; in Indonesia's languages no noun changes with number."""
    return "nplurals=2; plural=(n != 1);" if tag == ENGLISH else "nplurals=1; plural=0;"
