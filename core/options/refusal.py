"""What a setting that cannot be used is answered with."""


class SettingsError(Exception):
    """A setting is missing or unusable; the text is a sentence that says what to set."""
