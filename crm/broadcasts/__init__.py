"""Broadcasts: a supervisor's words to all sellers that a filter finds."""
