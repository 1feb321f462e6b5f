"""How Sapa talks to the Bot API."""

import os

# python-telegram-bot's durations are `timedelta`, as they will be by default.
os.environ.setdefault("PTB_TIMEDELTA", "1")
