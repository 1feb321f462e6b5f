"""How Telegram says no: one exception that carries the code and the words of the answer."""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`; `parameters` carries `retry_after` or `migrate_to_chat_id`."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        """Keep the code and the full description, prefix included."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class ImpossibleActionError(ValueError):
    """A person tried what their Telegram app would not let them do."""


def bad_request(reason: str, parameters: dict[str, Any] | None = None) -> Refusal:
    """Return the refusal of a request that is wrong in itself."""
    return Refusal(400, f"Bad Request: {reason}", parameters)


def forbidden(reason: str) -> Refusal:
    """Return the refusal of a recipient whom the bot may not reach."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """Return the refusal of a second way of receiving updates."""
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return the refusal of a sender that is too fast; `retry_after` is in whole seconds."""
    return Refusal(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
