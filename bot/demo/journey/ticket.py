"""From Start to five stars: one report from beginning to end."""

from bot.demo.happening import Shown
from bot.demo.journey.play import Play, expect
from bot.demo.journey.reporting import add_to_report, card_of, send_report, tell_category
from bot.demo.onboarding import come_aboard
from models.tickets import Category
from views.actions import Claim, DialogStep, OpenMenu, Rate, Resolve

REPORT = "Uang penjualan minggu lalu belum masuk ke rekening saya."
CAPTION = "Ini bukti dari halaman penjual"
NOTE = "// Rekeningnya baru diganti hari Senin, cek ke bagian keuangan."
ANSWER = "Selamat siang, kami sudah cek: dana Anda dikirim hari ini sebelum jam 15.00."
REPLY = "Terima kasih, rekeningnya BRI ya"
CORRECTED = "Terima kasih, rekeningnya BNI ya, bukan BRI"
WORD = "Cepat dan ramah, terima kasih!"


async def one_report(play: Play) -> None:
    """Play a report through all hands."""
    who = play.cast.reporter.owner
    async with play.step(f"{who} presses Start, agrees, and is greeted by the store's name"):
        greeting = await come_aboard(play.client, play.cast.reporter, "id")
    async with play.step(f"{who} reports a payment in words, photo and voice; the team gets it"):
        number = await _report(play, greeting)
        card = await _arrives(play, number)
    async with play.step(f"{_agent(play)} claims it, and leaves a note that stays among staff"):
        claimed = await _claim(play, card, number)
    async with play.step(f"{_agent(play)} answers; {who} replies, and corrects the reply"):
        await _talk(play, card, number)
    async with play.step(f"{_agent(play)} resolves it; {who} gives five stars and a word"):
        await _resolve(play, claimed, number)
        await _rate(play, number)


def _agent(play: Play) -> str:
    return play.stage.agents[0].name


async def _report(play: Play, greeting: Shown) -> int:
    seller = play.cast.reporter
    await tell_category(play, seller, greeting, Category.PAYMENT)
    await add_to_report(play, seller, text=REPORT)
    await add_to_report(play, seller, kind="photo", caption=CAPTION)
    kept = await add_to_report(play, seller, kind="voice")
    return await send_report(play, seller, kept)


async def _arrives(play: Play, number: int) -> Shown:
    card = await card_of(play, play.cast.reporter, number)
    expect(REPORT in card.text, "the card does not carry the report's words")
    for kind in ("photo", "voice"):
        await play.client.witness.hears(
            play.group,
            lambda one, kind=kind: one.kind == kind and one.thread == card.thread,
            f"the {kind} in the topic",
        )
    return card


async def _claim(play: Play, card: Shown, number: int) -> Shown:
    client, agent = play.client, play.stage.agents[0]
    pressed = await client.presses(agent.id, card, card.button(Claim, ticket_id=number))
    expect(await client.witness.answered(pressed), "the claim was answered without a word")
    claimed = await client.witness.hears(
        play.group,
        lambda one: one.edited and one.id == card.id and not one.button(Claim),
        "the card of a claimed ticket",
    )
    expect(agent.name in claimed.text, f"the card does not say that {agent.name} has it")
    await client.says(agent.id, NOTE, chat=play.group, thread=card.thread)
    return claimed


async def _talk(play: Play, card: Shown, number: int) -> None:
    client, hears = play.client, play.client.witness.hears
    agent, seller = play.stage.agents[0].id, play.cast.reporter.person_id
    await client.says(agent, ANSWER, chat=play.group, thread=card.thread)
    answer = await hears(seller, lambda one: one.text == ANSWER, "the answer at the seller's")
    note = NOTE.removeprefix("//").strip()
    leaked = [one for one in await client.messages(seller) if note in one.text]
    expect(not leaked, "the internal note reached the seller")
    reply = await client.says(seller, REPLY, reply_to=answer)
    copy = await hears(
        play.group, lambda one: one.text == REPLY and one.thread == card.thread, "the reply"
    )
    await hears(seller, lambda one: f"#{number}" in one.text, "the word that the reply arrived")
    await client.edits(seller, reply, CORRECTED)
    await hears(
        play.group,
        lambda one: one.edited and one.id == copy.id and one.text == CORRECTED,
        "the correction as an edit of the reply",
    )


async def _resolve(play: Play, claimed: Shown, number: int) -> None:
    client, agent = play.client, play.stage.agents[0]
    pressed = await client.presses(agent.id, claimed, claimed.button(Resolve, ticket_id=number))
    expect(await client.witness.answered(pressed), "resolving was answered without a word")
    await client.witness.hears(
        play.group,
        lambda one: one.edited and one.id == claimed.id and not one.button(Resolve),
        "the card of a resolved ticket",
    )


async def _rate(play: Play, number: int) -> None:
    client, hears, seller = play.client, play.client.witness.hears, play.cast.reporter.person_id
    asked = await hears(
        seller, lambda one: bool(one.button(Rate, stars=5)), "the question how it was"
    )
    stars = asked.button(Rate, ticket_id=number, stars=5)
    pressed = await client.presses(seller, asked, stars)
    expect(await client.witness.answered(pressed), "the stars were taken without thanks")
    await hears(
        seller, lambda one: bool(one.button(DialogStep, move="skip")), "the question for a word"
    )
    await client.says(seller, WORD)
    await hears(seller, lambda one: bool(one.button(OpenMenu)), "thanks for the word")
    await hears(play.group, lambda one: WORD in one.text, "the seller's word at the team's")
