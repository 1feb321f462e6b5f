"""Telegram's speed limits, kept strictly: what is over the limit is refused, not queued."""

from collections import deque
from dataclasses import dataclass
from math import ceil

from simulator.refusal import too_many_requests

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a bot may send; `leeway` (seconds) forgives the jitter of a busy machine."""

    private_interval: float = 1.0
    group_per_minute: int = 20
    total_per_second: int = 30
    paid_per_second: int = 1000
    leeway: float = 0.05


class SpeedGuard:
    """Remembers when messages were accepted, per chat and overall."""

    def __init__(self, limits: Limits | None) -> None:
        """Guard by `limits`; None lets everything pass."""
        self.limits = limits
        self._total: deque[float] = deque()
        self._paid: deque[float] = deque()
        self._private: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def admit(
        self, chat_id: int, *, private: bool, now: float, count: int = 1, paid: bool = False
    ) -> None:
        """Count `count` messages to a chat at `now` (Unix seconds); `paid` ones by their own rate.

        Raises:
            Refusal: 429 with `retry_after`; nothing was counted then.
        """
        limits = self.limits
        if limits is None:
            return
        window = 1.0 - limits.leeway
        total = self._paid if paid else self._total
        allowed = limits.paid_per_second if paid else limits.total_per_second
        wait = _over(total, now, window, allowed, count)
        if private:
            last = self._private.get(chat_id, 0.0)
            wait = max(wait, last + limits.private_interval - limits.leeway - now)
        else:
            sent = self._groups.setdefault(chat_id, deque())
            wait = max(wait, _over(sent, now, _MINUTE, limits.group_per_minute, count))
        if wait > 0:
            raise too_many_requests(max(1, ceil(wait)))
        total.extend([now] * count)
        if private:
            self._remember(chat_id, now)
        else:
            self._groups[chat_id].extend([now] * count)

    def _remember(self, chat_id: int, now: float) -> None:
        if len(self._private) > 100_000:  # noqa: PLR2004 - bounds memory, no rule of Telegram
            keep = now - 2 * self.limits.private_interval if self.limits else now
            self._private = {chat: at for chat, at in self._private.items() if at > keep}
        self._private[chat_id] = now


def _over(sent: deque[float], now: float, window: float, allowed: int, count: int) -> float:
    """Return how long to wait until `count` more fit into the window; 0 if they fit now."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    excess = len(sent) + count - max(allowed, count)
    return sent[excess - 1] + window - now if excess > 0 else 0.0
