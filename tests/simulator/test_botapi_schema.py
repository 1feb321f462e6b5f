"""The simulator agrees with the published Bot API on every method, parameter and field."""

from typing import Any

import pytest

from simulator import Group, Person, Simulator
from simulator.methods import METHOD_OF
from simulator.schema import KIND_OF, METHODS, OBJECTS
from tests.simulator import botapi
from tests.simulator.bot_client import BotClient

API = botapi.read()
KINDS = {
    "chat": {"Integer", "String"},
    "int": {"Integer"},
    "float": {"Float"},
    "bool": {"Boolean"},
    "file": {"InputFile", "String"},
}
RECEIVING = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}


def test_every_method_of_the_table_is_answered() -> None:
    assert set(METHODS) == set(METHOD_OF) | RECEIVING


if API is None:

    def test_agreement_is_not_checked_where_botapi_json_is_absent(
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with capsys.disabled():
            print(f"\nnot checked against the Bot API: {botapi.FILE} is absent")  # noqa: T201 - says so
        assert not botapi.FILE.is_file()

else:
    PUBLISHED = API

    @pytest.mark.parametrize("method", METHODS)
    def test_parameters_agree(method: str) -> None:
        published = botapi.fields_of(PUBLISHED["methods"][method])
        shape = METHODS[method]
        assert {name: name in shape.required for name in shape.names} == published

    @pytest.mark.parametrize("method", METHODS)
    def test_types_of_parameters_agree(method: str) -> None:
        for field in PUBLISHED["methods"][method].get("fields", []):
            types, kind = set(field["types"]), KIND_OF.get(field["name"], "")
            arrays = all(name.startswith("Array of ") for name in types)
            if kind in KINDS:
                assert types <= KINDS[kind], field
            elif kind == "list":
                assert arrays, field
            elif kind == "":
                assert types == {"String"}, field
            else:
                assert not types & {"String", "Integer", "Float", "Boolean"}, field

    @pytest.mark.parametrize("kind", OBJECTS)
    def test_objects_that_bots_send_agree(kind: str) -> None:
        words = OBJECTS[kind].split()
        given = {word.rstrip("*"): word.endswith("*") for word in words}
        assert given == botapi.fields_of(PUBLISHED["types"][kind])

    async def _act(bot: BotClient, seller: Person, group: Group, staff: Person) -> None:
        """Let everything happen of which an update tells."""
        seller.says("/start #pasar https://a.id a@b.id @sapa_bot")
        seller.edits(seller.sends_photo(caption="foto"), "foto lain")
        seller.sends_album([None, None], "album")
        seller.sends_voice()
        seller.sends_video(caption="video")
        seller.sends_document("a.pdf", b"%PDF", "dokumen")
        seller.sends_sticker()
        seller.sends_location(-7.8, 110.4)
        seller.sends_contact()
        seller.sends_contact("+62811")
        markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        await bot.call("sendMessage", chat_id=seller.id, text="?", reply_markup=markup)
        seller.presses("Ya")
        topic = group.create_topic("Topik", by=staff)
        staff.says("halo", chat=group, thread=topic.id)
        group.rename_topic(topic.id, "Topik 2")
        group.close_topic(topic.id)
        group.reopen_topic(topic.id)
        card = staff.says("umum", chat=group)
        staff.says("balas", chat=group, reply_to=card)
        seller.blocks_bot()
        group.add(seller)
        group.remove(seller)
        group.remove_bot_rights()
        group.add_bot()
        group.migrate()

    async def test_updates_agree(
        bot: BotClient, seller: Person, group: Group, staff: Person
    ) -> None:
        await _act(bot, seller, group, staff)
        updates = await bot.updates()
        kinds = {kind for update in updates for kind in update} - {"update_id"}
        assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
        assert botapi.complaints(PUBLISHED, "Array of Update", updates) == []

    async def test_results_agree(
        sim: Simulator, bot: BotClient, seller: Person, group: Group, staff: Person
    ) -> None:
        me, place = {"chat_id": seller.id}, {"chat_id": group.id}
        photo = seller.sends_photo().raw["photo"][-1]["file_id"]
        said = seller.sends_document("a.pdf", b"%PDF")
        seen = {**me, "from_chat_id": seller.id, "message_id": said.id}
        topic = await bot.call("createForumTopic", **place, name="Topik", icon_color=7322096)
        thread = {**place, "message_thread_id": topic["message_thread_id"]}
        text = (
            '<b>a</b> <a href="https://a.id">b</a> <pre><code class="language-py">c</code></pre>'
        )
        results: list[tuple[str, Any]] = [
            ("ForumTopic", topic),
            ("User", await bot.call("getMe")),
            ("Message", await bot.call("sendMessage", **thread, text=text, parse_mode="HTML")),
            ("Message", await bot.call("sendPhoto", **me, photo=photo, has_spoiler=True)),
            ("Message", await bot.call("sendSticker", **me, sticker=_sticker(seller))),
            ("Message", await bot.call("forwardMessage", **seen)),
            ("MessageId", await bot.call("copyMessage", **seen)),
            ("File", await bot.call("getFile", file_id=photo)),
            ("ChatFullInfo", await bot.call("getChat", **place)),
            ("ChatFullInfo", await bot.call("getChat", **me)),
            ("WebhookInfo", await bot.call("getWebhookInfo")),
            ("Array of ChatMember", await bot.call("getChatAdministrators", **place)),
            ("ChatMember", await bot.call("getChatMember", **place, user_id=staff.id)),
            ("ChatMember", await bot.call("getChatMember", **place, user_id=seller.id)),
        ]
        wrong = [
            line for kind, value in results for line in botapi.complaints(PUBLISHED, kind, value)
        ]
        assert wrong == []
        assert sim.rejected_429 == 0

    def _sticker(person: Person) -> str:
        return person.sends_sticker().raw["sticker"]["file_id"]

    def test_the_comparison_itself_finds_mistakes() -> None:
        chat = {"id": 1, "type": "private"}
        message = {"message_id": 1, "date": 1, "chat": chat, "txt": "a", "photo": [{"width": "1"}]}
        assert sorted(botapi.complaints(PUBLISHED, "Message", message)) == [
            "Message.photo[].file_id is missing",
            "Message.photo[].file_unique_id is missing",
            "Message.photo[].height is missing",
            "Message.photo[].width is '1', no Integer",
            "Message.txt is unknown",
        ]
