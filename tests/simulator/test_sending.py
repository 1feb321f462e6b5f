"""What the bot sends stands in the chat as Telegram would show it."""

import aiohttp
import pytest

from simulator import Person, Simulator
from simulator.files import sample_png
from tests.simulator.bot_client import BotClient


async def test_an_edit_replaces_text_and_buttons(bot: BotClient, seller: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    sent = await bot.call("sendMessage", chat_id=seller.id, text="Mau?", reply_markup=markup)
    heard = await seller.hears("Mau?")
    assert heard.buttons == ["Ya"]
    place = {"chat_id": seller.id, "message_id": sent["message_id"]}
    edited = await bot.call("editMessageText", **place, text="<i>Baik</i>", parse_mode="HTML")
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    again = await seller.hears("Baik")
    assert (again.id, again.buttons, again.html) == (heard.id, [], "<i>Baik</i>")


async def test_a_keyboard_edit_alone_is_not_dated(bot: BotClient, seller: Person) -> None:
    sent = await bot.call("sendMessage", chat_id=seller.id, text="Mau?")
    place = {"chat_id": seller.id, "message_id": sent["message_id"]}
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    edited = await bot.call("editMessageReplyMarkup", **place, reply_markup=markup)
    assert "edit_date" not in edited
    assert seller.inbox[-1].buttons == ["Ya"]


async def test_an_uploaded_photo_can_be_downloaded_again(bot: BotClient, seller: Person) -> None:
    picture = sample_png(3, side=400)
    form = aiohttp.FormData({"chat_id": str(seller.id), "caption": "<b>Foto</b>"})
    form.add_field("parse_mode", "HTML")
    form.add_field("photo", picture, filename="toko.png", content_type="image/png")
    sent = await bot.send_form("sendPhoto", form)
    assert [size["width"] for size in sent["photo"]] == [320, 400]
    file = await bot.call("getFile", file_id=sent["photo"][-1]["file_id"])
    async with bot.http.get(f"{bot.file_root}/{file['file_path']}") as response:
        assert await response.read() == picture
    assert seller.inbox[-1].html == "<b>Foto</b>"


async def test_what_is_no_picture_is_refused(bot: BotClient, seller: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(seller.id)})
    form.add_field("photo", b"bukan gambar", filename="x.jpg")
    with pytest.raises(Exception, match="IMAGE_PROCESS_FAILED"):
        await bot.send_form("sendPhoto", form)


async def test_a_file_over_20_mb_cannot_be_fetched(bot: BotClient, seller: Person) -> None:
    message = seller.sends_document("katalog.pdf", b"%PDF", size=21 * 1024 * 1024)
    refused = await bot.refusal("getFile", file_id=message.raw["document"]["file_id"])
    assert refused.description == "Bad Request: file is too big"


async def test_an_album_is_one_group_of_messages(bot: BotClient, seller: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(seller.id)})
    items = '[{"type":"photo","media":"attach://a","caption":"Dua"},'
    form.add_field("media", items + '{"type":"photo","media":"attach://b"}]')
    form.add_field("a", sample_png(1), filename="a.png")
    form.add_field("b", sample_png(2), filename="b.png")
    sent = await bot.send_form("sendMediaGroup", form)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.text for message in seller.inbox] == ["Dua", ""]


async def test_sends_every_kind(bot: BotClient, seller: Person, sim: Simulator) -> None:
    files = {
        "voice": seller.sends_voice().voice,
        "video": seller.sends_video().video,
        "document": seller.sends_document("a.txt", b"a").document,
        "sticker": seller.sends_sticker().sticker,
    }
    for kind, file in files.items():
        params = {"chat_id": seller.id, kind: file["file_id"]}
        assert kind in await bot.call(f"send{kind.title()}", **params)
    where = {"latitude": -7.8, "longitude": 110.37}
    assert (await bot.call("sendLocation", chat_id=seller.id, **where))["location"] == where
    who = {"phone_number": "+62811", "first_name": "Budi"}
    assert (await bot.call("sendContact", chat_id=seller.id, **who))["contact"] == who
    assert sim.sent_count == 6


async def test_deleting_and_reacting(bot: BotClient, seller: Person) -> None:
    sent = await bot.call("sendMessage", chat_id=seller.id, text="hapus aku")
    place = {"chat_id": seller.id, "message_id": sent["message_id"]}
    thumb = [{"type": "emoji", "emoji": "👍"}]
    assert await bot.call("setMessageReaction", **place, reaction=thumb)
    wrong = await bot.refusal(
        "setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "x"}]
    )
    assert wrong.description == "Bad Request: REACTION_INVALID"
    assert await bot.call("deleteMessage", **place)
    assert seller.inbox == []
    gone = await bot.refusal("deleteMessage", **place)
    assert gone.description == "Bad Request: message to delete not found"


async def test_copies_carry_words_and_media_but_no_buttons(
    bot: BotClient, seller: Person, sim: Simulator
) -> None:
    friend = sim.add_user("Ayu")
    friend.start()
    first = seller.sends_photo(caption="Tas anyam")
    copied = await bot.call(
        "copyMessage", chat_id=friend.id, from_chat_id=seller.id, message_id=first.id
    )
    assert list(copied) == ["message_id"]
    shown = friend.inbox[-1]
    assert (shown.text, shown.photo is not None, shown.from_bot) == ("Tas anyam", True, True)
    missing = await bot.refusal(
        "copyMessage", chat_id=friend.id, from_chat_id=seller.id, message_id=9999
    )
    assert missing.description == "Bad Request: message to copy not found"


async def test_a_copied_text_can_be_edited_by_the_bot(bot: BotClient, seller: Person) -> None:
    said = seller.says("harga 10 ribu")
    place = {"chat_id": seller.id, "from_chat_id": seller.id}
    copy = await bot.call("copyMessage", **place, message_id=said.id)
    await bot.call(
        "editMessageText", chat_id=seller.id, message_id=copy["message_id"], text="harga 12 ribu"
    )
    assert seller.inbox[-1].text == "harga 12 ribu"


async def test_copies_of_an_album_stay_an_album(bot: BotClient, seller: Person) -> None:
    album = seller.sends_album([None, None, None], "Tiga foto")
    ids = [message.id for message in album]
    place = {"chat_id": seller.id, "from_chat_id": seller.id}
    assert len(await bot.call("copyMessages", **place, message_ids=[*ids, 9999])) == 3
    groups = {message.media_group_id for message in seller.inbox}
    assert len(groups) == 1
    assert groups != {album[0].media_group_id}
    unsorted = await bot.refusal("copyMessages", **place, message_ids=ids[::-1])
    assert "strictly increasing" in unsorted.description


async def test_a_forward_shows_its_origin(bot: BotClient, seller: Person) -> None:
    said = seller.says("asli")
    sent = await bot.call(
        "forwardMessage", chat_id=seller.id, from_chat_id=seller.id, message_id=said.id
    )
    assert sent["forward_origin"]["sender_user"]["id"] == seller.id
