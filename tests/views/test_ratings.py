from inline_snapshot import snapshot

from crm.tickets.reporting import (
    RatingKept,
    RatingNoted,
    Reopened,
    StillOpen,
    TooLateToReopen,
    WordQuestion,
)
from tests.support.phone import read, read_toast


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
Your report #12 was done more than a week ago, so it cannot be opened again. Please make a
new one: our team will find the old one.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_stars_are_noted() -> None:
    assert read_toast(RatingNoted()) == snapshot("Thank you!")


def test_work_goes_on() -> None:
    assert read_toast(StillOpen()) == snapshot("Our team is still working on this report.")
