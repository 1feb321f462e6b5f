"""The weekly pull of sellers."""
