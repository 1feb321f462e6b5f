"""People do what the app allows, and the bot is told what Telegram tells."""

from datetime import timedelta

import pytest

from core.clock import MovableClock
from simulator import ImpossibleActionError, Person, Simulator
from tests.simulator.bot_client import BotClient

ASK = {
    "inline_keyboard": [
        [{"text": "Saya baik", "callback_data": "v1:fine"}],
        [{"text": "Ada masalah", "callback_data": "v1:problem"}],
    ]
}


async def test_start_carries_the_payload_of_the_link(sim: Simulator, bot: BotClient) -> None:
    sim.add_user("Ayu").start("tautan_1")
    [update] = await bot.updates()
    assert update["message"]["text"] == "/start tautan_1"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_press_is_told_and_answered(bot: BotClient, seller: Person) -> None:
    await bot.call("sendMessage", chat_id=seller.id, text="Apa kabar?", reply_markup=ASK)
    press = seller.presses("masalah")
    [update] = await bot.updates()
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("v1:problem", seller.id)
    assert query["message"]["reply_markup"] == ASK
    answer = {"callback_query_id": query["id"], "text": "Siap", "show_alert": True}
    await bot.call("answerCallbackQuery", **answer)
    assert await press.answered() == "Siap"
    assert press.alert
    again = await bot.refusal("answerCallbackQuery", **answer)
    assert "query ID is invalid" in again.description


async def test_a_press_gets_too_old(bot: BotClient, seller: Person, clock: MovableClock) -> None:
    await bot.call("sendMessage", chat_id=seller.id, text="Apa kabar?", reply_markup=ASK)
    press = seller.presses("Saya baik")
    clock.advance(timedelta(seconds=20))
    refused = await bot.refusal("answerCallbackQuery", callback_query_id=press.id)
    assert refused.description.startswith("Bad Request: query is too old")


async def test_an_unanswered_press_fails_the_test(bot: BotClient, seller: Person) -> None:
    await bot.call("sendMessage", chat_id=seller.id, text="Apa kabar?", reply_markup=ASK)
    with pytest.raises(AssertionError, match="was not answered"):
        await seller.presses("Saya baik").answered(timeout=0.05)


async def test_a_reply_keyboard_sends_its_words_or_the_contact(
    bot: BotClient, seller: Person
) -> None:
    keys = [[{"text": "Lapor"}, {"text": "Bagikan nomor", "request_contact": True}]]
    markup = {"keyboard": keys, "resize_keyboard": True}
    sent = await bot.call("sendMessage", chat_id=seller.id, text="Menu", reply_markup=markup)
    assert "reply_markup" not in sent
    assert seller.inbox[-1].keyboard == ["Lapor", "Bagikan nomor"]
    assert seller.presses("Lapor").message.text == "Lapor"
    shared = seller.presses("Bagikan nomor").message.contact
    assert shared["user_id"] == seller.id
    assert shared["phone_number"] == "6281234567890"
    gone = {"remove_keyboard": True}
    await bot.call("sendMessage", chat_id=seller.id, text="Selesai", reply_markup=gone)
    with pytest.raises(AssertionError, match="finds no button"):
        seller.presses("Lapor")


async def test_somebody_elses_contact_has_no_user_id(seller: Person) -> None:
    assert "user_id" not in seller.sends_contact("+62899").contact


async def test_an_album_arrives_message_by_message(bot: BotClient, seller: Person) -> None:
    seller.sends_album([None, None], "Dua foto")
    first, second = await bot.updates()
    assert first["message"]["media_group_id"] == second["message"]["media_group_id"]
    assert first["message"]["caption"] == "Dua foto"
    assert "caption" not in second["message"]


async def test_an_edit_is_told(bot: BotClient, seller: Person) -> None:
    said = seller.says("harga 10")
    seller.edits(said.id, "harga 12")
    assert [next(kind for kind in u if kind != "update_id") for u in await bot.updates()] == [
        "message",
        "edited_message",
    ]
    assert said.text == "harga 12"


async def test_blocking_and_coming_back_are_told(bot: BotClient, seller: Person) -> None:
    seller.blocks_bot()
    with pytest.raises(ImpossibleActionError):
        seller.says("halo")
    seller.start()
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await bot.updates()
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]


async def test_hears_in_order_and_shows_the_transcript_when_it_does_not(
    bot: BotClient, seller: Person
) -> None:
    for text in ("Halo Sri", "Apa kabar?"):
        await bot.call("sendMessage", chat_id=seller.id, text=text)
    assert (await seller.hears(r"Halo \w+")).text == "Halo Sri"
    assert (await seller.hears(lambda message: "kabar" in message.text)).text == "Apa kabar?"
    with pytest.raises(AssertionError, match=r"Bot: Apa kabar\?"):
        await seller.hears("Halo", timeout=0.05)


async def test_private_chats_share_one_numbering(sim: Simulator, seller: Person) -> None:
    friend = sim.add_user("Ayu")
    assert friend.start().id == seller.says("halo").id - 1
