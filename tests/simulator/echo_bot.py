"""A small bot over plain HTTP, so that the page is tried against what a real client does."""

from tests.simulator.bot_client import BotClient, Json

BUTTONS: Json = {
    "inline_keyboard": [
        [
            {"text": "Tekan saya", "callback_data": "press"},
            {"text": "Awas", "callback_data": "alert"},
        ]
    ]
}
KINDS = ("photo", "voice", "contact", "location")


class EchoBot:
    """Echoes private messages, opens a topic a seller and relays the staff's words back."""

    def __init__(self, client: BotClient, group_id: int) -> None:
        """Speak through `client` and keep the topics in `group_id`."""
        self.client = client
        self._group_id = group_id
        self._topics: dict[int, int] = {}

    async def run(self) -> None:
        """Poll for ever."""
        commands = [{"command": "bantuan", "description": "Bantuan"}]
        await self.client.call("setMyCommands", commands=commands)
        offset = 0
        while True:
            for update in await self.client.updates(offset=offset, timeout=15):
                offset = update["update_id"] + 1
                await self._handle(update)

    async def _handle(self, update: Json) -> None:
        message: Json | None = update.get("message")
        if "callback_query" in update:
            await self._answer(update["callback_query"])
        elif message and message["chat"]["type"] == "private":
            await self._echo(message)
        elif message and message.get("message_thread_id") in self._topics and "text" in message:
            seller = self._topics[message["message_thread_id"]]
            await self.client.call("sendMessage", chat_id=seller, text=message["text"])

    async def _answer(self, query: Json) -> None:
        alert = query["data"] == "alert"
        await self.client.call(
            "answerCallbackQuery", callback_query_id=query["id"], text="Ditekan", show_alert=alert
        )
        message = query["message"]
        await self.client.call(
            "editMessageText",
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            text="Sudah ditekan",
            reply_markup=BUTTONS,
        )

    async def _echo(self, message: Json) -> None:
        seller: int = message["chat"]["id"]
        kind = next((one for one in KINDS if one in message), "")
        said: str = message.get("text") or message.get("caption") or kind
        await self._say(said=f"Gema: {said}", chat_id=seller)
        if said.startswith("/"):
            return
        await self._say(
            said=f"Kartu: {said}",
            chat_id=self._group_id,
            message_thread_id=await self._topic_of(seller, message["from"]["last_name"]),
        )

    async def _say(self, *, said: str, **place: int) -> None:
        await self.client.call("sendMessage", **place, text=said, reply_markup=BUTTONS)

    async def _topic_of(self, seller: int, name: str) -> int:
        for thread, owner in self._topics.items():
            if owner == seller:
                return thread
        topic = await self.client.call(
            "createForumTopic", chat_id=self._group_id, name=f"Tiket {name}"
        )
        self._topics[topic["message_thread_id"]] = seller
        return topic["message_thread_id"]
