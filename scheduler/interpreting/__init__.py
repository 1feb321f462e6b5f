"""Translations and transcriptions, asked for while the bot goes on answering."""
