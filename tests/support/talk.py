"""How people in journeys press buttons: by what they do, whatever language they are worded in."""

from collections.abc import Callable

from simulator import CallbackPress, Group, Message, Person
from views.actions import Action, AnswerConsent, ChooseLanguage, encode
from views.actions.coding import SEPARATOR, VERSION


def offers(action: Action | type[Action]) -> Callable[[Message], bool]:
    """Match a message with a button for `action`; for a class of actions, with any of them."""
    wanted = _data(action)
    return lambda message: any(data.startswith(wanted) for data in data_of(message))


def data_of(message: Message) -> list[str]:
    """Return the callback data of a message's buttons, row by row."""
    rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


async def taps(person: Person, action: Action, *, timeout: float = 15.0) -> CallbackPress:  # noqa: ASYNC109 - as `hears` has it
    """Wait for a message of the bot that offers `action` to `person`, and press it."""
    question = await person.hears(offers(action), timeout=timeout)
    return person.presses(encode(action), message=question)


async def taps_in(group: Group, person: Person, action: Action) -> CallbackPress:
    """Wait for a message in `group` that offers `action`, and let `person` press it."""
    card = await group.hears(offers(action))
    return person.presses(encode(action), chat=group, message=card)


async def arrives(person: Person, payload: str | None = None, *, language: str = "id") -> None:
    """Let a stranger press Start, choose a language and agree that messages are kept."""
    person.start(payload)
    await taps(person, ChooseLanguage(language))
    await taps(person, AnswerConsent(1))


def _data(action: Action | type[Action]) -> str:
    if isinstance(action, Action):
        return encode(action)
    return SEPARATOR.join((VERSION, action.code))
