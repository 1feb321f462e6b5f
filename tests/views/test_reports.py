import pytest
from inline_snapshot import snapshot

from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    DialogExpired,
    DialogName,
    MessageJoined,
    MessageKept,
    NoMoreRoom,
    NothingWritten,
    OfferReport,
    ReportFull,
    ReportReceived,
    ReportSummary,
)
from crm.understanding.intents import Intent
from models.tickets import Category
from tests.support.phone import read, read_toast


@pytest.mark.parametrize("category", list(Category))
def test_every_subject_is_asked_about(category: Category) -> None:
    assert len(read(DescribeQuestion(category=category)).split("\n\n")) == 3


def test_the_subjects_of_a_report() -> None:
    assert read(CategoryQuestion()) == snapshot("""\
What is it about?
[🔑 Logging in | 💳 Payment, payout]
[🧾 Order | 🚚 Shipping]
[📦 Product, upload | 🏪 My store]
[💡 Suggestion | 💬 Something else]
[✖️ Cancel]\
""")


def test_what_was_written_before_the_subject_is_kept() -> None:
    assert read(CategoryQuestion(waiting=2)) == snapshot("""\
What is it about?

✍️ We have kept your 2 messages and come back to them in a moment.
[🔑 Logging in | 💳 Payment, payout]
[🧾 Order | 🚚 Shipping]
[📦 Product, upload | 🏪 My store]
[💡 Suggestion | 💬 Something else]
[✖️ Cancel]\
""")


def test_a_report_is_asked_for() -> None:
    assert read(DescribeQuestion(category=Category.PAYMENT)) == snapshot("""\
💳 <b>Payment or payout</b>

Which payment or payout is it about: from which day, and about how much? Please never send
us a password or PIN.

You can write, or send photos, a voice message, a video or a file.
[✖️ Cancel]\
""")


def test_more_is_welcome() -> None:
    assert read(DescribeQuestion(category=Category.LOGIN, kept=2)) == snapshot("""\
🔑 <b>Logging in</b>

What do you see when you try to log in? A photo of the screen helps us a lot.

You can write, or send photos, a voice message, a video or a file.

📥 We have 2 messages for this report.
[✅ That is all]
[✖️ Cancel]\
""")


def test_a_message_is_counted() -> None:
    assert read(MessageKept(kept=1)) == snapshot("""\
📥 We have 1 message for this report.

Send more if you like. Is that all? Then press <b>✅ That is all</b>.
[✅ That is all]
[✖️ Cancel]\
""")


def test_a_report_can_be_full() -> None:
    assert read(ReportFull(kept=20)) == snapshot("""\
Thank you, that is a lot to go on: we have 20 messages and cannot take more into one
report 🙏

Please press <b>✅ That is all</b> and send it. As soon as it has a number you can add the
rest.
[✅ That is all]
[✖️ Cancel]\
""")


def test_before_a_report_there_may_be_enough_for_one() -> None:
    assert read(NoMoreRoom(kept=20)) == snapshot("""\
Thank you, that is a lot to go on: we have 20 messages and cannot take more into one
report 🙏

As soon as it has a number you can add the rest.\
""")


def test_a_report_is_shown_before_it_is_sent() -> None:
    assert read(
        ReportSummary(
            category=Category.PRODUCT,
            text="Foto <ditolak>\n2 kali",
            pictures=2,
            voices=1,
            others=1,
        )
    ) == snapshot("""\
Please have a last look. Shall we send this to our team?

📦 <b>Product or upload</b>

<blockquote>Foto &lt;ditolak&gt;
2 kali</blockquote>

🖼 2 photos or videos
🎤 1 voice message
📎 1 other message
[📨 Send report]
[✏️ Add something | ✖️ Cancel]\
""")


def test_a_report_without_words_is_shown_too() -> None:
    assert read(
        ReportSummary(category=Category.OTHER, text="", pictures=0, voices=1, others=0)
    ) == snapshot("""\
Please have a last look. Shall we send this to our team?

💬 <b>Something else</b>

🎤 1 voice message
[📨 Send report]
[✏️ Add something | ✖️ Cancel]\
""")


def test_a_report_gets_a_number() -> None:
    assert read(ReportReceived(ticket_id=12, category=Category.PAYMENT)) == snapshot("""\
✅ Thank you, our team has your report. Its number is <b>#12</b>.

Someone from our team will answer you here in this chat. Would you like to add something?
Just write it here, it goes to the same report.
[📋 My reports | 🏠 Menu]\
""")


def test_a_suggestion_is_thanked_for() -> None:
    assert read(ReportReceived(ticket_id=12, category=Category.SUGGESTION)) == snapshot("""\
Thank you for your idea 💡 It has the number <b>#12</b>.

Our team reads every suggestion and will write to you here if they have a question. Would
you like to add something? Just write it here.
[📋 My reports | 🏠 Menu]\
""")


def test_a_message_joined_a_report() -> None:
    assert read(MessageJoined(ticket_id=12)) == snapshot(
        "👍 Added to your report <b>#12</b>. Our team sees it and answers here."
    )


def test_a_message_may_become_a_report() -> None:
    assert read(OfferReport(message_id=5, count=1, text="Uang belum masuk")) == snapshot("""\
<blockquote>Uang belum masuk</blockquote>

Shall we make a report of your message, so that our team can help you?
[✅ Yes, report it]
[✖️ No, thank you]\
""")


def test_a_courtesy_that_may_say_more_is_returned() -> None:
    thanks = OfferReport(message_id=5, count=1, text="Makasih Wulan", courtesy=Intent.THANKS)
    assert read(thanks) == snapshot("""\
<blockquote>Makasih Wulan</blockquote>

Thank you for writing 🙏 Is there something in your message that we should help you with?
[✅ Yes, report it]
[✖️ No, thank you]\
""")
    greeting = OfferReport(message_id=5, count=1, text="Halo Wulan", courtesy=Intent.GREETING)
    assert "Hello 👋 Is there something" in read(greeting)


def test_pictures_may_become_a_report() -> None:
    assert read(OfferReport(message_id=5, count=2, text="")) == snapshot("""\
Shall we make a report of your 2 messages, so that our team can help you?
[✅ Yes, report it]
[✖️ No, thank you]\
""")


def test_a_message_may_open_a_report_again() -> None:
    assert read(OfferReport(message_id=5, count=1, text="Belum", ticket_id=12)) == snapshot("""\
<blockquote>Belum</blockquote>

Your report <b>#12</b> is done. Is something still not right?
[🔁 Reopen #12]
[🆕 Make a new report]
[✖️ No, thank you]\
""")


def test_an_old_report_is_kept() -> None:
    assert read(DialogExpired(dialog=DialogName.REPORT, kept=2)) == snapshot("""\
You began a report some time ago, and we have kept what you wrote (2 messages). Shall we
go on with it?
[▶️ Go on]
[✖️ Cancel]\
""")


def test_an_old_message_is_kept() -> None:
    assert read(DialogExpired(dialog=DialogName.OFFER, kept=1)) == snapshot("""\
You wrote to us some time ago, and we have kept it (1 message). Shall we go on?
[▶️ Go on]
[✖️ Cancel]\
""")


def test_nothing_cannot_be_sent() -> None:
    assert read_toast(NothingWritten()) == snapshot("Please write or send something first.")
