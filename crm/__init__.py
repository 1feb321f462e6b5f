"""The business rules: what happens, to whom, and why. Nothing here knows Telegram."""
