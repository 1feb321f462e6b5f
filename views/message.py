"""What a view returns: a message without its transport."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when it is pressed, `url` opens."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys in place of the phone's keyboard; `contact` asks for the own number; empty removes.

    `reply` lets whoever the text mentions begin a reply to it, with `hint` in the empty field.
    """

    contact: str | None = None
    keys: tuple[tuple[str, ...], ...] = ()
    hint: str = ""
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text message in HTML; `reply_to` is a message id in the same chat."""

    html: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: Keyboard | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class EditText:
    """Replace the text and buttons of a message that Sapa sent."""

    message_id: int
    html: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class EditCaption:
    """Replace the caption of a message that Sapa copied or sent, and its buttons."""

    message_id: int
    html: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class React:
    """Set an emoji on a message as the bot's reaction; an empty one takes it back."""

    message_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy one message, or an album's, from another chat; album ids are in rising order."""

    from_chat_id: int
    message_ids: tuple[int, ...]
    reply_to: int | None = None
    text: str = ""
    """What the copied messages say, for the interaction log."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that Sapa made, under a caption in HTML of at most 1024 characters.

    `photo` shows it as a picture, where it is small enough for one.
    """

    attachment_id: int
    html: Markup
    photo: bool = False
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that Telegram has already, by its id there, under a caption in HTML."""

    file_id: str
    html: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures out of the storage, 1 to 10 of them, under a caption in HTML of at most 1024.

    Telegram hangs no buttons under an album.
    """

    keys: tuple[str, ...]
    html: Markup
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that is drawn when it is sent, in a thread, under a caption in HTML."""

    draw: Callable[[], bytes]
    """Returns a JPEG."""
    html: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a button press; `alert` needs an OK. At most 200 characters."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class TopicLock:
    """Close the topic that the message is about, or open it again: nobody reads anything."""

    closed: bool


@dataclass(frozen=True, slots=True)
class CommandList:
    """Give the chat a command menu of its own: each command with a line about it."""

    commands: tuple[tuple[str, str], ...]


Shown = Text | EditText | EditCaption | Copy | Attached | Photo | Album | Drawn | React
"""What somebody sees, and what is therefore logged."""
Unseen = TopicLock | CommandList
"""What changes something without a message."""
Outgoing = Shown | Unseen


def unmarked(html: Markup) -> str:
    """Return the words of `html` without its markup."""
    return unescape(_TAG.sub("", str(html)))
