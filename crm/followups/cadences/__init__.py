"""Cadences: who is followed up, in which steps, and what ends it; declared in TOML files."""
