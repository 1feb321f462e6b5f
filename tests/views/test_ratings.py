from inline_snapshot import snapshot

from crm.tickets.payloads import TicketResolved
from crm.tickets.reporting import (
    RatingKept,
    RatingNoted,
    Reopened,
    StillOpen,
    TooLateToReopen,
    WordQuestion,
)
from tests.support.phone import ENGLISH, SRI, read, read_toast
from views.message import Text
from views.rendering import render


def test_a_seller_is_asked_how_it_was_and_may_come_back() -> None:
    assert read(TicketResolved(12)) == snapshot("""\
✅ Your report <b>#12</b> is done.

How was our help? Choose 1 to 5 stars. If something is still not right, press the button
below within 7 days and we will look at it again.
[1 ⭐ | 2 ⭐ | 3 ⭐ | 4 ⭐ | 5 ⭐]
[🔁 Not solved yet]\
""")


def test_each_star_is_a_button() -> None:
    message = render(TicketResolved(12), ENGLISH, SRI)
    assert isinstance(message, Text)
    assert [[one.data for one in row] for row in message.buttons] == snapshot(
        [
            ["1~rate~12~1", "1~rate~12~2", "1~rate~12~3", "1~rate~12~4", "1~rate~12~5"],
            ["1~reopen~12"],
        ]
    )


def test_many_stars_are_thanked_for() -> None:
    assert read(WordQuestion(ticket_id=12, stars=5)) == snapshot("""\
⭐⭐⭐⭐⭐
Thank you! Would you like to tell us what was good, or what we can do better? Just write
it here.
[⏭ No comment]\
""")


def test_few_stars_are_met_with_an_offer() -> None:
    assert read(WordQuestion(ticket_id=12, stars=1)) == snapshot("""\
⭐
Thank you for being honest, and sorry that it was not better 🙏

What went wrong? Just write it here. If the problem is still there, open the report again.
[🔁 Reopen #12]
[⏭ No comment]\
""")


def test_a_word_is_thanked_for() -> None:
    assert read(RatingKept()) == snapshot("""\
Thank you, that helps us to do better 🙏 Whenever you need us, just write here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_report_is_open_again() -> None:
    assert read(Reopened(ticket_id=12)) == snapshot("""\
🔁 Your report <b>#12</b> is open again.

What is still not right? Write it here, our team sees it at once.\
""")


def test_a_report_is_open_again_with_what_was_said() -> None:
    assert read(Reopened(ticket_id=12, added=True)) == snapshot("""\
🔁 Your report <b>#12</b> is open again, with what you have just written. Our team looks at
it once more and answers here.\
""")


def test_too_late_is_explained() -> None:
    assert read(TooLateToReopen(ticket_id=12)) == snapshot("""\
Your report #12 was done more than 7 days ago, so it cannot be opened again. Please make a
new one: our team will find the old one.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_stars_are_noted() -> None:
    assert read_toast(RatingNoted()) == snapshot("Thank you!")


def test_work_goes_on() -> None:
    assert read_toast(StillOpen()) == snapshot("Our team is still working on this report.")
