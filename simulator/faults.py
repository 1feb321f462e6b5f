"""Misbehaviour on request: what a bot must survive, produced when a test asks for it."""

from dataclasses import dataclass
from secrets import SystemRandom
from typing import Literal

from simulator.refusal import Refusal, bad_request, forbidden, too_many_requests

FaultKind = Literal["429", "500", "502", "delay", "cut", "hang", "403", "400"]
FAULT_KINDS = ("429", "500", "502", "delay", "cut", "hang", "403", "400")
_chance = SystemRandom()


@dataclass(slots=True)
class Fault:
    """One kind of misbehaviour, for calls of `method` (`*`: all), to `chat_id` (None: all).

    `cut` carries the call out and closes the connection unanswered; `hang` neither carries it out
    nor answers; `delay` waits `delay` seconds first. `times` None means until cleared.
    """

    method: str
    kind: FaultKind
    retry_after: int = 1
    delay: float = 0.0
    times: int | None = 1
    chat_id: int | None = None
    probability: float = 1.0
    description: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a kind that does not exist."""
        if self.kind not in FAULT_KINDS:
            message = f"unknown fault kind {self.kind!r}; known: {', '.join(FAULT_KINDS)}"
            raise ValueError(message)

    def refusal(self) -> Refusal | None:
        """Return the answer that this fault gives; None if it is no answer but a behaviour."""
        match self.kind:
            case "429":
                return too_many_requests(self.retry_after)
            case "500":
                return Refusal(500, self.description or "Internal Server Error")
            case "502":
                return Refusal(502, self.description or "Bad Gateway")
            case "403":
                return forbidden(self.description or "bot was blocked by the user")
            case "400":
                return bad_request(self.description or "SIMULATOR fault")
            case _:
                return None


class FaultPlan:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        """Start without faults."""
        self._faults: list[Fault] = []

    def __bool__(self) -> bool:
        """Whether any fault waits; a call need not look further if not."""
        return bool(self._faults)

    def add(self, fault: Fault) -> None:
        """Let `fault` wait for its call."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Behave well again."""
        self._faults.clear()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """Return the fault that hits this call, counted down, or None."""
        for fault in self._faults:
            if fault.method not in ("*", method):
                continue
            if fault.chat_id is not None and str(fault.chat_id) != str(chat_id):
                continue
            if fault.probability < 1.0 and _chance.random() >= fault.probability:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
            return fault
        return None
