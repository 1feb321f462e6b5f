from datetime import date
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.tickets.handover import (
    Absence,
    ColleagueLine,
    GivenHere,
    HandOverPage,
    TicketGiven,
    TicketsGiven,
    TicketsMovedOn,
    TicketTaken,
)
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
LAST = date(2026, 12, 31)


def shown(*payloads: Payload) -> str:
    return "\n---\n".join(_shown(one) for one in payloads)


def _shown(payload: Payload) -> str:
    message = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Nusantara"))
    assert isinstance(message, Text | EditText)
    rows = ["".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return "\n".join([wrapped(message.html), *rows])


def test_a_hand_over_shows_who_is_best() -> None:
    lines = (
        ColleagueLine(4, "Sari", 4, speaks=True, near=True),
        ColleagueLine(5, "Budi", 0, speaks=False, near=False),
    )
    page = HandOverPage(12, 3, "Dewi", lines, pages=2)
    assert shown(page, HandOverPage(12, 0, "", (), page=0)) == snapshot("""\
🤝 <b>#12</b> · Who shall have it?
🙋 Claimed by <b>Dewi</b>

The number is how many open reports each has; 🗣 speaks the seller's language, 📍 knows the
seller's region.
[Sari · 4 🗣📍]
[Budi · 0]
[👥 Others ➡️]
[🙋 Take over][↩️ For everybody][⬅️ Back]
---
🤝 <b>#12</b> · Who shall have it?
🆕 Waits for somebody to claim it

There is no colleague at work.
[⬅️ Back]\
""")


def test_everybody_concerned_is_told_of_a_hand_over() -> None:
    facts = (12, Category.PAYMENT, "Batik <Ayu>")
    link = "https://t.me/c/1/3"
    assert shown(
        TicketGiven(*facts, by="Ratna", link=link),
        TicketGiven(*facts),
        TicketsGiven(3),
        TicketsGiven(1, of="Dewi"),
        TicketTaken(*facts, by="Ratna", to="Ratna"),
        TicketTaken(*facts, by="Ratna", to="Budi"),
        TicketTaken(*facts, by="Ratna"),
        GivenHere(12, "Budi <B>", 77, by="Ratna"),
        TicketsMovedOn("Dewi", Absence.LEAVE, LAST, released=2, given=1),
        TicketsMovedOn("Dewi", Absence.LEAVE, None, released=0, given=2),
        TicketsMovedOn("Dewi", Absence.LEFT, None, released=1, given=0),
    ) == snapshot("""\
🤝 <b>Ratna</b> gave you a report:
💳 <a href="https://t.me/c/1/3">#12</a> · Batik &lt;Ayu&gt; · Payment or payout

/tugas shows all of yours.
---
🤝 It is your turn, a new report is yours:
💳 #12 · Batik &lt;Ayu&gt; · Payment or payout

/tugas shows all of yours.
---
🤝 It is your turn: 3 new reports are yours.
/tugas shows all of yours.
---
🤝 1 report of Dewi is yours now.
/tugas shows all of yours.
---
↪️ <b>Ratna</b> took over a report of yours:
💳 #12 · Batik &lt;Ayu&gt; · Payment or payout
---
↪️ <b>Ratna</b> gave a report of yours to <b>Budi</b>:
💳 #12 · Batik &lt;Ayu&gt; · Payment or payout
---
↩️ <b>Ratna</b> put a report of yours back for everybody:
💳 #12 · Batik &lt;Ayu&gt; · Payment or payout
---
🤝 <a href="tg://user?id=77">Budi &lt;B&gt;</a>, this is yours now. Ratna gave it to you.
---
🌴 <b>Dewi</b> is on leave until 31 December 2026.
1 report was given to a colleague.
2 reports wait for somebody: /antrean
---
🌴 <b>Dewi</b> is on leave.
2 reports were given to colleagues.
---
👋 <b>Dewi</b> is no longer on the team.
1 report waits for somebody: /antrean\
""")
