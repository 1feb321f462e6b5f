"""Stores that may be one: found at each pull, merged or kept apart by staff."""
