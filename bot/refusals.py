"""Why Sapa does not start."""


class CannotStart(Exception):
    """Sapa refuses to start; the text is a sentence that says what to do."""
