"""Conversations of several steps: declared once, run by one engine, kept in the `dialog` table."""
