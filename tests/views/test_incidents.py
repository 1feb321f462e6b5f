from gettext import NullTranslations
from typing import Any

import pytest
from inline_snapshot import snapshot

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.incidents.payloads import (
    IncidentAnswer,
    IncidentCard,
    IncidentChoice,
    IncidentDraft,
    IncidentEnding,
    IncidentLine,
    IncidentList,
    IncidentPrompt,
    IncidentReport,
    TicketIncident,
)
from crm.tickets.reporting import ReportReceived
from models.incidents import IncidentState
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita")
FACTS: dict[str, Any] = {
    "incident_id": 4,
    "category": Category.LOGIN,
    "title": "kode, otp, login",
    "proposed_at": NOW,
    "sellers": 6,
    "tickets": 7,
    "unfinished": 3,
    "reports": (
        IncidentReport(12, "Kode OTP <b>tidak</b>\nmasuk", "https://t.me/c/1/3"),
        IncidentReport(13, "otp teu asup"),
    ),
}


def text(payload: Any) -> str:  # noqa: ANN401 - any payload
    message = render(payload, ENGLISH, DESK)
    assert isinstance(message, Text | EditText)
    buttons = " ".join(f"[{button.label}]" for row in message.buttons for button in row)
    return f"{wrapped(message.html)}\n{buttons}".rstrip()


def test_a_proposal_asks_whether_it_is_one() -> None:
    assert text(IncidentCard(state=IncidentState.PROPOSED, **FACTS)) == snapshot("""\
🧯 <b>One incident?</b> 6 sellers report something alike.
🔑 Logging in, since 16 Nov 2026 09.00
In common: <b>kode, otp, login</b>

📨 Reports: 7, of 6 sellers; not finished: 3
<a href="https://t.me/c/1/3">#12</a> Kode OTP &lt;b&gt;tidak&lt;/b&gt; masuk
#13 otp teu asup
and 5 more

Is it one and the same trouble?
[✅ One incident] [🚫 Not one]\
""")


def test_an_open_one_says_how_to_answer_all() -> None:
    card = IncidentCard(state=IncidentState.OPEN, answers=2, answer="Sabar & tunggu", **FACTS)
    assert text(card) == snapshot("""\
🧯 <b>Incident 4</b>, open
🔑 Logging in, since 16 Nov 2026 09.00
In common: <b>kode, otp, login</b>

📨 Reports: 7, of 6 sellers; not finished: 3
<a href="https://t.me/c/1/3">#12</a> Kode OTP &lt;b&gt;tidak&lt;/b&gt; masuk
#13 otp teu asup
and 5 more

📣 All were told 2 times, last:
<blockquote>Sabar &amp; tunggu</blockquote>

New reports of it are linked by themselves and told that we are working on it. Reply to
this message to answer all of them at once; // stays among us.
[✍️ Answer all] [✅ Resolve all]\
""")


@pytest.mark.parametrize(
    ("state", "by", "heading"),
    [
        (IncidentState.RESOLVED, "Dewi", "✅ <b>Incident 4 is over</b>"),
        (IncidentState.DISMISSED, "Dewi", "🚫 <b>No incident</b>, says Dewi."),
        (IncidentState.DISMISSED, "", "🚫 <b>No incident</b>: nobody has decided for a day."),
    ],
)
def test_one_that_is_over_offers_nothing(state: IncidentState, by: str, heading: str) -> None:
    card = IncidentCard(state=state, decided_by=by, message_id=9, **FACTS)
    message = render(card, ENGLISH, DESK)
    assert isinstance(message, EditText)
    assert (message.message_id, message.buttons) == (9, ())
    assert message.html.startswith(heading)


def test_the_list_names_what_is_not_over() -> None:
    lines = [
        IncidentLine(4, Category.LOGIN, state, "kode, otp", 7, NOW)
        for state in (IncidentState.OPEN, IncidentState.PROPOSED)
    ]
    assert text(IncidentList(2, tuple(lines))) == snapshot("""\
🧯 <b>2 incidents</b>

🔑 <b>4</b> · kode, otp · open · reports: 7 · since 16 Nov 2026 09.00
🔑 <b>4</b> · kode, otp · to be decided · reports: 7 · since 16 Nov 2026 09.00
[#4] [#4]\
""")
    assert text(IncidentList(0, ())) == snapshot(
        "🎉 There is no incident. I propose one when many report the same."
    )


def test_words_for_all_are_asked_for_and_shown_again() -> None:
    assert text(IncidentPrompt(4, 7, "Dewi", 6)) == snapshot("""\
✍️ <a href="tg://user?id=7">Dewi</a>, please reply to this message with what all 6 sellers
of incident 4 shall read. It is a text, and sent as it is: best in simple Indonesian.\
""")
    assert text(IncidentDraft(4, 1, "Sudah <normal>", 6)) == snapshot("""\
📣 Incident 4: shall 6 sellers read this?

<blockquote>Sudah &lt;normal&gt;</blockquote>
[📨 Send to all]\
""")
    assert text(IncidentEnding(4, 3)) == snapshot("""\
✅ Incident 4: call all its unfinished reports (3) resolved? Each seller is told, asked for
stars, and can open their report again.
[✅ Yes, resolve all]\
""")


def test_sellers_read_whose_words_it_is_and_about_what() -> None:
    assert text(IncidentAnswer(12, "Sudah <normal>\nSilakan coba")) == snapshot("""\
📣 News from our team about your report <b>#12</b>:

<blockquote>Sudah &lt;normal&gt;
Silakan coba</blockquote>

Other sellers have reported the same, so all of them get this message. Is something
unclear? Just write here.\
""")
    assert text(ReportReceived(12, Category.LOGIN, known=True)) == snapshot("""\
🧯 Thank you. We know about this: other sellers have reported the same, and our team is
working on it. Your report has the number <b>#12</b>.

As soon as there is news you read it here. Would you like to add something? Just write it
here.
[📋 My reports] [🏠 Menu]\
""")


def test_a_ticket_shows_its_incident_and_others_that_it_could_be() -> None:
    linked, other = IncidentChoice(4, "kode, otp"), IncidentChoice(5, "label, jne")
    assert text(TicketIncident(12, linked, (other,))) == snapshot("""\
🧯 <b>#12</b> is part of incident 4: kode, otp
[🧯 5 · label, jne] [✂️ Take it out] [⬅️ Back]\
""")
    assert text(TicketIncident(12, None, ())) == snapshot("""\
🧯 <b>#12</b> is part of no incident.
No incident is open that it could be part of.
[⬅️ Back]\
""")
