from datetime import timedelta
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.followups.rules import Obstacle
from crm.outbox.payload import Payload
from crm.sellers.card.payloads import (
    CallListed,
    ConversationBegun,
    FollowUpNotPlanned,
    FollowUpPlanned,
    NoDesk,
    NoteKept,
    NoteNeedsWords,
    NotePrompt,
    NotePrompted,
    SellerGone,
    SellerOutOfReach,
    SellersFound,
    SellerUnknown,
)
from crm.sellers.payloads import StoreChoice
from crm.sellers.rules import Hurdle
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Keyboard, Text
from views.rendering import Reader, render, toast
from views.words import Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
ZONE = "Asia/Jayapura"


def text(payload: Payload) -> str:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, Text)
    rows = (" | ".join(button.label for button in row) for row in message.buttons)
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))


def said(*payloads: Payload) -> list[str]:
    return [toast(payload, ENGLISH, READER).text for payload in payloads]


def test_several_stores_are_offered() -> None:
    stores = (StoreChoice(7, "Batik Ayu", "Kota Solo"), StoreChoice(8, "Batik" * 20, "Kota Medan"))
    assert text(SellersFound("batik <", stores, more=True)) == snapshot("""\
🔎 More than one seller fits “batik &lt;”. Whom do you mean?

There are more of them: write a bit more of the name.
[Batik Ayu · Kota Solo]
[BatikBatikBatikBatikBatikBati… · Kota Medan]\
""")
    assert "There are more" not in text(SellersFound("batik", stores, more=False))


def test_when_nobody_is_found_the_ways_are_told() -> None:
    assert text(SellerUnknown("kopi")) == snapshot("""\
🔎 I find no seller for “kopi”.

Write after /seller one of these:
• a part of the store's name
• the phone number, however it is written
• the portal's id, or the e-mail address
• our own number, such as #123

In a report's topic /seller alone shows whose report it is.\
""")
    assert text(SellerUnknown("")).partition("\n")[0] == snapshot("🔎 Whom shall I look up?")


def test_a_note_is_asked_for_by_a_message_that_begins_a_reply() -> None:
    prompt = NotePrompt(telegram_id=77, name="Dewi <3", store="Batik Ayu")
    message = render(prompt, ENGLISH, READER)
    assert isinstance(message, Text)
    assert text(prompt) == snapshot("""\
📝 <a href="tg://user?id=77">Dewi &lt;3</a>, please reply to this message with your note
about <b>Batik Ayu</b>. Only the team sees it.\
""")
    assert message.keyboard == Keyboard(reply=True, hint="Your note")


def test_a_note_is_confirmed_or_asked_for_again() -> None:
    assert text(NoteKept(seller_id=7, store="Batik Ayu")) == snapshot("""\
📝 Noted on the card of <b>Batik Ayu</b>.
[👤 Show the card]\
""")
    assert text(NoteNeedsWords()) == snapshot(
        "📝 A note needs words. Please reply once more, in writing."
    )


def test_a_press_is_answered() -> None:
    assert said(
        SellerGone(),
        NotePrompted(),
        CallListed(),
        CallListed(waiting=True),
        ConversationBegun(12),
        ConversationBegun(12, open_before=True),
        NoDesk(),
    ) == snapshot(
        [
            "This is not there any more.",
            "Reply to the message below with your note.",
            "It is on the team's list: the call's card comes now.",
            "A call to them is on the team's list already.",
            "#12 is open for you: what you write there reaches the seller.",
            "#12 is still open: write there.",
            "The team has no group yet: an admin sends /pasang in one.",
        ]
    )


def test_who_is_out_of_reach_is_told_with_what_is_left() -> None:
    phone, email = "+6281234567890", "ayu@example.com"
    ways = [(phone, email), (None, email), (None, None), (phone, None)]
    refusals = [
        SellerOutOfReach(hurdle, phone=phone, email=email)
        for hurdle, (phone, email) in zip(Hurdle, ways, strict=True)
    ]
    assert said(*refusals) == snapshot(
        [
            "They are not connected to the bot yet. Please call or use WhatsApp: +6281234567890",
            "They have blocked or left the bot. Please write an e-mail: ayu@example.com",
            "They have not agreed that we keep messages. We know no other way to them yet.",
            "They want no messages from us. Please call or use WhatsApp: +6281234567890",
        ]
    )
    assert all(toast(one, ENGLISH, READER).alert for one in refusals)


def test_a_follow_up_says_when_it_leaves() -> None:
    later = FollowUpPlanned(NOW + timedelta(days=1), zone=ZONE)
    assert said(FollowUpPlanned(NOW, zone=ZONE), later) == snapshot(
        [
            "The follow-up leaves now.",
            "The follow-up leaves on 17 Nov 2026 11.00, by the seller's clock.",
        ]
    )


def test_a_follow_up_that_does_not_leave_says_why() -> None:
    day = timedelta(days=1)
    whys = [
        (Obstacle.NO_STORE, None),
        (Obstacle.OPEN_TICKET, None),
        (Obstacle.FOLLOWED_UP, NOW - day),
        (Obstacle.FOLLOWED_UP, None),
    ]
    assert said(*(FollowUpNotPlanned(why, at=at, zone=ZONE) for why, at in whys)) == snapshot(
        [
            "This person has no store yet.",
            "A report of theirs is open: write to them there.",
            "They were written to on 15 Nov 2026 11.00. At most once a day, and twice a week.",
            "A word to them is on its way already.",
        ]
    )
