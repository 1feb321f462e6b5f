"""A journey being played: its cast, its steps, and the teller who is told of them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.demo.client import Client
from bot.demo.happening import Happening
from bot.demo.journey.cast import Cast
from bot.demo.stage import Stage
from bot.demo.witness import DidNotHappen, Witness
from core.db import Database


@dataclass(frozen=True, slots=True)
class Check:
    """Something counted on both sides at the end."""

    name: str
    count: int
    wrong: str = ""
    """What does not agree; empty where all is well."""


class Teller(Protocol):
    """Whoever tells what is going on to the person, or program, that looks on."""

    def step(self, number: int, title: str) -> None:
        """A step begins."""

    def happened(self, happening: Happening, witness: Witness) -> None:
        """Something happened in it."""

    def checked(self, check: Check) -> None:
        """Something was counted."""

    def failed(self, title: str, why: str) -> None:
        """The journey ended early."""

    def ended(self, steps: int, seconds: float) -> None:
        """Every step happened."""


class StepFailed(Exception):
    """A step did not happen; the text says why."""

    def __init__(self, title: str, why: str) -> None:
        """Name the step."""
        super().__init__(why)
        self.title, self.why = title, why


class Play:
    """What the scenes act with."""

    def __init__(self, stage: Stage, client: Client, cast: Cast, teller: Teller) -> None:
        """Play on `stage` through `client`."""
        self.stage = stage
        self.client = client
        self.cast = cast
        self.teller = teller
        self.steps = 0
        self._told = 0

    @property
    def group(self) -> int:
        """The chat id of the staff's group."""
        return self.stage.group.id

    @property
    def database(self) -> Database:
        """What Sapa keeps."""
        return self.stage.sapa.services.database

    @asynccontextmanager
    async def step(self, title: str) -> AsyncGenerator[None]:
        """Announce a step, let it happen, and tell what was really sent and received in it.

        Raises:
            StepFailed: in place of the block's DidNotHappen.
        """
        self.steps += 1
        self.teller.step(self.steps, title)
        try:
            yield
        except DidNotHappen as failure:
            raise StepFailed(title, str(failure)) from None
        finally:
            self._tell()

    def _tell(self) -> None:
        happenings = self.client.witness.happenings
        for happening in happenings[self._told :]:
            self.teller.happened(happening, self.client.witness)
        self._told = len(happenings)


def expect(is_so: object, otherwise: str) -> None:
    """Let the step fail with `otherwise` unless it is so."""
    if not is_so:
        raise DidNotHappen(otherwise)
