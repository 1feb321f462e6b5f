"""Groups, topics and rights behave as Telegram's do."""

import pytest

from simulator import Group, ImpossibleActionError, Person, Simulator
from tests.simulator.bot_client import BotClient


async def open_topic(bot: BotClient, group: Group, name: str = "Tiket 1") -> int:
    """Return the id of a fresh topic."""
    topic = await bot.call("createForumTopic", chat_id=group.id, name=name)
    return topic["message_thread_id"]


async def test_a_topic_is_announced_by_its_first_message(bot: BotClient, group: Group) -> None:
    thread = await open_topic(bot, group)
    [topic] = group.topics
    assert (topic.id, topic.name, topic.closed) == (thread, "Tiket 1", False)
    assert topic.messages[0].raw["forum_topic_created"]["name"] == "Tiket 1"
    assert topic.messages[0].id == thread


async def test_messages_know_their_topic_and_general_has_none(
    bot: BotClient, group: Group, staff: Person
) -> None:
    thread = await open_topic(bot, group)
    staff.says("di topik", chat=group, thread=thread)
    staff.says("di umum", chat=group)
    inside, general = (update["message"] for update in await bot.updates())
    assert (inside["message_thread_id"], inside["is_topic_message"]) == (thread, True)
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Tiket 1"
    assert "message_thread_id" not in general
    card = await bot.call("sendMessage", chat_id=group.id, message_thread_id=thread, text="kartu")
    assert card["message_thread_id"] == thread
    assert (await group.hears("kartu", thread=thread)).thread == thread


async def test_a_reply_in_general_carries_a_thread_but_no_topic(
    bot: BotClient, group: Group, staff: Person
) -> None:
    card = await bot.call("sendMessage", chat_id=group.id, text="kartu")
    staff.says("siap", chat=group, reply_to=card["message_id"])
    message = (await bot.updates())[0]["message"]
    assert message["message_thread_id"] == card["message_id"]
    assert "is_topic_message" not in message
    assert message["reply_to_message"]["text"] == "kartu"
    refused = await bot.refusal(
        "sendMessage", chat_id=group.id, message_thread_id=card["message_id"], text="a"
    )
    assert refused.description == "Bad Request: message thread not found"


async def test_closing_and_reopening_is_told_and_keeps_members_out(
    bot: BotClient, sim: Simulator, group: Group, staff: Person
) -> None:
    thread = await open_topic(bot, group)
    intern = sim.add_user("Magang")
    group.add(intern)
    group.close_topic(thread, by=staff)
    kinds = [update["message"].keys() for update in await bot.updates()]
    assert "forum_topic_closed" in kinds[-1]
    with pytest.raises(ImpossibleActionError):
        intern.says("halo?", chat=group, thread=thread)
    await bot.call("sendMessage", chat_id=group.id, message_thread_id=thread, text="admin boleh")
    place = {"chat_id": group.id, "message_thread_id": thread}
    twice = await bot.refusal("closeForumTopic", **place)
    assert twice.description == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await bot.call("reopenForumTopic", **place)
    intern.says("halo", chat=group, thread=thread)


async def test_a_deleted_topic_is_gone_without_a_word(
    bot: BotClient, group: Group, staff: Person
) -> None:
    thread = await open_topic(bot, group)
    place = {"chat_id": group.id, "message_thread_id": thread}
    card = await bot.call("sendMessage", **place, text="kartu")
    group.delete_topic(thread)
    assert await bot.updates() == []
    assert (await bot.refusal("sendMessage", **place, text="a")).description == (
        "Bad Request: message thread not found"
    )
    edit = await bot.refusal(
        "editMessageText", chat_id=group.id, message_id=card["message_id"], text="b"
    )
    assert edit.description == "Bad Request: message to edit not found"
    close = await bot.refusal("closeForumTopic", **place)
    assert close.description == "Bad Request: TOPIC_ID_INVALID"


async def test_topics_can_be_renamed_and_deleted_by_the_bot(bot: BotClient, group: Group) -> None:
    thread = await open_topic(bot, group)
    place = {"chat_id": group.id, "message_thread_id": thread}
    await bot.call("editForumTopic", **place, name="✅ Tiket 1")
    assert group.topics[0].name == "✅ Tiket 1"
    await bot.call("deleteForumTopic", **place)
    assert group.topics == []


async def test_without_the_right_no_topic_is_opened(bot: BotClient, group: Group) -> None:
    group.remove_bot_rights()
    refused = await bot.refusal("createForumTopic", chat_id=group.id, name="x")
    assert refused.description == "Bad Request: not enough rights to create a topic"
    update = (await bot.updates())[-1]["my_chat_member"]
    assert update["new_chat_member"]["status"] == "member"


async def test_a_plain_member_sees_only_commands_and_replies(
    bot: BotClient, group: Group, staff: Person
) -> None:
    card = await bot.call("sendMessage", chat_id=group.id, text="kartu")
    group.remove_bot_rights()
    staff.says("obrolan", chat=group)
    staff.says("/pasang", chat=group)
    staff.says("balasan", chat=group, reply_to=card["message_id"])
    texts = [u["message"]["text"] for u in await bot.updates() if "message" in u]
    assert texts == ["/pasang", "balasan"]


async def test_a_group_without_topics_has_no_forum(sim: Simulator, bot: BotClient) -> None:
    group = sim.add_group("Tanpa topik", basic=True)
    group.add(sim.add_user("Budi"), owner=True)
    group.add_bot(admin=False)
    refused = await bot.refusal("createForumTopic", chat_id=group.id, name="x")
    assert refused.description == "Bad Request: the chat is not a forum"
    joined = (await bot.updates())[0]["my_chat_member"]
    assert joined["chat"]["type"] == "group"
    assert joined["from"]["first_name"] == "Budi"


async def test_a_migrated_group_tells_where_it_went(
    bot: BotClient, group: Group, staff: Person
) -> None:
    old = group.id
    new = group.migrate()
    refused = await bot.refusal("sendMessage", chat_id=old, text="a")
    assert refused.parameters == {"migrate_to_chat_id": new}
    services = [update["message"] for update in await bot.updates()]
    assert services[0]["migrate_to_chat_id"] == new
    assert services[1]["migrate_from_chat_id"] == old
    await bot.call("sendMessage", chat_id=new, text="pindah")
    assert (await group.hears("pindah")).chat_id == new
    staff.says("kami di sini", chat=group)


async def test_outside_a_group_the_bot_is_refused(bot: BotClient, group: Group) -> None:
    await bot.call("leaveChat", chat_id=group.id)
    refused = await bot.refusal("sendMessage", chat_id=group.id, text="a")
    assert refused.code == 403
    group.add_bot()
    group.remove_bot()
    refused = await bot.refusal("sendMessage", chat_id=group.id, text="a")
    assert refused.description == "Forbidden: bot was kicked from the supergroup chat"


async def test_members_are_looked_up(
    bot: BotClient, sim: Simulator, group: Group, staff: Person
) -> None:
    stranger = sim.add_user("Orang luar")
    place = {"chat_id": group.id}
    roles = [
        (await bot.call("getChatMember", **place, user_id=user_id))["status"]
        for user_id in (staff.id, stranger.id, 123456)
    ]
    assert roles == ["administrator", "left", "administrator"]
    admins = await bot.call("getChatAdministrators", **place)
    assert {admin["user"]["id"] for admin in admins} == {staff.id, 123456}
    assert (await bot.call("getChat", **place))["is_forum"] is True
