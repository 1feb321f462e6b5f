"""Who carries letters over one line: composes each, hands it over, and says how it went."""

import structlog
from aiosmtplib import SMTPResponseException

from core.services import Services
from delivery.dispatch.verdicts import Fate, Hold, Verdict
from delivery.mail.composing import Stationery
from delivery.mail.letters import Letter
from delivery.mail.line import Line
from delivery.mail.settling import Delivered, Returned
from delivery.mail.verdicts import PERMANENT, judge

log = structlog.get_logger()

LONGEST_ERROR = 300
"""Characters of a server's refusal that are kept."""


class Postman:
    """Carries one letter at a time; never raises for what one letter does wrong."""

    def __init__(self, services: Services, *, stationery: Stationery, line: Line) -> None:
        """Carry over `line`."""
        self._services = services
        self._stationery = stationery
        self._line = line

    async def carry(self, letter: Letter) -> Delivered | Returned:
        """Send `letter` once and say how it went."""
        try:
            posted = self._stationery.compose(letter, now=self._services.clock.now())
        except Exception as error:
            log.exception("letter_unworded", outbox_id=letter.job.outbox_id)
            return Returned(letter, Verdict(Fate.DEAD), f"view: {type(error).__name__}")
        try:
            await self._line.send(posted)
        except Exception as error:  # noqa: BLE001 - whatever it was is judged
            return self._judged(letter, error)
        return Delivered(letter, posted.text, self._services.clock.now())

    async def rest(self) -> None:
        """Give the line up until there is a letter again."""
        await self._line.hang_up()

    def _judged(self, letter: Letter, error: Exception) -> Returned:
        job = letter.job
        verdict = judge(error, attempts=job.attempts, delivery=job.payload.delivery)
        if verdict.hold is Hold.BOT:
            refuses_us = isinstance(error, SMTPResponseException) and error.code >= PERMANENT
            told = log.error if refuses_us else log.warning
            told("mail_server_unavailable", error=type(error).__name__)
        return Returned(letter, verdict, f"{type(error).__name__}: {error}"[:LONGEST_ERROR])
