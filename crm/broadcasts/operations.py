"""Write a broadcast: begin a draft, choose its readers, take its words, look at it, confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.broadcasts import queries, rules
from crm.broadcasts.payloads import (
    BroadcastCheck,
    BroadcastChoices,
    BroadcastDraft,
    BroadcastPreview,
    BroadcastPrompt,
    Readers,
)
from crm.broadcasts.refusals import (
    ChoiceGone,
    Nobody,
    NotADraft,
    NoWords,
    SupervisorsOnly,
    TooLong,
)
from crm.broadcasts.rules import Audience, Facet, Lack
from crm.broadcasts.tending import announce
from crm.followups.hours import Hours
from locales.languages import LANGUAGES
from models import Broadcast, Staff
from models.broadcasts import BroadcastState


@dataclass(frozen=True, slots=True)
class Words:
    """What a supervisor wrote in one language: a text, or a photo with it below."""

    language: str
    text: str
    photo: str | None = None


def check_may_broadcast(staff: Staff) -> None:
    """Refuse whoever may not write to all sellers at once.

    Raises:
        SupervisorsOnly: as it says.
    """
    if not rules.may_broadcast(staff.role):
        raise SupervisorsOnly(role=staff.role)


async def begin(
    session: AsyncSession, *, staff: Staff, chat_id: int, now: datetime
) -> BroadcastDraft:
    """Begin a draft for everybody, and return what shows it.

    Raises:
        SupervisorsOnly: for an agent.
    """
    check_may_broadcast(staff)
    draft = Broadcast(
        author_id=staff.id or 0,
        filters=Audience({}).to_json(),
        chat_id=chat_id,
        created_at=now,
    )
    session.add(draft)
    await session.flush()
    return await shown(session, draft)


async def draft_of(session: AsyncSession, *, broadcast_id: int, staff: Staff) -> Broadcast:
    """Return a draft, and keep others from changing it meanwhile.

    Raises:
        SupervisorsOnly: for an agent.
        NotADraft: it was confirmed or given up before, or never was.
    """
    check_may_broadcast(staff)
    draft = await session.get(
        Broadcast, broadcast_id, with_for_update=True, populate_existing=True
    )
    if draft is None or draft.state is not BroadcastState.DRAFT:
        raise NotADraft(draft.state if draft else None)
    return draft


async def shown(
    session: AsyncSession, draft: Broadcast, *, message_id: int | None = None
) -> BroadcastDraft:
    """Return the draft as it stands, to be shown anew or in the place of `message_id`."""
    audience = Audience.from_json(draft.filters)
    counts = await queries.readers(session, audience)
    return BroadcastDraft(
        broadcast_id=draft.id or 0,
        recipients=sum(counts.values()),
        segments=audience.of(Facet.SEGMENT),
        provinces=audience.of(Facet.PROVINCE),
        languages=audience.of(Facet.LANGUAGE),
        categories=audience.of(Facet.CATEGORY),
        lacks=tuple(sorted(audience.lacks)),
        readers=_readers(draft, counts),
        photo=draft.photo is not None,
        message_id=message_id,
    )


async def offered(
    session: AsyncSession, draft: Broadcast, *, facet: Facet, message_id: int
) -> BroadcastChoices:
    """Return what can be chosen of a facet, in the place of `message_id`."""
    audience = Audience.from_json(draft.filters)
    counts = await queries.readers(session, audience)
    return BroadcastChoices(
        broadcast_id=draft.id or 0,
        facet=facet,
        choices=tuple(await queries.choices(session, audience, facet)),
        recipients=sum(counts.values()),
        message_id=message_id,
    )


async def choose(session: AsyncSession, draft: Broadcast, *, facet: Facet, code: str) -> None:
    """Let a value of a facet be chosen, or not any more; `code` is its `rules.code_of`.

    Raises:
        ChoiceGone: no seller has it any more.
    """
    audience = Audience.from_json(draft.filters)
    offers = await queries.choices(session, audience, facet)
    value = next((choice.value for choice in offers if choice.code == code), None)
    if value is None:
        raise ChoiceGone
    draft.filters = audience.toggled(facet, value).to_json()
    await session.flush()


async def require(session: AsyncSession, draft: Broadcast, *, lack: Lack) -> None:
    """Write only to those who lack something, or not only to them any more."""
    draft.filters = Audience.from_json(draft.filters).lacking(lack).to_json()
    await session.flush()


async def asked(
    session: AsyncSession, draft: Broadcast, *, language: str, staff: Staff
) -> BroadcastPrompt:
    """Return the request for the words in a language."""
    counts = await queries.readers(session, Audience.from_json(draft.filters))
    return BroadcastPrompt(
        broadcast_id=draft.id or 0,
        language=language,
        telegram_id=staff.telegram_id,
        name=staff.name,
        sellers=counts.get(language, 0),
    )


async def write(session: AsyncSession, draft: Broadcast, *, words: Words) -> None:
    """Keep what was written in a language; the Indonesian message says whether there is a photo.

    Raises:
        NoWords: there are none.
        TooLong: of this text, or of another one now that there is a photo.
    """
    text = words.text.strip()
    if not text:
        raise NoWords
    photo = words.photo or (None if words.language == rules.FALLBACK else draft.photo)
    texts = {**draft.texts, words.language: text}
    length = rules.too_long(texts.values(), photo=photo is not None)
    if length is not None:
        raise TooLong(length=length, limit=rules.limit_of(photo=photo is not None))
    draft.texts, draft.photo = texts, photo
    await session.flush()


def previews(draft: Broadcast) -> list[BroadcastPreview]:
    """Return what sellers of each language that was written will see.

    Raises:
        NoWords: the Indonesian ones are missing, which all others may read.
    """
    if rules.FALLBACK not in draft.texts:
        raise NoWords
    written = [tag for tag in LANGUAGES if tag in draft.texts]
    return [BroadcastPreview(tag, draft.texts[tag], draft.photo) for tag in written]


async def checked(
    session: AsyncSession, draft: Broadcast, *, settings: Settings, now: datetime
) -> BroadcastCheck:
    """Return the last question: how many it reaches, whom it does not, and how long it takes."""
    audience = Audience.from_json(draft.filters)
    found = await queries.split(session, audience, hours=Hours.of(settings), now=now)
    out = await queries.left_out(session, audience)
    rate = settings.paid_broadcast_rate or settings.send_rate
    return BroadcastCheck(
        broadcast_id=draft.id or 0,
        readers=_readers(draft, found.by_language),
        recipients=found.recipients,
        later=found.later,
        at_night=found.at_night,
        enough=found.enough,
        silent=out.silent,
        blocked=out.blocked,
        unasked=out.unasked,
        seconds=rules.seconds_for(found.recipients - found.later - found.at_night, rate=rate),
        rate=max(1, round(rate)),
    )


async def confirm(
    session: AsyncSession, *, broadcast_id: int, staff: Staff, message_id: int, now: datetime
) -> None:
    """Let a draft go out; `message_id`, the last question, will show how far it is.

    Raises:
        SupervisorsOnly: for an agent.
        NotADraft: the first press counts.
        NoWords: the Indonesian ones are missing.
        Nobody: the filter finds nobody.
    """
    draft = await draft_of(session, broadcast_id=broadcast_id, staff=staff)
    if rules.FALLBACK not in draft.texts:
        raise NoWords
    audience = Audience.from_json(draft.filters)
    if not sum((await queries.readers(session, audience)).values()):
        raise Nobody
    draft.state, draft.confirmed_at, draft.message_id = BroadcastState.SENDING, now, message_id
    await announce(session, draft, now=now)


async def give_up(
    session: AsyncSession, *, broadcast_id: int, staff: Staff, now: datetime
) -> None:
    """Let a draft be.

    Raises:
        SupervisorsOnly: for an agent.
        NotADraft: it was confirmed or given up before.
    """
    draft = await draft_of(session, broadcast_id=broadcast_id, staff=staff)
    draft.state, draft.ended_at = BroadcastState.CANCELLED, now
    await session.flush()


def _readers(draft: Broadcast, counts: Mapping[str, int]) -> tuple[Readers, ...]:
    return tuple(Readers(tag, counts.get(tag, 0), tag in draft.texts) for tag in LANGUAGES)
