"""Macros: canned answers, written once and sent to sellers in their own language."""
