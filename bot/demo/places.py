"""How chats are called, and by whose clock people there live."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.demo.happening import Shown
from bot.demo.stage import Stage
from crm.sellers.provinces import JAKARTA


@dataclass(frozen=True, slots=True)
class Place:
    """A private chat, the group's General, or one of its topics."""

    chat_id: int
    name: str
    zone: ZoneInfo
    topic: str = ""
    is_group: bool = False


@dataclass(slots=True)
class Places:
    """Knows every chat of a stage, and learns the topics that are opened."""

    stage: Stage
    _topics: dict[int, str] = field(default_factory=dict[int, str])
    _private: dict[int, Place] = field(default_factory=dict[int, Place])

    def __post_init__(self) -> None:
        """Take the sellers' chats from the stage."""
        for one in self.stage.accounts:
            name = f"{one.store} · {one.owner}, {one.place}"
            self._private[one.person_id] = Place(one.person_id, name, ZoneInfo(one.zone))

    def of(self, message: Shown) -> Place:
        """Return where a message stands."""
        if message.chat_id in self._private:
            return self._private[message.chat_id]
        opened = message.raw.get("forum_topic_created")
        if opened and message.thread is not None:
            self._topics[message.thread] = opened["name"]
        topic = self._topics.get(message.thread, "") if message.thread else ""
        group = self.stage.group
        return Place(message.chat_id, group.title, ZoneInfo(JAKARTA), topic, is_group=True)

    @property
    def office(self) -> ZoneInfo:
        """The zone in which staff live."""
        return ZoneInfo(JAKARTA)

    def person(self, person_id: int) -> str:
        """Return a person's name."""
        return self.stage.simulator.person(person_id).name
