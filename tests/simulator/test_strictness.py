"""What the real Bot API refuses, the simulator refuses, in the same words."""

from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.bot_client import BotClient, Refused


async def test_refuses_a_wrong_token(sim: Simulator) -> None:
    async with BotClient(sim.url, token="999:WRONG") as stranger:
        refused = await stranger.refusal("getMe")
    assert (refused.code, refused.description) == (401, "Unauthorized")


async def test_refuses_an_unknown_method(bot: BotClient) -> None:
    assert (await bot.refusal("sendTelepathy")).code == 404


async def test_takes_method_names_in_any_case(bot: BotClient) -> None:
    assert (await bot.call("GETME"))["username"] == "sapa_demo_bot"


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": "a", "txet": "b"}, "SIMULATOR unknown parameter txet"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<p>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        ({"text": "a", "message_thread_id": 77}, "message thread not found"),
        (
            {"text": "a", "reply_parameters": {"message_id": 999}},
            "message to be replied not found",
        ),
        (
            {"text": "a", "message_thread_id": "x"},
            'parameter "message_thread_id" must be an integer',
        ),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply markup JSON object"),
    ],
)
async def test_refuses_a_wrong_text_message(
    bot: BotClient, seller: Person, params: dict[str, Any], reason: str
) -> None:
    refused = await bot.refusal("sendMessage", chat_id=seller.id, **params)
    assert (refused.code, refused.description) == (400, f"Bad Request: {reason}")


async def test_counts_the_text_after_reading_its_markup(bot: BotClient, seller: Person) -> None:
    text = f"<b>{'x' * 4096}</b>"
    await bot.call("sendMessage", chat_id=seller.id, text=text, parse_mode="HTML")
    assert len(seller.inbox[-1].text) == 4096


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a"}, "text buttons are unallowed in the inline keyboard"),
        (
            {"text": "a", "url": "javascript:x"},
            "inline keyboard button URL 'javascript:x' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "a", "calback_data": "x"},
            "SIMULATOR unknown field calback_data in InlineKeyboardButton",
        ),
        ({"callback_data": "x"}, "field text of InlineKeyboardButton is required"),
    ],
)
async def test_refuses_a_wrong_button(
    bot: BotClient, seller: Person, button: dict[str, Any], reason: str
) -> None:
    refused = await bot.refusal(
        "sendMessage",
        chat_id=seller.id,
        text="a",
        reply_markup={"inline_keyboard": [[button]]},
    )
    assert refused.description == f"Bad Request: {reason}"


async def test_knows_nobody_who_never_pressed_start(sim: Simulator, bot: BotClient) -> None:
    stranger = sim.add_user("Orang Baru")
    refused = await bot.refusal("sendMessage", chat_id=stranger.id, text="a")
    assert refused.description == "Bad Request: chat not found"


async def test_reaches_nobody_who_blocked_or_left(bot: BotClient, seller: Person) -> None:
    seller.blocks_bot()
    refused = await bot.refusal("sendMessage", chat_id=seller.id, text="a")
    assert (refused.code, refused.description) == (403, "Forbidden: bot was blocked by the user")
    seller.start()
    await bot.call("sendMessage", chat_id=seller.id, text="a")
    seller.deletes_account()
    refused = await bot.refusal("sendMessage", chat_id=seller.id, text="a")
    assert refused.description == "Forbidden: user is deactivated"


async def test_refuses_edits_that_change_nothing_or_hit_nothing(
    bot: BotClient, seller: Person
) -> None:
    sent = await bot.call("sendMessage", chat_id=seller.id, text="a")
    place = {"chat_id": seller.id, "message_id": sent["message_id"]}
    same = await bot.refusal("editMessageText", **place, text="a")
    assert same.description.startswith("Bad Request: message is not modified: ")
    caption = await bot.refusal("editMessageCaption", **place, caption="b")
    assert caption.description == "Bad Request: there is no caption in the message to edit"
    gone = await bot.refusal("editMessageText", chat_id=seller.id, message_id=999, text="b")
    assert gone.description == "Bad Request: message to edit not found"
    theirs = seller.says("punya saya")
    foreign = await bot.refusal(
        "editMessageText", chat_id=seller.id, message_id=theirs.id, text="b"
    )
    assert foreign.description == "Bad Request: message can't be edited"


async def test_refuses_a_caption_over_1024(bot: BotClient, seller: Person) -> None:
    file_id = seller.sends_photo().raw["photo"][-1]["file_id"]
    long = await bot.refusal("sendPhoto", chat_id=seller.id, photo=file_id, caption="x" * 1025)
    assert long.description == "Bad Request: message caption is too long"


@pytest.mark.parametrize("encoding", ["query", "form", "multipart", "json"])
async def test_reads_parameters_in_every_encoding(
    bot: BotClient, seller: Person, encoding: str
) -> None:
    markup = '{"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}'
    params = {"chat_id": str(seller.id), "text": "halo & hai", "reply_markup": markup}
    match encoding:
        case "query":
            async with bot.http.get(f"{bot.root}/sendMessage", params=params) as response:
                assert response.status == 200
        case "form":
            await bot.send_form("sendMessage", params)
        case "multipart":
            form = aiohttp.FormData(params, default_to_multipart=True)
            await bot.send_form("sendMessage", form)
        case _:
            await bot.call("sendMessage", **params)
    assert seller.inbox[-1].text == "halo & hai"
    assert seller.inbox[-1].buttons == ["Ya"]


async def test_refuses_an_old_or_repeated_callback_answer(bot: BotClient, seller: Person) -> None:
    with pytest.raises(Refused, match="query is too old"):
        await bot.call("answerCallbackQuery", callback_query_id="1")
