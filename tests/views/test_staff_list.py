from dataclasses import replace
from datetime import date
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.staff.absence import LeaveNoted, LeaveProblem, LeaveQuestion, LeaveRefused, LeaveSet
from crm.staff.invitations import (
    InvitationDraft,
    InvitationFollowed,
    InvitationLink,
    LinkProblem,
    OpenInvitation,
    OpenInvitations,
    StaffLinkRefused,
    StaffWelcome,
)
from crm.staff.members import (
    Member,
    MemberCard,
    MemberPart,
    StaffLanguageChosen,
    StaffLanguageQuestion,
    StaffList,
)
from models.staff import Role
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
FIRST, LAST = date(2026, 12, 24), date(2026, 12, 31)
DEWI = Member(
    4, "Dewi <R>", Role.AGENT, "id", ("id", "jv"), "Jawa Timur", 3,
    away=False, away_from=FIRST, away_until=LAST,
)  # fmt: skip


def shown(*payloads: Payload) -> str:
    return "\n---\n".join(_shown(one) for one in payloads)


def _shown(payload: Payload) -> str:
    message = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Nusantara"))
    assert isinstance(message, Text | EditText)
    rows = ["".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return "\n".join([wrapped(message.html), *rows])


def test_the_list_says_who_does_what() -> None:
    ratna = Member(5, "Ratna", Role.ADMIN, "en", (), "", 0, away=True, away_from=FIRST)
    page = StaffList((DEWI, ratna), total=12, invitations=2, pages=2)
    assert shown(page, replace(page, invitations=0, page=1, message_id=9)) == snapshot("""\
👥 <b>12 people on the team</b>

<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

<b>Ratna</b> · 0 open reports
Admin · Indonesian
🌴 On leave from 24 December 2026
[Dewi <R> · 3][Ratna · 0]
[Further ➡️]
[💌 Invite][🔗 Invitations (2)]
---
👥 <b>12 people on the team</b>

<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

<b>Ratna</b> · 0 open reports
Admin · Indonesian
🌴 On leave from 24 December 2026
[Dewi <R> · 3][Ratna · 0]
[⬅️ Before]
[💌 Invite]\
""")


def test_a_members_card_asks_for_each_change() -> None:
    card = MemberCard(DEWI, manages=True)
    parts = [replace(card, part=part) for part in MemberPart]
    looked, papua = replace(card, manages=False), replace(parts[3], island="9")
    assert shown(looked, *parts, papua) == snapshot("""\
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026
[🌴 Leave]
[⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026
[👤 Role][🗣 Languages]
[📍 Region][🌴 Leave]
[🚪 Remove]
[⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

Which role?
[Agent]
[Supervisor]
[Admin]
[⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

Which languages do they speak with sellers?
[✅ Indonesian][✅ Javanese]
[Sundanese][Minangkabau]
[Balinese][Banjar]
[Buginese][Acehnese]
[Madurese][Batak Toba]
[Ngaju][Betawi]
[English]
[⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

Which region do they look after?
[Sumatera][Jawa]
[Bali & Nusa Tenggara][Kalimantan]
[Sulawesi][Maluku]
[Papua][No region]
[⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

Remove <b>Dewi &lt;R&gt;</b> from the team? What they have moves on to others.
[🚪 Yes, remove][⬅️ Back]
---
<b>Dewi &lt;R&gt;</b> · 3 open reports
Agent · Indonesian, Javanese · Jawa Timur
🌴 On leave from 24 December 2026 to 31 December 2026

Which region do they look after?
[All of it][Papua]
[Papua Barat][Papua Selatan]
[Papua Tengah][Papua Pegunungan]
[Papua Barat Daya]
[⬅️ Back]\
""")


def test_leave_is_asked_for_noted_and_refused() -> None:
    asked = LeaveQuestion(4, "Dewi", own=True)
    listed = replace(asked, own=False, first=FIRST, last=LAST, listed=True, message_id=9)
    noted = LeaveNoted("Dewi", own=True, first=FIRST, last=FIRST)
    begun = replace(noted, own=False, last=None, begun=True, released=2, given=1)
    ended = LeaveNoted("Dewi", own=True), LeaveNoted("Dewi", own=False)
    told = LeaveSet("Ratna", FIRST, LAST), LeaveSet("Ratna")
    refused = [LeaveRefused(problem) for problem in LeaveProblem]
    assert shown(asked, listed, noted, begun, *ended, *told, *refused) == snapshot("""\
🌴 You are not on leave.

During a leave no new reports come, and the open ones move on to colleagues. It ends by
itself.
Choose below, from today, or write the first and last day: <code>/cuti 24-12 31-12</code>
[Today][7 days][14 days]
[Until they are back]
---
🌴 <b>Dewi</b> is on leave from 24 December 2026 to 31 December 2026.

During a leave no new reports come, and the open ones move on to colleagues. It ends by
itself.
[Today][7 days][14 days]
[Until they are back]
[👋 Back at work]
[⬅️ Back]
---
🌴 Noted: you are on leave on 24 December 2026.
The open reports move on when it begins.
---
🌴 Noted: <b>Dewi</b> is on leave from 24 December 2026 until further notice.
1 report was given to a colleague.
2 reports wait for somebody: /antrean
---
👋 Welcome back! New reports can come to you again.
---
👋 <b>Dewi</b> is back at work.
---
🌴 <b>Ratna</b> noted that you are on leave from 24 December 2026 to 31 December 2026. Send
/cuti once you are back sooner.
---
👋 <b>Ratna</b> noted that you are back at work.
---
I could not read the days. Write them like this:
<code>/cuti 24-12 31-12</code>
---
Only a supervisor can do this for somebody else.
---
Nobody on the team is called so. /staf lists everybody.
---
These days cannot be: the last one is over, or before the first, or more than a year away.\
""")


def test_invitations_are_drafted_passed_on_and_taken_back() -> None:
    draft = InvitationDraft((Role.AGENT, Role.SUPERVISOR), Role.AGENT, ("id", "jv"))
    link = InvitationLink(7, "https://t.me/sapa_bot?start=staf-abc", Role.AGENT, NOW)
    opened = OpenInvitations((OpenInvitation(7, Role.AGENT, "Ratna", NOW),))
    welcome = StaffWelcome("Sari", Role.AGENT)
    followed = InvitationFollowed("Sari", Role.AGENT)
    refused = [StaffLinkRefused(problem) for problem in LinkProblem]
    assert shown(
        draft, link, opened, OpenInvitations(()), welcome, followed, *refused
    ) == snapshot("""\
💌 <b>Invite somebody to the team</b>
Role: Agent
Languages with sellers: Indonesian, Javanese

The link works once, for 7 days. I send it to you in private; pass it on yourself.
[✅ Agent][Supervisor]
[✅ Indonesian][✅ Javanese]
[Sundanese][Minangkabau]
[Balinese][Banjar]
[Buginese][Acehnese]
[Madurese][Batak Toba]
[Ngaju][Betawi]
[English]
[🔗 Make the link][⬅️ Back]
---
🔗 Whoever opens this link first becomes Agent:
https://t.me/sapa_bot?start=staf-abc

It works once, until 16 Nov 2026 09.00. Give it only to the person it is for.
[🗑 Take it back]
---
🔗 <b>Open invitations</b>
7. Agent · until 16 Nov 2026 09.00 · Ratna
[🗑 Take back 7]
[⬅️ Back]
---
🔗 There are no open invitations.
[⬅️ Back]
---
👋 Welcome to the team, <b>Sari</b>! You are Agent now.

Please ask a colleague to add you to the team's group: there we answer sellers. /bantuan
says how, /bahasa changes the language.
---
👋 <b>Sari</b> followed your invitation and is Agent now. /staf lists everybody.
---
This invitation to our team does not work. Please ask for a new one.
---
This invitation to our team is too old. Please ask for a new one.
---
Somebody has followed this invitation to our team already: it works once. Please ask for
one of your own.
---
You are on our team already 😊 The invitation still works for whom it is meant.\
""")


def test_the_language_is_asked_for_and_confirmed() -> None:
    assert shown(
        StaffLanguageQuestion(),
        StaffLanguageQuestion(desk=True),
        StaffLanguageChosen(),
        StaffLanguageChosen(desk=True),
    ) == snapshot("""\
🌐 In which language shall I write to you as a member of the team?
[Bahasa Indonesia][English]
---
🌐 In which language shall I write in this group?
[Bahasa Indonesia][English]
---
🌐 From now on I write <b>English</b> to you.
---
🌐 From now on I write <b>English</b> in this group.\
""")
