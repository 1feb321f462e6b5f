from dataclasses import replace
from datetime import timedelta

from inline_snapshot import snapshot

from crm.uploads.progress.figures import Progress, Reached, StepProgress, Took
from crm.uploads.progress.payloads import UploadProgress
from models.uploads import UploadStep
from tests.support.builders import NOW
from tests.support.phone import read

FOUND = Progress(
    since=NOW - timedelta(days=30),
    begun=120,
    sent=Reached(72, Took(1_500, 90_000)),
    approved=Reached(60, Took(100_000, 500_000)),
    uploaded=Reached(6),
    given_up=31,
    steps=(
        StepProgress(UploadStep.CATEGORY, visits=1_260, answered=1, took=Took(7, 40)),
        StepProgress(
            UploadStep.PHOTOS,
            visits=140,
            answered=90,
            skipped=10,
            back=8,
            helped=12,
            left=20,
            took=Took(200, 7_000),
            standing=9,
            given_up=21,
        ),
        StepProgress(UploadStep.NAME),
    ),
)


def test_staff_read_how_far_listings_come_and_where_sellers_give_up() -> None:
    assert read(UploadProgress(FOUND)) == snapshot("""\
📊 <b>How listings get on</b>
120 listings begun since 17 Oct 2026 09.00

✉️ Sent to the team: <b>60%</b> (72), half of them within 25 minutes
✅ Approved: <b>50%</b> (60), half of them within 28 hours
🏪 In the store: <b>5%</b> (6)
🚪 Given up (thrown away, or untouched for 7 days): <b>26%</b> (31)

👣 <b>Step by step</b>
1. <b>Category</b>: 1,260 visits · half answer within 7 seconds, nine of ten within 40
seconds
answered 1
2. <b>Photos</b>: 140 visits · half answer within 3 minutes, nine of ten within 2 hours
answered 90, skipped 10, went back 8, asked for help 12, put off 20, stand here 9, given
up here 21
3. <b>Name</b>: 0 visits
[30 days | 90 days | All]\
""")


def test_where_nothing_was_begun_little_is_said() -> None:
    assert read(UploadProgress(replace(FOUND, begun=0, since=None))) == snapshot("""\
📊 <b>How listings get on</b>
No listing was begun in this time.
[30 days | 90 days | All]\
""")
