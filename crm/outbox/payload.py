"""Typed payloads: what a message says, without its words."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import TypeAdapter


class Priority(IntEnum):
    """Who goes first; a lower number overtakes any number of higher ones."""

    REPLY = 0
    STAFF = 1
    FOLLOW_UP = 2
    BROADCAST = 3


class Delivery(StrEnum):
    """What to do with a message that may or may not have arrived.

    `AT_LEAST_ONCE` sends it again (an answer must not be missing); `AT_MOST_ONCE` does not (a
    second nudge would annoy).
    """

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


@dataclass(frozen=True)
class Payload:
    """The base of all payloads; a subclass names its template and how urgent it is.

    Declare one as `@dataclass(frozen=True) class Hello(Payload): ...` with the class variables
    `template` and, where they differ, `priority` and `delivery`.
    """

    template: ClassVar[str] = ""
    priority: ClassVar[Priority] = Priority.REPLY
    delivery: ClassVar[Delivery] = Delivery.AT_LEAST_ONCE

    @property
    def touch(self) -> int | None:
        """The touch that it is, where nobody asked for it.

        Such a message is held to waking hours, holidays, the limits and the seller's wish. Its
        payload has a field `touch_id`.
        """
        return getattr(self, "touch_id", None)

    @property
    def parts(self) -> int:
        """As how many messages it counts in its chat, which takes only so many a minute."""
        return 1

    def params(self) -> dict[str, Any]:
        """Return the fields as JSON-ready values."""
        return _adapter(type(self)).dump_python(self, mode="json")

    @classmethod
    def load(cls, params: dict[str, Any]) -> Self:
        """Build the payload again from `params`; pydantic's ValidationError if they do not fit."""
        return _adapter(cls).validate_python(params)


@cache
def _adapter(kind: type[Payload]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
