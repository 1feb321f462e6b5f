"""The compact form of an action in callback data, of at most 64 bytes."""

from dataclasses import fields
from functools import cache

from views.actions import (
    assigning,
    broadcasts,
    cadences,
    calls,
    followups,
    imports,
    incidents,
    knowledge,
    macros,
    phrasebook,
    seller_card,
    sellers,
    staff,
    suggestions,
    ticket_menu,
    tickets,
    upload_lists,
    upload_photos,
    upload_progress,
    upload_review,
    upload_texts,
    uploads,
)
from views.actions.base import Action

VERSION = "1"
LIMIT = 64
SEPARATOR = "~"
LARGEST = 2**63 - 1
"""The largest number that a database holds; a foreign client may send any."""


class StaleButton(Exception):
    """The data was not written by this version of Sapa, or by Sapa at all."""


def encode(action: Action) -> str:
    """Return callback data for `action`.

    Raises:
        ValueError: if it would be longer than Telegram allows.
    """
    values = (str(getattr(action, name)) for name in action.__match_args__)
    data = SEPARATOR.join((VERSION, action.code, *values))
    if len(data.encode()) > LIMIT:
        message = f"callback data over {LIMIT} bytes: {data}"
        raise ValueError(message)
    return data


def decode(data: str) -> Action:
    """Return the action behind callback data; StaleButton where it is not one of today's."""
    version, _, rest = data.partition(SEPARATOR)
    code, *values = rest.split(SEPARATOR)
    kind = _by_code().get(code)
    if version != VERSION or kind is None or len(values) != len(fields(kind)):
        raise StaleButton(data)
    try:
        return kind(
            *(_value(field.type, value) for field, value in zip(fields(kind), values, strict=True))
        )
    except ValueError:
        raise StaleButton(data) from None


def _value(kind: object, value: str) -> int | str:
    if kind is not int:
        return value
    number = int(value)
    if abs(number) > LARGEST:
        raise ValueError(value)
    return number


@cache
def _by_code() -> dict[str, type[Action]]:
    return {kind.code: kind for kind in ACTIONS}


_SUBJECTS = (
    sellers,
    assigning,
    staff,
    followups,
    tickets,
    calls,
    seller_card,
    imports,
    broadcasts,
    cadences,
    ticket_menu,
    macros,
    phrasebook,
    knowledge,
    incidents,
    suggestions,
    upload_lists,
    upload_photos,
    upload_progress,
    upload_review,
    upload_texts,
    uploads,
)
ACTIONS: tuple[type[Action], ...] = tuple(
    kind
    for subject in _SUBJECTS
    for kind in vars(subject).values()
    if isinstance(kind, type) and issubclass(kind, Action) and kind is not Action
)
