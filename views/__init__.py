"""Typed payloads become words and buttons, in the reader's language. Nothing here knows Telegram."""
