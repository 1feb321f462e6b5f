"""What staff read about the effect of a cadence."""

from dataclasses import dataclass
from typing import ClassVar

from crm.followups.effect.figures import Effect
from crm.outbox.payload import Payload, Priority


@dataclass(frozen=True)
class EffectSought(Payload):
    """A toast: the figures are being counted."""

    template: ClassVar[str] = "toast_effect_sought"


@dataclass(frozen=True)
class EffectShown(Payload):
    """What a cadence brought about."""

    template: ClassVar[str] = "effect_shown"
    priority: ClassVar[Priority] = Priority.STAFF
    effect: Effect


@dataclass(frozen=True)
class EffectChart(Payload):
    """The same as a picture."""

    template: ClassVar[str] = "effect_chart"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    cadence: str


@dataclass(frozen=True)
class EffectUnknown(Payload):
    """The cadence that was asked about is not to be understood by this version of Sapa."""

    template: ClassVar[str] = "effect_unknown"
    priority: ClassVar[Priority] = Priority.STAFF
    cadence: str
