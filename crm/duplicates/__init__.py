"""Stores that may be one: found by what they have in common, merged or kept apart by staff."""
