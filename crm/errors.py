"""What every refusal of the business has in common."""

from typing import ClassVar


class CrmError(Exception):
    """An expected refusal.

    `code` is static, for logs and for the view that words it; `details` are the facts it needs.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, text: str = "", **details: object) -> None:
        """Say in English what was refused; the code stands in where `text` is empty."""
        super().__init__(text or self.code)
        self.details = details
