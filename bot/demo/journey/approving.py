"""The supervisor looks at how quiet sellers are followed up, and lets it begin."""

from datetime import timedelta

from bot.demo.happening import Shown
from bot.demo.journey.cast import CADENCES
from bot.demo.journey.play import Play, expect
from bot.demo.witness import Wanted
from views.actions import (
    Action,
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ReadCadence,
    ShowCadence,
)

BREAK = timedelta(minutes=5)
"""A bot may write twenty messages a minute into a group: nobody waits for that in real time."""
LONG = 60.0
"""Real seconds for every store to be looked at, on a busy machine."""
LANGUAGE = "jv"


async def approve(play: Play) -> None:
    """Let the supervisor look at one cadence closely, and approve all that the cast needs."""
    who, first = play.stage.admin.name, CADENCES[0]
    await play.client.moves_clock(BREAK)
    async with play.step(f"{who} looks at how quiet sellers are followed up"):
        await play.client.says(play.stage.admin.id, "/tindaklanjut", chat=play.group)
        listed = await _hears(
            play, lambda one: bool(one.button(ShowCadence, cadence=first)), "the cadences"
        )
        card = await _open(play, listed, first)
    async with play.step(f"{who} sees how many it is for, and reads what they will read"):
        await _preview(play, card, first)
    await play.client.moves_clock(BREAK)
    async with play.step(f"{who} approves it, and the next one"):
        for name in CADENCES:
            listed = await _decide(play, card, name)
            if name is not CADENCES[-1]:
                card = await _open(play, listed, CADENCES[CADENCES.index(name) + 1])


async def _open(play: Play, listed: Shown, name: str) -> Shown:
    """Press a cadence's button, and return the card that takes the list's place."""
    await _presses(play, listed, ShowCadence, cadence=name)
    return await _hears(
        play,
        lambda one: bool(one.button(DecideCadence, cadence=name, move="approve")),
        f"the card of {name}",
    )


async def _preview(play: Play, card: Shown, name: str) -> None:
    toast = await _presses(play, card, PreviewCadence, cadence=name)
    expect(toast, "the preview was asked for without a word")
    preview = await _hears(
        play,
        lambda one: bool(one.button(ReadCadence, cadence=name, language=LANGUAGE)),
        "the preview",
    )
    await _presses(play, preview, ReadCadence, cadence=name, language=LANGUAGE)
    await _hears(
        play, lambda one: one.text.startswith("📖") and "Basa Jawa" in one.text, "a letter"
    )


async def _decide(play: Play, card: Shown, name: str) -> Shown:
    """Approve a cadence, and return the list that takes its card's place."""
    toast = await _presses(play, card, DecideCadence, cadence=name, move="approve")
    expect(toast, f"{name} was approved without a word")
    runs = await _hears(
        play,
        lambda one: bool(one.button(DecideCadence, cadence=name, move="pause")),
        f"the card of {name}, which runs",
    )
    expect(play.stage.admin.name in runs.text, "the card does not say who let it run")
    await _presses(play, runs, ListCadences)
    return await _hears(
        play, lambda one: bool(one.button(ShowCadence, cadence=name)), "the cadences"
    )


async def _presses(play: Play, shown: Shown, kind: type[Action], **wanted: object) -> str:
    """Let the supervisor press a button, and return the toast."""
    client = play.client
    pressed = await client.presses(play.stage.admin.id, shown, shown.button(kind, **wanted))
    return await client.witness.answered(pressed)


async def _hears(play: Play, wanted: Wanted, what: str) -> Shown:
    return await play.client.witness.hears(play.group, wanted, what, patience=LONG)
