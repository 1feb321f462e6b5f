from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.staff.payloads import RightsLost
from crm.staff.rules import Lack
from crm.tickets.payloads import NewReport, NewReports
from crm.tickets.relayed import NotRelayed, RelayTogether
from crm.tickets.reporting import NotPassedOn
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.actions import Claim, encode
from views.message import Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())


def message(payload: Payload) -> Text:
    shown = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Nusantara"))
    assert isinstance(shown, Text)
    return shown


def text(payload: Payload) -> str:
    return wrapped(message(payload).html)


def a_report(number: int, **facts: object) -> NewReport:
    plausible = {"category": Category.PAYMENT, "urgent": False, "store": "", "text": ""}
    return NewReport(ticket_id=number, **(plausible | facts))  # pyright: ignore[reportArgumentType] - free facts


def test_a_rush_is_one_list_from_which_each_report_can_be_taken() -> None:
    told = NewReports(
        (
            a_report(7, urgent=True, store="Batik & Co", text="Uang <belum> masuk"),
            a_report(8, category=Category.LOGIN),
            *(a_report(number, store="Toko", text="Halo") for number in range(9, 13)),
        ),
        more=2,
    )
    assert text(told) == snapshot("""\
📥 <b>6 new reports</b>
Their cards follow one by one. Take one here and its card comes next.

🔴 💳 #7 Batik &amp; Co: Uang &lt;belum&gt; masuk
🔑 #8 Name unknown
💳 #9 Toko: Halo
💳 #10 Toko: Halo
💳 #11 Toko: Halo
💳 #12 Toko: Halo
and 2 more: /antrean shows what waits\
""")
    rows = [[(button.label, button.data) for button in row] for row in message(told).buttons]
    assert [len(row) for row in rows] == [5, 1]
    assert rows[0][0] == ("🙋 #7", encode(Claim(7)))


def test_texts_that_leave_together_keep_their_lines() -> None:
    told = RelayTogether(5, (1, 2), ("Satu <b>", "Dua\nlagi"), reply_to=9)
    assert (message(told).html, message(told).reply_to) == ("Satu &lt;b&gt;\nDua\nlagi", 9)


def test_an_admin_reads_what_is_gone_and_what_to_click() -> None:
    assert text(RightsLost("CS & Co", (Lack.TOPIC_RIGHT,))) == snapshot("""\
⚠️ I cannot work fully in the team's group <b>CS &amp; Co</b> any more.

I may not open topics there, so all reports come to General.

Please do this:
1. Open the group and press its name.
2. Press “Edit” (the pencil), then “Administrators”.
3. Choose me, or press “Add Admin” and then choose me.
4. Turn on “Manage Topics” and save.\
""")
    assert text(RightsLost("Desk", (Lack.ADMIN, Lack.SPEAK))) == snapshot("""\
⚠️ I cannot work fully in the team's group <b>Desk</b> any more.

I am no admin there, so I do not see what the team writes to sellers, and open no topics.

I may not write there, so reports wait. None is lost.

Please do this:
1. Open the group and press its name.
2. Press “Edit” (the pencil), then “Administrators”.
3. Choose me, or press “Add Admin” and then choose me.
4. Turn on “Manage Topics” and save.\
""")


def test_both_sides_read_that_something_did_not_arrive() -> None:
    assert text(NotPassedOn(7)) == snapshot("""\
⚠️ I could not pass this on to our team; perhaps it is too large, or of a kind that I
cannot send. Please send it as a photo or a smaller file, or tell us in words.\
""")
    assert message(NotPassedOn(7)).reply_to == 7
    assert text(NotRelayed()) == snapshot("""\
⚠️ The seller sent something that Telegram did not let me pass on; perhaps it is too
large. I have asked them to send it in another way.\
""")
