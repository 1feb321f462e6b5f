from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.staff.payloads import (
    AdminsOnly,
    BotAdded,
    DeskLost,
    NotPairedHere,
    NotStaffYet,
    Paired,
    RightsChanged,
    StaffHelp,
    Unpaired,
)
from crm.staff.rules import Lack
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Text
from views.rendering import Reader, render
from views.staff import staff_commands
from views.words import Words

ENGLISH = Words("en", NullTranslations())


def text(payload: Payload) -> str:
    message = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Nusantara"))
    assert isinstance(message, Text)
    return wrapped(message.html)


def test_a_group_is_told_how_it_becomes_the_desk() -> None:
    assert text(BotAdded(())) == snapshot("""\
👋 Hello! I bring the messages of the sellers of Pasar Nusantara to the team.

To make this group the team's desk, an admin sends /pasang here.\
""")
    assert text(BotAdded((Lack.TOPICS, Lack.ADMIN))) == snapshot("""\
👋 Hello! I bring the messages of the sellers of Pasar Nusantara to the team.

To make this group the team's desk, an admin sends /pasang here.

What is still to do:
• Turn on “Topics” in the group's settings, so that each report has its own place. It
works without them too.
• Make me an admin with the right “Manage topics”, so that I can see what you write to
sellers.\
""")


def test_the_desk_is_told_how_work_is_done() -> None:
    assert text(Paired(is_forum=True, moved=False, cards=0)) == snapshot("""\
✅ This group is the desk now: all reports come here.

Each report gets a topic of its own. Write in it and the seller gets your answer; begin
with // and it stays among us. For this I must be an admin with the right “Manage topics”.

/bantuan tells the rest.\
""")
    assert text(Paired(is_forum=False, moved=True, cards=2)) == snapshot("""\
✅ The desk has moved: from now on all reports come to this group.

Reply to a report's card and the seller gets your answer; begin with // and it stays among
us. For this I must be an admin.

It is tidier with a topic for each report: turn on “Topics” in the group's settings and
give me the right “Manage topics”.

📥 2 open reports come now.

/bantuan tells the rest.\
""")


def test_the_desk_is_told_of_rights() -> None:
    assert text(RightsChanged(())) == snapshot("✅ I have all the rights I need here. Thank you!")
    assert text(RightsChanged((Lack.TOPIC_RIGHT,))) == snapshot("""\
⚠️ I cannot work fully here.

What is still to do:
• Give me the right “Manage topics” in my admin rights.\
""")


def test_a_group_without_topics_works_too() -> None:
    assert text(RightsChanged((Lack.TOPICS,))) == snapshot("""\
✅ I have all the rights I need here. Thank you!

What is still to do:
• Turn on “Topics” in the group's settings, so that each report has its own place. It
works without them too.\
""")


def test_leaving_the_desk_is_told() -> None:
    assert text(Unpaired()) == snapshot("""\
👋 This group is no longer the desk. What sellers write is kept until an admin sends
/pasang in a group.\
""")
    assert text(NotPairedHere()) == snapshot(
        "This group is not the desk. /pasang makes it the desk."
    )
    assert text(DeskLost("CS & Co")) == snapshot("""\
⚠️ I was removed from the team's group <b>CS &amp; Co</b>, so reports reach nobody. They
are kept.

Open the group, press its name, then “Add”, and choose me; then make me an admin. Or send
/pasang in another group.\
""")


def test_others_are_refused_kindly() -> None:
    assert text(AdminsOnly()) == snapshot(
        "Only an admin of the team can do this. Please ask one of them."
    )
    assert text(AdminsOnly(anonymous=True)) == snapshot("""\
I cannot see who you are, because you write in the group's name. Please turn off “Remain
anonymous” and send it again.\
""")
    assert text(NotStaffYet("Agus")) == snapshot("""\
⚠️ Agus, the seller did not get this, because you are not on the team's list yet. Please
ask an admin to add you.\
""")
    assert text(NotStaffYet("Group", anonymous=True)) == snapshot("""\
⚠️ The seller did not get this: I cannot see who writes in the group's name. Please turn
off “Remain anonymous”.\
""")


def test_staff_are_helped() -> None:
    agent = text(StaffHelp(is_admin=False))
    supervisor = text(StaffHelp(is_admin=False, is_supervisor=True))
    admin = text(StaffHelp(is_admin=True, is_supervisor=True))
    assert agent in supervisor in admin
    assert "/impor" not in agent
    assert "/pasang" not in supervisor
    assert admin == snapshot("""\
<b>How we answer sellers</b>
• Write in a report's topic, or reply to its card: the seller gets it.
• Begin with // and it stays among us.
• Edit your message and the seller sees the change.
• 🙋 Claim takes a report, ✅ Resolve ends it and asks the seller for stars; ⚙️ More has the
rest.
• Write into a resolved report and it is open again.

/tugas – my reports
/antrean – what waits for somebody
/cari – find reports, sellers and what was said
/riwayat – what happened to a report
/prioritas – how urgent a report is
/balasan – ready answers
/tips – short help that sellers get at once
/kamus – what to say in a seller's language
/arti – what a seller's words mean, one by one
/insiden – what many sellers report at once
/saran – what sellers wish of the app
/unggahan – products that sellers prepare with our help
/seller – all about one seller: call, write, follow up, note
/telepon – whom to call, and what about
/tindaklanjut – how we follow sellers up, and what waits for approval
/perbaiki – stores whose phone or e-mail is to be mended
/segmen – how the stores are doing, and who moved
/cuti – leave of absence
/bahasa – the language I write in
/bantuan – this help

<b>Supervisors</b>
/impor – take in a file of the portal
/kembar – stores that may be one and the same
/siaran – write to many sellers at once
/staf – who is on the team, and invite somebody

<b>Admins</b>
/pasang – make this group the desk
/lepas – let it be the desk no longer\
""")


def test_the_desks_menu_names_what_the_help_does() -> None:
    told = text(StaffHelp(is_admin=True, is_supervisor=True))
    assert all(f"/{command} –" in told for command, _ in staff_commands(ENGLISH))
