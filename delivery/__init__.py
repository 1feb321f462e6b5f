"""Between Telegram and the business: updates in, messages out, each of them once."""
