"""Methods that answer or look something up: callback queries and files."""

from typing import Any

from simulator.files import FILE_LIMIT
from simulator.records import Raw
from simulator.refusal import bad_request
from simulator.world import World

Params = dict[str, Any]
ANSWER_WITHIN = 15.0
_TOAST_LIMIT = 200


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a pressed button once, within 15 seconds."""
    press = world.presses.get(params["callback_query_id"])
    now = world.clock.now().timestamp()
    if press is None or press.answer is not None or now - press.at > ANSWER_WITHIN:
        reason = "query is too old and response timeout expired or query ID is invalid"
        raise bad_request(reason)
    text: str = params.get("text", "")
    if len(text) > _TOAST_LIMIT:
        reason = "MESSAGE_TOO_LONG"
        raise bad_request(reason)
    press.answer = {
        "text": text,
        "show_alert": bool(params.get("show_alert")),
        "url": params.get("url"),
    }
    extra = {"callback_id": press.id, "user_id": press.account.id, **press.answer}
    world.events.emit("callback_answer", press.post.chat.id, press.post.thread, extra=extra)
    world.stir()
    return True


def get_file(world: World, params: Params) -> Raw:
    """Return where a file can be downloaded; over 20 MB it cannot."""
    file = world.files.by_id.get(params["file_id"])
    if file is None:
        reason = "wrong file_id or the file is temporarily unavailable"
        raise bad_request(reason)
    if file.size > FILE_LIMIT:
        reason = "file is too big"
        raise bad_request(reason)
    return {**file.facts(), "file_path": file.path}
