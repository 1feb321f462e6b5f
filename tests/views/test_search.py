from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.search.payloads import MessageHit, NothingFound, Rest, SearchFound, TicketHit
from crm.search.rules import Part
from crm.sellers.payloads import StoreChoice
from crm.tickets.payloads import TicketLine
from models.tickets import Category, TicketState
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
ZONE = "Asia/Jakarta"
LINK = "https://t.me/c/1/77"
PARTS = (Part("…"), Part("Uang", is_hit=True), Part(" <3 belum"))


def text(payload: Payload) -> str:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, Text)
    rows = (" | ".join(button.label for button in row) for row in message.buttons)
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))


def test_all_kinds_are_shown_with_what_was_found_in_bold() -> None:
    found = SearchFound(
        typed="uang <",
        zone=ZONE,
        tickets=(
            TicketHit(
                TicketLine(7, "Batik Ayu", Category.PAYMENT, TicketState.OPEN, NOW, link=LINK),
                PARTS,
            ),
        ),
        sellers=(StoreChoice(3, "Uang Kuno", "Kota Solo"),),
        messages=(
            MessageHit(NOW, "Dewi", is_staff=True, ticket_id=7, link=LINK, parts=PARTS),
            MessageHit(NOW, "", is_staff=False, ticket_id=None, link="", parts=PARTS),
        ),
        more_tickets=Rest(3),
        more_sellers=Rest(95, is_more=True),
    )
    assert text(found) == snapshot("""\
🔎 <b>uang &lt;</b>

<b>Reports</b>
💳 <a href="https://t.me/c/1/77">#7</a> Batik Ayu · waits for us · 16 Nov 2026 09.00
…<b>Uang</b> &lt;3 belum
and 3 more

<b>Messages</b>
💁 Dewi, <a href="https://t.me/c/1/77">16 Nov 2026 09.00</a> · #7
…<b>Uang</b> &lt;3 belum
👤 Name unknown, 16 Nov 2026 09.00
…<b>Uang</b> &lt;3 belum

<b>Stores</b>: press one to see its card
and many more: write one word more
[Uang Kuno · Kota Solo]\
""")


def test_what_was_not_found_is_left_out() -> None:
    line = TicketLine(7, "", Category.OTHER, TicketState.CLOSED, NOW)
    found = SearchFound("#7", ZONE, tickets=(TicketHit(line, ()),), sellers=(), messages=())
    assert text(found) == snapshot("""\
🔎 <b>#7</b>

<b>Reports</b>
💬 #7 Name unknown · closed · 16 Nov 2026 09.00\
""")


def test_where_nothing_is_found_it_is_told_how_to_search() -> None:
    assert text(NothingFound("antah berantah")) == snapshot("""\
🔎 Nothing has “antah berantah” in it.

Write after /cari one of these:
• words from a report, a message or a store's name; the last one may be unfinished
• a report's number, such as #123
• a phone number or an e-mail address

All the words must be there, so fewer of them find more. What was written just now is
found after a few seconds.\
""")
    assert text(NothingFound("")).splitlines()[0] == snapshot("🔎 What shall I look for?")
