"""What every part of a running Sapa is handed."""

from dataclasses import dataclass

from core.clock import Clock
from core.db import Database
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """Built once, by the wiring; passed down, never imported."""

    settings: Settings
    clock: Clock
    database: Database
