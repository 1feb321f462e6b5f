"""The words of a message: markup read, limits kept, entities found."""

from typing import Any

from simulator.entities import Entities, detect, parse_html, trim, utf16_length
from simulator.files import photo_sizes
from simulator.records import Raw
from simulator.refusal import bad_request
from simulator.requests import Upload
from simulator.schema import check_object
from simulator.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
_PHOTO_LIMIT = 10 * 1024 * 1024
_PHOTO_SIDES = 10_000
_PHOTO_RATIO = 20
_ICON = (512, 512)


def text_content(params: dict[str, Any]) -> Raw:
    """Return `text` and `entities` of a text message; Refusal if empty or over 4096."""
    text, entities = _formatted(params.get("text", ""), params, "entities")
    if not text:
        reason = "message text is empty"
        raise bad_request(reason)
    if len(text) > TEXT_LIMIT:
        reason = "message is too long"
        raise bad_request(reason)
    preview = params.get("link_preview_options")
    content: Raw = {"text": text}
    if entities:
        content["entities"] = entities
    if preview is not None:
        content["link_preview_options"] = check_object("LinkPreviewOptions", preview)
    return content


def caption_content(params: dict[str, Any]) -> Raw:
    """Return the caption fields of a media message; Refusal if over 1024."""
    text, entities = _formatted(params.get("caption") or "", params, "caption_entities")
    if len(text) > CAPTION_LIMIT:
        reason = "message caption is too long"
        raise bad_request(reason)
    content: Raw = {"caption": text} if text else {}
    if text and entities:
        content["caption_entities"] = entities
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _formatted(source: str, params: dict[str, Any], field: str) -> tuple[str, Entities]:
    mode = (params.get("parse_mode") or "").lower()
    given = params.get(field)
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        reason = "unsupported parse_mode"
        if mode in ("markdown", "markdownv2"):
            reason = "SIMULATOR reads parse_mode HTML only"
        raise bad_request(reason)
    else:
        text, entities = source, _given_entities(source, given or [])
    text, entities = trim(text, entities)
    return text, detect(text, entities)


def _given_entities(text: str, given: list[Any]) -> Entities:
    end = utf16_length(text) if given else 0
    entities: Entities = []
    for entity in given:
        checked: dict[str, Any] = check_object("MessageEntity", entity)
        offset, length = checked["offset"], checked["length"]
        if offset < 0 or length <= 0 or offset + length > end:
            reason = f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
            raise bad_request(reason)
        entities.append(checked)
    return entities


def photo_content(world: World, file: Upload | str, params: dict[str, Any]) -> Raw:
    """Return `photo` from an upload, an attachment or a known file_id."""
    if isinstance(file, str):
        known = world.files.by_id.get(file)
        if known is None:
            raise _unknown_file(file)
        if known.kind != "photo":
            reason = f"type of file mismatch: {known.kind} is not a photo"
            raise bad_request(reason)
        file = Upload(known.name, known.mime, known.data)
    if len(file.data) > _PHOTO_LIMIT:
        reason = "file is too big for a photo"
        raise bad_request(reason)
    sizes = photo_sizes(world.files, file.data)
    if sizes is None:
        reason = "IMAGE_PROCESS_FAILED"
        raise bad_request(reason)
    width, height = sizes[-1]["width"], sizes[-1]["height"]
    shortest, longest = sorted((width, height))
    if width + height > _PHOTO_SIDES or longest > _PHOTO_RATIO * max(1, shortest):
        reason = "PHOTO_INVALID_DIMENSIONS"
        raise bad_request(reason)
    content: Raw = {"photo": sizes}
    return content | ({"has_media_spoiler": True} if params.get("has_spoiler") else {})


def file_content(world: World, kind: str, file: Upload | str, params: dict[str, Any]) -> Raw:
    """Return the field of a voice, video, document or sticker from an upload or a file_id."""
    if isinstance(file, str):
        stored = world.files.by_id.get(file)
        if stored is None:
            raise _unknown_file(file)
    elif len(file.data) > UPLOAD_LIMIT:
        reason = "file is too big"
        raise bad_request(reason)
    elif not file.data:
        reason = "file must be non-empty"
        raise bad_request(reason)
    else:
        stored = world.files.add(kind, file.data, name=file.name, mime=file.mime)
    facts = stored.facts()
    match kind:
        case "document":
            shown = {"file_name": stored.name or "file", "mime_type": stored.mime}
        case "voice":
            shown = {"duration": params.get("duration", 0), "mime_type": stored.mime}
        case "video":
            sizes = {name: params.get(name, 0) for name in ("width", "height", "duration")}
            shown = {**sizes, "file_name": stored.name, "mime_type": stored.mime}
        case _:
            shown = _sticker(params.get("emoji"))
    return {kind: {**facts, **shown}}


def _sticker(emoji: str | None) -> Raw:
    facts: Raw = {"type": "regular", "width": _ICON[0], "height": _ICON[1]}
    return {**facts, "is_animated": False, "is_video": False, "emoji": emoji or "🙂"}


def _unknown_file(reference: str) -> Exception:
    if reference.startswith(("http://", "https://")):
        reason = "failed to get HTTP URL content"
    elif reference.startswith("attach://"):
        reason = f'can\'t find attached file "{reference.removeprefix("attach://")}"'
    else:
        reason = "wrong file identifier/HTTP URL specified"
    return bad_request(reason)


def attached(params: dict[str, Any], reference: Any) -> Upload | str:  # noqa: ANN401 - from JSON
    """Return the upload that `attach://name` means, else the reference itself."""
    if isinstance(reference, str) and reference.startswith("attach://"):
        found = params.get(reference.removeprefix("attach://"))
        return found if isinstance(found, Upload) else reference
    return reference
