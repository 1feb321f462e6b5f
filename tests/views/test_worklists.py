from datetime import timedelta
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.tickets.payloads import TicketLine, TicketList
from models.tickets import Category, TicketState
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
LINES = (
    TicketLine(
        12,
        "Batik <Ayu>",
        Category.PAYMENT,
        TicketState.OPEN,
        NOW,
        "https://t.me/c/1/3",
        due_at=NOW - timedelta(hours=1),
        late=True,
    ),
    TicketLine(
        13, "Dapur Sri", Category.ORDER, TicketState.NEW, NOW, due_at=NOW + timedelta(hours=2)
    ),
    TicketLine(14, "Dapur Sri", Category.ORDER, TicketState.WAITING, NOW),
)


def shown(payload: Payload) -> Text | EditText:
    message = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Nusantara"))
    assert isinstance(message, Text | EditText)
    return message


def test_a_list_leads_to_the_topics_and_says_what_is_late() -> None:
    message = shown(TicketList(mine=True, total=3, lines=LINES, staff_id=4))
    assert wrapped(message.html) == snapshot("""\
<b>You have 3 reports</b>

🔴 💳 <a href="https://t.me/c/1/3">#12</a> Batik &lt;Ayu&gt; · waits for us · 16 Nov 2026
09.00 · was due 16 Nov 2026 08.00
🧾 #13 Dapur Sri · new · 16 Nov 2026 09.00 · ⏰ 16 Nov 2026 11.00
🧾 #14 Dapur Sri · waits for the seller · 16 Nov 2026 09.00\
""")
    assert message.buttons == ()


def test_pages_are_turned_in_place() -> None:
    message = shown(TicketList(mine=False, total=40, lines=LINES, page=1, pages=3, message_id=9))
    assert isinstance(message, EditText)
    assert [[button.label for button in row] for row in message.buttons] == snapshot(
        [["⬅️ Before", "Further ➡️"]]
    )
    assert wrapped(message.html).splitlines()[0] == snapshot("<b>40 reports wait for somebody</b>")


def test_empty_lists_say_so() -> None:
    assert wrapped(shown(TicketList(mine=True, total=0, lines=())).html) == snapshot(
        "🎉 You have nothing open. /antrean shows what waits for somebody."
    )
    assert wrapped(shown(TicketList(mine=False, total=0, lines=())).html) == snapshot(
        "🎉 Nothing waits. Everything is claimed."
    )
