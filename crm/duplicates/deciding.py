"""What staff decide about a pair in chat, and what they are shown of it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.duplicates import merging, pairs, queries, rules
from crm.duplicates.payloads import (
    DuplicatePair,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairReopened,
    Twin,
)
from crm.duplicates.queries import Pair
from crm.duplicates.records import Moved
from crm.duplicates.refusals import (
    NoOtherPair,
    NotMerged,
    PairDecided,
    PairGone,
    SupervisorsOnly,
)
from models import Seller, SellerMerge, Staff
from models.duplicates import DuplicateState


def check_may_decide(staff: Staff) -> None:
    """Refuse whoever may not decide which stores are one.

    Raises:
        SupervisorsOnly: as it says.
    """
    if not rules.may_decide(staff.role):
        raise SupervisorsOnly(role=staff.role)


async def next_pair(
    session: AsyncSession, *, staff: Staff, after: int = 0
) -> DuplicatePair | NoDuplicates:
    """Show the open pair that was listed next after `after`; behind the last comes the first.

    Raises:
        SupervisorsOnly: for an agent.
        NoOtherPair: it would be the same again.
    """
    check_may_decide(staff)
    found = await queries.next_open(session, after=after)
    if found is not None and found.listed.id == after:
        raise NoOtherPair
    return await _shown(session, found) if found else NoDuplicates()


async def merge(
    session: AsyncSession, *, pair_id: int, into: int, staff: Staff, now: datetime
) -> PairMerged:
    """Merge a pair into its first (1) or its second (2) store.

    Raises:
        SupervisorsOnly: for an agent.
        PairGone: there is no such pair, or one of the two was merged with another store.
        PairDecided: a colleague was quicker.
    """
    check_may_decide(staff)
    pair = await _undecided(session, pair_id)
    kept, other = (pair.first, pair.second) if into == 1 else (pair.second, pair.first)
    done = await merging.merge(
        session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=staff.id, now=now
    )
    return await _merged(session, pair, done)


async def keep(session: AsyncSession, *, pair_id: int, staff: Staff, now: datetime) -> PairKept:
    """Keep both stores of a pair; it is never listed again.

    Raises:
        SupervisorsOnly: for an agent.
        PairGone: there is no such pair, or one of the two was merged with another store.
        PairDecided: a colleague was quicker.
    """
    check_may_decide(staff)
    return await _kept(
        session, await keep_apart(session, pair_id=pair_id, staff_id=staff.id, now=now)
    )


async def keep_apart(
    session: AsyncSession, *, pair_id: int, staff_id: int | None, now: datetime
) -> Pair:
    """Do the same for whoever may: the command line asks nobody for a role.

    Raises:
        PairGone: there is no such pair, or one of the two was merged with another store.
        PairDecided: somebody was quicker.
    """
    pair = await _undecided(session, pair_id)
    pairs.decide(pair.listed, DuplicateState.KEPT, staff_id=staff_id, now=now)
    await session.flush()
    return pair


async def take_back(
    session: AsyncSession, *, pair_id: int, staff: Staff, now: datetime
) -> PairReopened:
    """Undo what was decided about a pair: two stores again, waiting for another decision.

    Raises:
        SupervisorsOnly: for an agent.
        PairGone: there is no such pair.
        NotMerged: nothing is decided, or somebody undid it already.
        MergedOn: the kept store was merged into another one since.
    """
    check_may_decide(staff)
    pair = await _hold(session, pair_id)
    match pair.listed.state:
        case DuplicateState.OPEN:
            raise NotMerged
        case DuplicateState.KEPT:
            pairs.decide(pair.listed, DuplicateState.OPEN, staff_id=None, now=None)
        case DuplicateState.MERGED:
            done = await queries.merge_of(session, *_ids(pair))
            if done is None or done.id is None:
                raise NotMerged
            await merging.undo(session, merge_id=done.id, staff_id=staff.id, now=now)
    await session.flush()
    return PairReopened(
        pair_id=pair_id,
        first=pair.first.store_name,
        second=pair.second.store_name,
        by=staff.name,
        left=await queries.left(session),
    )


async def decided(session: AsyncSession, *, pair_id: int) -> PairMerged | PairKept | None:
    """Show what was decided about a pair; None where nothing is."""
    pair = await queries.get(session, pair_id)
    if pair is None or pair.listed.state is DuplicateState.OPEN:
        return None
    if pair.listed.state is DuplicateState.KEPT:
        return await _kept(session, pair)
    done = await queries.merge_of(session, *_ids(pair))
    return await _merged(session, pair, done) if done else None


async def _undecided(session: AsyncSession, pair_id: int) -> Pair:
    pair = await _hold(session, pair_id)
    if pair.listed.state is not DuplicateState.OPEN:
        raise PairDecided(pair.listed.state)
    if pair.first.merged_into is not None or pair.second.merged_into is not None:
        raise PairGone
    return pair


async def _hold(session: AsyncSession, pair_id: int) -> Pair:
    """Read a pair anew and keep others from deciding it until the transaction ends.

    Its stores are held first, as whoever merges them holds them.
    """
    pair = await queries.get(session, pair_id)
    if pair is None:
        raise PairGone
    first, second = await merging.hold(session, *_ids(pair))
    await session.refresh(pair.listed, with_for_update=True)
    return Pair(pair.listed, first, second)


async def _shown(session: AsyncSession, pair: Pair) -> DuplicatePair:
    return DuplicatePair(
        pair_id=pair.listed.id or 0,
        reason=pair.listed.reason,
        first=_twin(pair.first),
        second=_twin(pair.second),
        left=await queries.left(session),
    )


async def _merged(session: AsyncSession, pair: Pair, done: SellerMerge) -> PairMerged:
    moved = Moved.from_json(done.moved)
    first_stays = done.kept_id == pair.first.id
    kept, other = (pair.first, pair.second) if first_stays else (pair.second, pair.first)
    return PairMerged(
        pair_id=pair.listed.id or 0,
        kept=kept.store_name,
        other=other.store_name,
        by=await _decider(session, pair),
        tickets=moved.tickets,
        messages=moved.messages,
        sales=moved.sales,
        chat_lost=moved.links.chat_lost,
        left=await queries.left(session),
    )


async def _kept(session: AsyncSession, pair: Pair) -> PairKept:
    return PairKept(
        pair_id=pair.listed.id or 0,
        first=pair.first.store_name,
        second=pair.second.store_name,
        by=await _decider(session, pair),
        left=await queries.left(session),
    )


async def _decider(session: AsyncSession, pair: Pair) -> str:
    decided_by = pair.listed.decided_by
    staff = await session.get(Staff, decided_by) if decided_by is not None else None
    return staff.name if staff else ""


def _twin(store: Seller) -> Twin:
    return Twin(
        portal_id=store.portal_id or "",
        store=store.store_name,
        owner=store.owner_name,
        regency=store.regency,
        province=store.province,
        phone=store.phone,
        email=store.email,
        products=store.products,
        transactions=store.transactions,
        last_login=store.last_login,
        linked=store.chat_id is not None,
        gone=store.gone_at is not None,
    )


def _ids(pair: Pair) -> tuple[int, int]:
    return pair.listed.first_id, pair.listed.second_id
