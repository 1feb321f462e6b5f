"""Search: stores, reports and messages by their words."""
