"""Sellers' photos, looked at while the bot goes on answering."""
