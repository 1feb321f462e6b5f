"""The log of every message, in and out."""
