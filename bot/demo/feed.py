"""The list of interactions beside the phone: Sapa's own log, as it grows."""

import asyncio
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from core.db import Database
from models import Interaction, Seller
from simulator import Simulator

NAME = "interactions"
LATEST = 100
GLANCE = 0.4
"""Seconds between looks at whether the log has grown."""


class InteractionFeed:
    """Shows the latest interactions on a simulator's page."""

    def __init__(self, simulator: Simulator, database: Database) -> None:
        """Offer the feed to the page."""
        self._simulator = simulator
        self._database = database
        simulator.feeds[NAME] = self.latest

    async def latest(self) -> list[dict[str, Any]]:
        """Return the latest interactions, newest first."""
        wanted = (
            select(Interaction, col(Seller.store_name))
            .outerjoin(Seller, col(Seller.id) == col(Interaction.seller_id))
            .order_by(col(Interaction.id).desc())
            .limit(LATEST)
        )
        async with self._database.reading() as session:
            return [_row(found, store) for found, store in await session.execute(wanted)]

    async def follow(self) -> None:
        """Tell the page whenever the log has grown, until cancelled."""
        seen = 0
        while True:
            async with self._database.reading() as session:
                newest = await session.scalar(select(func.max(col(Interaction.id)))) or 0
            if newest != seen:
                seen = newest
                self._simulator.feed_changed(NAME)
            await asyncio.sleep(GLANCE)


def _row(found: Interaction, store: str | None) -> dict[str, Any]:
    return {
        "id": found.id,
        "at": found.at.isoformat(),
        "direction": found.direction,
        "channel": found.channel,
        "seller": store or "",
        "kind": found.kind,
        "text": found.text,
        "ticket_id": found.ticket_id,
        "locale": found.locale,
    }
