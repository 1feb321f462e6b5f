"""What became of a message, and what the log says of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.tickets.copies import TOGETHER
from crm.tickets.relayed import Relay, RelayTogether
from delivery.dispatch.jobs import Job
from delivery.dispatch.verdicts import Verdict
from delivery.telegram.gateway import Receipt
from models.interactions import Channel, Direction
from views.message import (
    Album,
    Attached,
    CommandList,
    Copy,
    Drawn,
    EditCaption,
    EditText,
    Outgoing,
    Photo,
    React,
    Shown,
    Text,
    TopicLock,
    unmarked,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that Telegram took."""

    job: Job
    message: Outgoing
    receipt: Receipt
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that Telegram did not take, or may have taken."""

    job: Job
    verdict: Verdict
    error: str


def lines_of(sent: Sent, message: Shown) -> list[dict[str, Any]]:
    """Return the log's lines of a message: one, or one for each text that left in it."""
    line = _interaction(sent, message) | {"row": sent.job.outbox_id}
    payload = sent.job.payload
    if not isinstance(payload, RelayTogether):
        return [line]
    return [
        line
        | {
            "row": row,
            "outbox_id": row,
            "kind": Relay.template,
            "text": text,
            "data": {
                "from_chat_id": payload.from_chat_id,
                "from_message_ids": [original],
                "message_ids": [sent.receipt.message_id],
                TOGETHER: True,
            },
        }
        for row, original, text in zip(
            sent.job.ids, payload.message_ids, payload.texts, strict=True
        )
    ]


def _interaction(sent: Sent, message: Shown) -> dict[str, Any]:
    return {
        "at": sent.at,
        "direction": Direction.OUT,
        "channel": Channel.TELEGRAM,
        "staff_id": None,
        "chat_id": sent.job.chat_id,
        "kind": sent.job.payload.template,
        "text": plain(message),
        "locale": sent.job.words.language,
        "ticket_id": sent.job.ticket_id,
        "update_id": None,
        "outbox_id": sent.job.outbox_id,
        "message_id": sent.receipt.message_id,
        "data": _data(sent),
    }


def _data(sent: Sent) -> dict[str, Any]:
    if isinstance(sent.message, Album):
        return {"message_ids": list(sent.receipt.message_ids)}
    if not isinstance(sent.message, Copy):
        return {}
    originals = sorted(sent.message.message_ids)
    if len(originals) != len(sent.receipt.message_ids):
        originals = []  # Telegram passed over some, and does not tell which
    return {
        "from_chat_id": sent.message.from_chat_id,
        "from_message_ids": originals,
        "message_ids": list(sent.receipt.message_ids),
    }


def plain(message: Outgoing) -> str:
    """Return a message's words without its markup; empty where it has none."""
    match message:
        case TopicLock() | CommandList():
            return ""
        case Copy():
            return message.text
        case React():
            return message.emoji
        case Text() | EditText() | EditCaption() | Attached() | Photo() | Album() | Drawn():
            return unmarked(message.html)
