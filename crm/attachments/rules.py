"""What a file may be called."""

import re

LONGEST = 120
UNSAFE = re.compile(r'[\x00-\x1f\x7f"/\\:*?<>|]+')


def safe_name(name: str) -> str:
    """Return a name that every phone can save, its ending kept; `file` where nothing is left."""
    cleaned = UNSAFE.sub("_", name).strip(" .") or "file"
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > LONGEST // 2:
        return cleaned[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending
