from datetime import timedelta

from inline_snapshot import snapshot

from crm.sellers.menu import (
    ButtonForStaff,
    Help,
    Menu,
    MenuNote,
    MyReports,
    OldButton,
    Privacy,
    ProactiveResumed,
    ProactiveStopped,
    ReportLine,
)
from crm.sellers.payloads import InvitationTrouble
from models.tickets import Category, TicketKind, TicketState
from tests.support.builders import NOW
from tests.support.phone import read, read_toast

ISSUE, CLAIM = TicketKind.ISSUE, TicketKind.CLAIM
LINES = (
    ReportLine(14, CLAIM, Category.STORE, TicketState.NEW, NOW, reopenable=False),
    ReportLine(13, ISSUE, Category.PAYMENT, TicketState.OPEN, NOW, reopenable=False),
    ReportLine(12, ISSUE, Category.LOGIN, TicketState.WAITING, NOW, reopenable=False),
    ReportLine(
        11, ISSUE, Category.ORDER, TicketState.RESOLVED, NOW - timedelta(days=3), reopenable=True
    ),
)


def test_the_menu_of_a_seller() -> None:
    assert read(Menu(linked=True)) == snapshot("""\
What can we do for you?

Choose below, or just write here what is on your mind.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_the_menu_of_a_visitor_offers_to_connect_a_store() -> None:
    assert read(Menu(linked=False, trouble=InvitationTrouble.INVALID)) == snapshot("""\
🔗 This invitation link does not work. Never mind: we can find your store in another way.

What can we do for you?

Choose below, or just write here what is on your mind.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]
[🏪 Connect my store]\
""")


def test_what_was_left_is_said() -> None:
    assert read(Menu(linked=True, note=MenuNote.LEFT)) == snapshot("""\
All right, we have left that. What can we do for you?
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_there_may_be_nothing_to_leave() -> None:
    assert read(Menu(linked=True, note=MenuNote.NOTHING_TO_LEAVE)) == snapshot("""\
There is nothing to leave right now. What can we do for you?
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_a_message_need_not_become_a_report() -> None:
    assert read(Menu(linked=True, note=MenuNote.NO_REPORT)) == snapshot("""\
All right, we leave it at that. Whenever you need us, just write here.
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_a_new_language_is_confirmed() -> None:
    assert read(Menu(linked=True, note=MenuNote.LANGUAGE)) == snapshot("""\
From now on we speak <b>English</b> with you 😊
[🙋 Report a problem]
[📸 Add a product page]
[📋 My reports | 🌐 Language]
[💡 Quick answers | ❓ Help]\
""")


def test_help_fits_one_screen() -> None:
    assert read(Help()) == snapshot("""\
<b>How we can help you</b>

This is the seller helpdesk of Pasar Kita. Just write here what is wrong, or send a photo
or a voice message: people of our team read it and answer in this chat.

/lapor – report a problem
/unggah – make the page of a product, step by step
/tips – quick answers to common problems
/laporan_saya – see your reports
/bahasa – choose your language
/berhenti – no more messages that you did not ask for
/lanjut – get those messages again
/privasi – what we keep about you
/batal – leave what you are doing
/menu – show the menu
[🙋 Report a problem | 🏠 Menu]\
""")


def test_privacy_says_what_is_kept() -> None:
    assert read(Privacy(agreed=True, unasked=True)) == snapshot("""\
<b>What we keep about you</b>

• What you write and send here, and what we answer.
• Your name on Telegram, your language and, if you shared it, your phone number.
• What Pasar Kita knows about your store, such as its name and place.

We use it only to help you and your store.

Do you want no more messages that you did not ask for? Press the button below or send
/berhenti.
[🔕 Stop writing to me]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_privacy_offers_messages_again_where_they_were_stopped() -> None:
    assert read(Privacy(agreed=True, unasked=False)) == snapshot("""\
<b>What we keep about you</b>

• What you write and send here, and what we answer.
• Your name on Telegram, your language and, if you shared it, your phone number.
• What Pasar Kita knows about your store, such as its name and place.

We use it only to help you and your store.

At the moment we write to you only to answer you. Do you want to hear from us again? Press
the button below or send /lanjut.
[🔔 Write to me again]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_privacy_of_who_did_not_agree() -> None:
    assert read(Privacy(agreed=False, unasked=True)) == snapshot("""\
<b>What we keep about you</b>

As long as you have not agreed, our team sees nothing of what you write here. If you say
no, we delete it and remember your language and your answer.

If you agree, we keep what you write and send, so that our team can read it and help you.
Send /start to answer the question.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_silence_is_confirmed() -> None:
    assert read(ProactiveStopped()) == snapshot("""\
Understood: from now on we will not write to you on our own 🙏

You can still write to us at any time, and we will always answer. If you change your mind,
press the button below or send /lanjut.
[🔔 Write to me again]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_coming_back_is_welcome() -> None:
    assert read(ProactiveResumed()) == snapshot("""\
Good to have you back 😊

We will ask now and then how your store is doing. Send /berhenti whenever that is too
much.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_reports_are_listed() -> None:
    assert read(MyReports(lines=LINES)) == snapshot("""\
<b>Your reports</b>

🏪 <b>#14</b> · Connecting your store
📨 Our team has received it
16 Nov 2026 09.00

💳 <b>#13</b> · Payment or payout
🔧 Our team is working on it
16 Nov 2026 09.00

🔑 <b>#12</b> · Logging in
✉️ Our team has answered and waits for you
16 Nov 2026 09.00

🧾 <b>#11</b> · Order
✅ Done
13 Nov 2026 09.00
[🔁 Reopen #11]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_there_may_be_no_reports() -> None:
    assert read(MyReports(lines=())) == snapshot("""\
You have no reports yet. If something is wrong, just write it here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_an_old_button() -> None:
    assert read_toast(OldButton()) == snapshot(
        "This button is an old one. Here is what you can do now."
    )


def test_a_button_for_staff() -> None:
    assert read_toast(ButtonForStaff()) == snapshot("Only our team can use this button.")
