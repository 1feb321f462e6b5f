from datetime import timedelta
from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.imports.sources.payloads import LastPull, PullMissing
from models.imports import ImportSource
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita")
LAST = LastPull("tarikan <9>.xlsx", NOW - timedelta(days=7), ImportSource.CHAT, by="Dewi")


def told(last: LastPull | None) -> str:
    message = render(PullMissing(last), ENGLISH, DESK)
    assert isinstance(message, Text)
    return wrapped(message.html)


def test_a_missing_pull_is_told_with_the_last_one_and_the_way_to_the_next() -> None:
    assert told(LAST) == snapshot("""\
⏰ <b>Nobody has pulled the portal's data this week.</b>
What we plan and who we call is still based on the last pull.

Last pull: <b>tarikan &lt;9&gt;.xlsx</b>, 9 Nov 2026 09.00, sent by Dewi.

Download the sellers from the portal and send the file here with the caption /impor.\
""")


def test_the_first_pull_is_missed_too() -> None:
    assert told(None) == snapshot("""\
⏰ <b>Nobody has pulled the portal's data this week.</b>
What we plan and who we call is still based on the last pull.

There has not been any pull yet.

Download the sellers from the portal and send the file here with the caption /impor.\
""")


@pytest.mark.parametrize(
    ("source", "way"),
    [
        (ImportSource.CHAT, "sent to this group"),
        (ImportSource.CLI, "from the command line"),
        (ImportSource.FOLDER, "out of the watched folder"),
        (ImportSource.URL, "fetched from the portal"),
    ],
)
def test_a_pull_that_nobody_sent_says_how_it_came(source: ImportSource, way: str) -> None:
    assert way in told(LastPull("tarikan.csv", NOW, source, by=""))
