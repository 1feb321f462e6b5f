"""Typed payloads become words and buttons in the reader's language; no Telegram here."""
