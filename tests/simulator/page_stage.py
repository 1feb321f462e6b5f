"""The page open in a real browser, on a simulator with 2,000 sellers, staff and a bot."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from core.clock import MovableClock
from simulator import Group, Simulator
from tests.simulator.bot_client import BotClient, Json
from tests.simulator.echo_bot import EchoBot

SELLERS = 2000
START = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass
class Stage:
    """What a test acts on; `errors` are those that the page reported."""

    page: Page
    simulator: Simulator
    group: Group
    client: BotClient
    errors: list[str] = field(default_factory=list[str])

    @property
    def phone(self) -> Locator:
        """The seller's side."""
        return self.page.locator("#phone-chat")

    @property
    def staff(self) -> Locator:
        """The open topic of the staff's side."""
        return self.page.locator("#staff-chat")

    @property
    def seller_id(self) -> int:
        """Who holds the phone after `start`."""
        return self.simulator.people[7].id

    async def start(self) -> None:
        """Take seller 7's phone and press Start."""
        await self.page.fill("#seller-search", "Toko 7 Jaya")
        await self.page.locator(".seller", has_text="Toko 7 Jaya").click()
        await self.phone.get_by_role("button", name="Mulai", exact=True).click()
        await expect(self.phone.get_by_text("Gema: /start")).to_be_visible()

    async def says(self, text: str) -> None:
        """Type on the phone and send."""
        await self.page.fill("#phone-input", text)
        await self.page.press("#phone-input", "Enter")
        await expect(self.phone.get_by_text(f"Gema: {text}")).to_be_visible()

    async def attach(self, *buttons: str) -> None:
        """Open the phone's attach sheet and press `buttons` in turn."""
        await self.phone.get_by_role("button", name="Lampirkan").click()
        for name in buttons:
            await self.phone.locator(".attach").get_by_role("button", name=name).click()


def chromium() -> str:
    """Return the browser's path; `make test` installs one where there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if path is None:
        pytest.fail("no Chromium: run `make chromium`, or name one in CHROMIUM")
    return path


def populate(simulator: Simulator) -> Group:
    """Add sellers, staff and their group."""
    for number in range(SELLERS):
        facts = {"store": f"Toko {number} Jaya", "place": "Kota Malang", "language": "jv"}
        simulator.add_user(f"Penjual Ke-{number}", phone=f"+62812{number:08}", facts=facts)
    group = simulator.add_group("Sapa – Relasi Penjual", forum=True)
    for name in ("Dewi Lestari", "Bagus Pratama"):
        group.add(simulator.add_user(name), admin=True)
    group.add_bot(admin=True, can_manage_topics=True)
    return group


async def interactions() -> list[Json]:
    """Return one row whose words look like markup."""
    row = {"id": 1, "at": START.isoformat(), "direction": "in", "channel": "telegram"}
    return [{**row, "seller": "Toko <7>", "kind": "text", "text": "<b>halo</b>", "locale": "jv"}]


@asynccontextmanager
async def open_browser() -> AsyncGenerator[Browser]:
    """Start Chromium."""
    executable = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_stage(browser: Browser) -> AsyncGenerator[Stage]:
    """Start everything; at the end the page must have reported no error."""
    simulator = Simulator(MovableClock(START), limits=None)
    group = populate(simulator)
    simulator.feeds["interactions"] = interactions
    await simulator.start()
    async with BotClient(simulator.url) as client:
        bot = asyncio.create_task(EchoBot(client, group.id).run())
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        stage = Stage(page, simulator, group, client)
        page.on("pageerror", lambda error: stage.errors.append(str(error)))
        page.on("console", lambda line: _note(stage.errors, line.type, line.text))
        await page.add_init_script(WATCH_SHIFTS)
        await page.goto(simulator.url)
        await page.wait_for_selector("html[data-ready]")
        yield stage
        await page.close()  # and with it the context that nothing else shares
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
    await simulator.stop()
    assert stage.errors == []


def _note(errors: list[str], kind: str, text: str) -> None:
    if kind == "error":
        errors.append(text)
