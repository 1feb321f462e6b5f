"""What may be wrong with the files of recognition."""


class ModelError(Exception):
    """The model's file is missing or no model of this version; the message names it."""
