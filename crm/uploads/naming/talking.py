"""The talk about a product's name: part by part, or at once, until it is good.

Where the talk is, a place says: a part of the name, the same alone (to change it), the whole name
to be typed, or the look at what came of it. All that is said is in the listing's row at once.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.payload import Payload
from crm.uploads.categories import NamePart
from crm.uploads.naming import rules
from crm.uploads.naming.faults import Finding
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion, NamePrompt
from crm.uploads.plain import plain
from crm.uploads.prices import others_of
from models import Upload

WHOLE = "whole"
"""Under this `upload.name_parts` holds a name that was typed at once."""
ALONE = "only_"
PARTS = tuple(NamePart)


class Place(StrEnum):
    """A place that is no part."""

    WRITE = "write"
    CHECK = "check"


class NameFaulty(CrmError):
    """This name cannot be used as it is."""

    code = "name_faulty"


def entrance(upload: Upload) -> str:
    """Return where the talk begins: at the first part, or with a look at what is there."""
    return Place.CHECK if name_of(upload) else NamePart.KIND


def name_of(upload: Upload) -> str:
    """Return the name as it is so far: typed, built, or used before."""
    return str(upload.name_parts.get(WHOLE, "")) or rules.build(_parts(upload)) or upload.name


async def ask(session: AsyncSession, *, upload: Upload, place: str) -> Payload:
    """Return the question, or the look, that a place is; an unknown place is a look."""
    part = _part_at(place)
    if part is not None:
        said = _parts(upload).get(part, "")
        return NamePartQuestion(upload.category, part, said, rules.build(_parts(upload)))
    if place == Place.WRITE or not name_of(upload):
        return NamePrompt(upload.category, name_of(upload))
    name = name_of(upload)
    others = await others_of(session, seller_id=upload.seller_id, but=upload.id or 0)
    return NameCheck(
        upload.category,
        name,
        rules.findings(name, others=others),
        better=_better(name),
        built=bool(_parts(upload)),
    )


def hear(upload: Upload, *, place: str, text: str, now: datetime) -> str:
    """Keep what was typed at a place; return the next place."""
    part = _part_at(place)
    said = plain(text[: rules.MOST_TYPED])
    if not said:
        return place
    if part is None or (place == NamePart.KIND and rules.is_whole(said)):
        upload.name_parts = {WHOLE: rules.tidied(said)}
        upload.updated_at = now
        return Place.CHECK
    _keep(upload, _parts(upload) | {part: said[: rules.LONGEST_PART].strip()}, now)
    return after(place)


def leave_out(upload: Upload, *, place: str, now: datetime) -> str:
    """Keep nothing for the part at a place; return the next place."""
    part = _part_at(place)
    _keep(upload, {one: said for one, said in _parts(upload).items() if one is not part}, now)
    return after(place)


def after(place: str) -> str:
    """Return the place after a part: the next one, or the look at them all."""
    if place not in PARTS[:-1]:
        return Place.CHECK
    return PARTS[PARTS.index(NamePart(place)) + 1]


def from_parts(upload: Upload, *, now: datetime) -> str:
    """Forget a name that was typed at once, to build it of parts; return the first of them."""
    _keep(upload, {}, now)
    return NamePart.KIND


def use(upload: Upload, *, better: bool, now: datetime) -> None:
    """Call the product what it is called so far, or better.

    Raises:
        NameFaulty: the name has faults that the marketplace refuses.
    """
    name = rules.repaired(name_of(upload)) if better else name_of(upload)
    if _is_faulty(rules.findings(name)):
        raise NameFaulty
    if better:
        upload.name_parts = {WHOLE: name}
    upload.name, upload.updated_at = name, now


def _part_at(place: str) -> NamePart | None:
    part = place.removeprefix(ALONE)
    return NamePart(part) if part in PARTS else None


def _parts(upload: Upload) -> dict[NamePart, str]:
    return {part: str(upload.name_parts[part]) for part in PARTS if upload.name_parts.get(part)}


def _keep(upload: Upload, parts: dict[NamePart, str], now: datetime) -> None:
    upload.name_parts = {part.value: said for part, said in parts.items()}
    upload.updated_at = now


def _better(name: str) -> str:
    better = rules.repaired(name)
    return "" if better == name or _is_faulty(rules.findings(better)) else better


def _is_faulty(findings: tuple[Finding, ...]) -> bool:
    return not all(one.mild for one in findings)
