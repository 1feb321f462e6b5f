"""Messages: claimed at the right pace, worded, sent, and settled with what Telegram answered."""
