"""Calls that staff make to sellers."""
