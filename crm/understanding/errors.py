"""What may be wrong with the files of recognition."""

from pathlib import Path


class ModelError(Exception):
    """The model's file is missing or no model of this version; the message names it."""


class InvalidWordList(Exception):
    """A list of phrases is missing or cannot be meant."""

    def __init__(self, path: Path, what: str) -> None:
        """Say what is wrong with the file at `path`."""
        super().__init__(f"{path}: {what}.")
