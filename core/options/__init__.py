"""The settings by subject; `core.settings` gathers them."""
