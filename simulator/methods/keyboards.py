"""The buttons under a message: what Telegram refuses about them."""

from typing import Any

from simulator.records import Raw
from simulator.refusal import bad_request
from simulator.schema import check_object

_DATA_LIMIT = 64
_BUTTON_LIMIT = 100
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_URL_SCHEMES = ("http://", "https://", "tg://")
_KINDS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}


def checked_markup(params: dict[str, Any], *, inline_only: bool = False) -> Raw | None:
    """Return the reply markup of a call, None if there is none or it is an empty keyboard.

    Raises:
        Refusal: for buttons that Telegram would not take.
    """
    markup: Raw | None = params.get("reply_markup")
    if not markup:
        return None
    field = next((name for name in _KINDS if name in markup), None)
    if field is None or (inline_only and field != "inline_keyboard"):
        reason = "inline keyboard expected" if inline_only else "object expected as reply markup"
        raise bad_request(reason)
    check_object(_KINDS[field], markup)
    if field == "inline_keyboard":
        return _checked_inline(markup)
    if field == "keyboard":
        return _checked_keyboard(markup)
    return markup


def _rows(markup: Raw, field: str) -> list[list[Any]]:
    rows: Any = markup[field]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):  # pyright: ignore[reportUnknownVariableType] - JSON
        reason = f"field {field} must be an Array of Arrays"
        raise bad_request(reason)
    return [row for row in rows if row]  # pyright: ignore[reportUnknownVariableType] - JSON


def _checked_inline(markup: Raw) -> Raw | None:
    rows = _rows(markup, "inline_keyboard")
    if sum(map(len, rows)) > _BUTTON_LIMIT:
        reason = "REPLY_MARKUP_TOO_LONG"
        raise bad_request(reason)
    for row in rows:
        for button in row:
            _check_inline_button(check_object("InlineKeyboardButton", button))
    return {"inline_keyboard": rows} if rows else None


def _check_inline_button(button: dict[str, Any]) -> None:
    if not str(button["text"]).strip():
        reason = "can't parse inline keyboard button: text must be non-empty"
        raise bad_request(reason)
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if len(actions) != 1:
        reason = "can't parse inline keyboard button: exactly one action is required"
        if not actions:
            reason = "text buttons are unallowed in the inline keyboard"
        raise bad_request(reason)
    data, url = button.get("callback_data"), button.get("url")
    if data is not None and not 0 < len(str(data).encode()) <= _DATA_LIMIT:
        reason = "BUTTON_DATA_INVALID"
        raise bad_request(reason)
    if url is not None and not str(url).startswith(_URL_SCHEMES):
        reason = f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        raise bad_request(reason)


def _checked_keyboard(markup: Raw) -> Raw:
    rows: list[list[Raw]] = []
    for row in _rows(markup, "keyboard"):
        buttons = [{"text": item} if isinstance(item, str) else item for item in row]
        for button in buttons:
            if not str(check_object("KeyboardButton", button)["text"]).strip():
                reason = "keyboard button text must be non-empty"
                raise bad_request(reason)
        rows.append(buttons)
    if not rows:
        reason = "reply keyboard has no buttons"
        raise bad_request(reason)
    return {**markup, "keyboard": rows}
