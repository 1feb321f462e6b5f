from datetime import timedelta

import pytest
from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.tickets.sla.payloads import LateLine, Person, TimeAlarm, TimeDigest
from models.sla import Alarm, Goal
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Text
from views.rendering import Reader, render
from views.sla import due_line
from views.words import Catalogs

READER = Reader(now=NOW, marketplace="Pasar Nusantara")
LATER = NOW + timedelta(hours=5, minutes=30)
DEWI, PUTRI = Person(7, "Dewi"), Person(8, "Putri <3")


def text(payload: Payload, language: str = "en") -> str:
    message = render(payload, Catalogs.load()[language], READER)
    assert isinstance(message, Text)
    return wrapped(message.html)


def an_alarm(alarm: Alarm, *people: Person, claimed: bool = True) -> TimeAlarm:
    return TimeAlarm(12, alarm, Goal.FIRST_RESPONSE, LATER, people, claimed=claimed)


def test_each_is_called_by_name_with_the_hour_of_their_day() -> None:
    assert text(an_alarm(Alarm.WARNED, DEWI)) == snapshot("""\
⏳ <b>#12</b> · The first answer is due by 14.30.
<a href="tg://user?id=7">Dewi</a>, please have a look.\
""")
    assert text(an_alarm(Alarm.ASSIGNEE, DEWI), "id") == snapshot("""\
⚠️ <b>#12</b> · Jawaban pertama seharusnya paling lambat 14.30.
<a href="tg://user?id=7">Dewi</a>, tolong dilihat ya.\
""")
    assert text(an_alarm(Alarm.GROUP, DEWI, PUTRI)) == snapshot("""\
🚨 <b>#12</b> · The first answer was due by 14.30.
<a href="tg://user?id=7">Dewi</a>, <a href="tg://user?id=8">Putri &lt;3</a>, please have a
look.\
""")


def test_whoever_can_help_is_asked_where_nobody_has_it() -> None:
    unclaimed = render(an_alarm(Alarm.WARNED, claimed=False), Catalogs.load()["id"], READER)

    assert isinstance(unclaimed, Text)
    assert "Belum ada yang mengambilnya" in unclaimed.html
    assert [[button.label for button in row] for row in unclaimed.buttons] == [["🙋 Ambil"]]
    assert "Whoever has it is away." in text(an_alarm(Alarm.ASSIGNEE))


def test_many_are_one_list() -> None:
    lines = (
        LateLine(
            12, "Batik & Ayu", Category.PAYMENT, Goal.FIRST_RESPONSE, LATER, "https://t", DEWI
        ),
        LateLine(13, "", Category.LOGIN, Goal.RESOLUTION, NOW - timedelta(days=3)),
    )

    assert text(TimeDigest(Alarm.ASSIGNEE, lines, total=2)) == snapshot("""\
⚠️ <b>Time is over for 2 reports</b>
<a href="https://t">#12</a> · 💳 Batik &amp; Ayu · first answer 14.30 · <a
href="tg://user?id=7">Dewi</a>
#13 · 🔑 · solution 13 Nov 2026 09.00\
""")
    assert text(TimeDigest(Alarm.GROUP, lines[1:], total=30, people=(PUTRI,))) == snapshot("""\
🚨 <b>30 reports are late and still wait</b>
#13 · 🔑 · solution 13 Nov 2026 09.00
… and 29 more
<a href="tg://user?id=8">Putri &lt;3</a>, please have a look.\
""")
    assert text(TimeDigest(Alarm.WARNED, lines[1:], total=1)).startswith(
        "⏳ <b>Time is running out for 1 report</b>"
    )


@pytest.mark.parametrize(
    ("goal", "hours", "said"),
    [
        (Goal.FIRST_RESPONSE, 1, "⏱ First answer by 10.00"),
        (Goal.RESOLUTION, 25, "⏱ Solution by 17 Nov 2026 10.00"),
        (Goal.FIRST_RESPONSE, -1, "⚠️ Late: the first answer was due 08.00"),
        (Goal.RESOLUTION, -1, "⚠️ Late: the solution was due 08.00"),
    ],
)
def test_a_card_says_by_when(goal: Goal, hours: int, said: str) -> None:
    due = NOW + timedelta(hours=hours)

    assert str(due_line(goal, due, Catalogs.load()["en"], READER)) == said
