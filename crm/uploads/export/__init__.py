"""Approved listings as the marketplace's bulk upload takes them: a table, and named pictures."""
