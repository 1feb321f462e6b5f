"""The transactions that are merged with the sellers."""
