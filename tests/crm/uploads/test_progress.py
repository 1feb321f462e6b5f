from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads import drafts, steps
from crm.uploads.progress.figures import Progress, Reached, StepProgress, Took
from crm.uploads.progress.queries import progress
from models import Upload, UploadPassage
from models.uploads import Passing, UploadState, UploadStep
from tests.support.builders import NOW, a_seller

DAY = timedelta(days=1)


async def a_listing(session: AsyncSession, **facts: object) -> Upload:
    seller = await a_seller(session)
    rest = {"created_at": NOW - DAY, "updated_at": NOW, **facts}
    upload = Upload.model_validate({"seller_id": seller.id, **rest})
    session.add(upload)
    await session.flush()
    return upload


async def a_visit(
    session: AsyncSession, upload: Upload, seconds: float, *, passing: Passing = Passing.ANSWERED
) -> None:
    began = NOW - timedelta(hours=5)
    session.add(
        UploadPassage(
            upload_id=upload.id or 0,
            step=UploadStep.NAME,
            began_at=began,
            ended_at=began + timedelta(seconds=seconds),
            passing=passing,
        )
    )
    await session.flush()


async def counted(session: AsyncSession, since: datetime | None = None) -> Progress:
    await session.flush()
    return await progress(session, since=since, now=NOW)


def step_of(found: Progress, step: UploadStep) -> StepProgress:
    return next(one for one in found.steps if one.step is step)


async def test_without_listings_there_is_nothing_to_tell(session: AsyncSession) -> None:
    found = await counted(session)
    assert (found.begun, found.sent, found.given_up) == (0, Reached(0), 0)
    assert [one.step for one in found.steps] == list(UploadStep)
    assert {(one.visits, one.took) for one in found.steps} == {(0, None)}


async def test_a_way_through_the_steps_is_counted_as_it_was_walked(session: AsyncSession) -> None:
    seller = await a_seller(session)
    draft = await drafts.begin(session, seller=seller, now=NOW - timedelta(minutes=20))
    ways = (
        (UploadStep.PHOTOS, Passing.ANSWERED, 19),
        (UploadStep.NAME, Passing.SKIPPED, 18),
        (UploadStep.PHOTOS, Passing.BACK, 16),
        (UploadStep.NAME, Passing.ANSWERED, 12),
    )
    for to, passing, minutes in ways:
        moment = NOW - timedelta(minutes=minutes)
        await steps.go(session, upload=draft, to=to, passing=passing, now=moment)
    await steps.leave(session, upload=draft, passing=Passing.HELPED, now=NOW)
    found = await counted(session)
    four, one = Took(240, 240), Took(60, 60)
    assert found.steps[:3] == (
        StepProgress(UploadStep.CATEGORY, visits=1, answered=1, took=one),
        StepProgress(UploadStep.PHOTOS, visits=2, answered=1, skipped=1, took=four),
        StepProgress(UploadStep.NAME, visits=2, back=1, helped=1, standing=1),
    )


async def test_times_are_the_median_and_the_ninth_of_ten_of_answers(
    session: AsyncSession,
) -> None:
    upload = await a_listing(session)
    for seconds in (90.6, 10, 70, 20, 30.2, 40, 50, 60, 80, 10_000):
        await a_visit(session, upload, seconds)
    await a_visit(session, upload, 1, passing=Passing.SKIPPED)
    name = step_of(await counted(session), UploadStep.NAME)
    assert (name.visits, name.answered, name.skipped) == (11, 10, 1)
    assert name.took == Took(median=50, slow=91)


async def test_goals_are_counted_from_the_beginning(session: AsyncSession) -> None:
    for days in (1, 2, 3, 4):
        await a_listing(session, state=UploadState.SENT, sent_at=NOW - DAY + days * DAY)
    await a_listing(
        session,
        state=UploadState.UPLOADED,
        sent_at=NOW,
        approved_at=NOW + DAY,
        uploaded_at=NOW + 2 * DAY,
    )
    found = await counted(session)
    day = DAY // timedelta(seconds=1)
    assert found.sent == Reached(5, Took(2 * day, 4 * day))
    assert found.approved == Reached(1, Took(2 * day, 2 * day))
    assert found.uploaded == Reached(1, Took(3 * day, 3 * day))


async def test_what_rests_for_a_week_or_was_thrown_away_is_given_up_where_it_stood(
    session: AsyncSession,
) -> None:
    at = UploadStep.PHOTOS
    await a_listing(session, step=at, updated_at=NOW - 7 * DAY + timedelta(seconds=1))
    await a_listing(session, step=at, updated_at=NOW - 7 * DAY)
    await a_listing(session, step=at, state=UploadState.DISCARDED)
    await a_listing(session, step=at, state=UploadState.SENT, updated_at=NOW - 9 * DAY)
    found = await counted(session)
    photos = step_of(found, at)
    assert (photos.standing, photos.given_up, found.given_up) == (1, 2, 2)


async def test_only_listings_of_the_time_count_and_so_do_their_visits(
    session: AsyncSession,
) -> None:
    early = await a_listing(session, created_at=NOW - 2 * DAY)
    late = await a_listing(session, created_at=NOW - DAY)
    await a_visit(session, early, 100)
    await a_visit(session, late, 60)
    found = await counted(session, since=NOW - DAY)
    assert (found.begun, step_of(found, UploadStep.NAME).took) == (1, Took(60, 60))
    assert (await counted(session)).begun == 2
