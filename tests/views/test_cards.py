from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.followups.letters import Answer, Letter
from crm.sellers.facts import SellerFacts
from crm.tickets.events import Party
from crm.tickets.payloads import Candidate, CardUpdate, TicketCard
from models.tickets import Category, TicketKind, TicketState
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Outgoing, Text
from views.rendering import Reader, render
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara", card_message_id=9)
SELLER = SellerFacts(
    store="Batik <Ayu>",
    owner="Ayu Lestari",
    regency="Kota Makassar",
    province="Sulawesi Selatan",
    zone="Asia/Makassar",
    phone="+6281234567890",
    products=1200,
    transactions=34,
    last_login=NOW - timedelta(days=20),
    joined=None,
    category="fesyen",
    linked=True,
    language="jv",
)
NEW = TicketCard(
    ticket_id=12,
    kind=TicketKind.ISSUE,
    category=Category.PAYMENT,
    state=TicketState.NEW,
    urgent=True,
    language="jv",
    text="Dhuwitku durung mlebu & aku <bingung>",
    attached=2,
    created_at=NOW,
    seller=SELLER,
)


def shown(card: TicketCard) -> Outgoing:
    return render(card, ENGLISH, READER)


def html(message: Outgoing) -> str:
    assert isinstance(message, Text | EditText)
    return wrapped(message.html)


def buttons(message: Outgoing) -> list[list[str]]:
    assert isinstance(message, Text | EditText)
    return [[button.label for button in row] for row in message.buttons]


def test_a_new_ticket_tells_all_that_is_needed_to_answer() -> None:
    message = shown(NEW)
    assert html(message) == snapshot("""\
💳 <b>#12 · Payment or payout</b> · 🔴 urgent
🆕 Waits for somebody to claim it

🏪 <b>Batik &lt;Ayu&gt;</b> · Ayu Lestari
📍 Kota Makassar, Sulawesi Selatan, 10.00 there
☎️ +6281234567890
🗣 Javanese
🟡 Slowing down · Products: 1,200 · Sales: 34 · Last login: 27 October 2026

<blockquote>Dhuwitku durung mlebu &amp; aku &lt;bingung&gt;</blockquote>
📎 2 messages below\
""")
    assert buttons(message) == snapshot([["🙋 Claim", "✅ Resolve"], ["💬 Answers", "⚙️ More"]])


@pytest.mark.parametrize(
    ("spoken", "written", "told"),
    [
        ("jv", "jv", "🗣 Javanese"),
        ("id", "jv", "🗣 Indonesian · writes Javanese"),
        ("su", "nij", "🗣 Sundanese · writes Ngaju"),
    ],
)
def test_the_language_that_a_seller_writes_stands_beside_the_one_we_speak(
    spoken: str, written: str, told: str
) -> None:
    card = html(shown(replace(NEW, language=spoken, written=written)))
    assert told in card.splitlines()


def test_a_claimed_ticket_shows_who_has_it() -> None:
    message = shown(replace(NEW, state=TicketState.OPEN, claimed_by="Dewi", reopened=1))
    assert html(message).partition("\n\n")[0] == snapshot("""\
💳 <b>#12 · Payment or payout</b> · 🔴 urgent
🔁 Opened again
🙋 Claimed by <b>Dewi</b>\
""")
    assert buttons(message) == snapshot([["✅ Resolve"], ["💬 Answers", "⚙️ More"]])


def test_a_resolved_ticket_shows_by_whom_and_how_it_may_open_again() -> None:
    resolved = replace(
        NEW,
        state=TicketState.RESOLVED,
        claimed_by="Dewi",
        resolved_by="Budi",
        reopen_until=NOW + timedelta(days=7),
        rating=4,
        comment="Cepat!",
    )
    assert html(shown(resolved)).partition("\n\n")[0] == snapshot("""\
💳 <b>#12 · Payment or payout</b> · 🔴 urgent
✅ Resolved by <b>Budi</b> ⭐⭐⭐⭐
💬 “Cepat!”
🔁 The seller can open it again until 23 Nov 2026 09.00; you can at any time, by writing
here.\
""")
    assert buttons(shown(resolved)) == [["🔁 Reopen"]]


@pytest.mark.parametrize(
    ("party", "said"),
    [
        (Party.SELLER, "✅ Solved, says the seller ⭐⭐"),
        (Party.SAPA, "✅ Resolved, for the seller answered no more ⭐⭐"),
    ],
)
def test_a_ticket_that_staff_did_not_resolve_says_who_did(party: Party, said: str) -> None:
    resolved = replace(NEW, state=TicketState.RESOLVED, resolved_as=party, rating=2)
    assert html(shown(resolved)).splitlines()[1] == said


def test_a_report_of_pictures_alone_says_how_many() -> None:
    card = replace(NEW, urgent=False, text="", attached=1)
    assert html(shown(card)).rpartition("\n\n")[2] == snapshot("📎 1 message below")


def test_a_report_that_was_told_on_the_phone_says_to_whom() -> None:
    told = html(shown(replace(NEW, told_to="Dewi")))
    assert "📞 Told to <b>Dewi</b> on the phone\n<blockquote>" in told


def test_a_talk_that_staff_began_says_how_to_write() -> None:
    card = replace(
        NEW, kind=TicketKind.QUESTION, category=Category.OTHER, state=TicketState.OPEN,
        urgent=False, text="", attached=0, claimed_by="Dewi", begun_by="Dewi",
    )  # fmt: skip
    assert html(shown(card)).partition("\n\n")[0] == snapshot("""\
💬 <b>#12 · Talk with a seller</b>
🙋 Claimed by <b>Dewi</b>\
""")
    assert html(shown(card)).rpartition("\n\n")[2] == snapshot("""\
💬 <b>Dewi</b> wants to talk with the seller. Write in this topic, or reply to this card,
and the seller gets it.\
""")
    assert buttons(shown(card)) == snapshot([["✅ Resolve"], ["💬 Answers", "⚙️ More"]])


def test_a_claim_asks_whose_store_it_is() -> None:
    visitor = replace(SELLER, store="Sri", owner="", linked=False)
    claim = replace(
        NEW,
        kind=TicketKind.CLAIM,
        category=Category.STORE,
        urgent=False,
        text="",
        attached=0,
        seller=visitor,
        typed_name="dapur bu sri",
        candidates=(Candidate(7, "Dapur Bu Sri", "Kota Yogyakarta"), Candidate(8, "Dapur Sri")),
    )
    assert html(shown(claim)) == snapshot("""\
🔗 <b>#12 · Whose store is it?</b>
🆕 Waits for somebody to claim it

👤 <b>Sri</b>, not linked to a store yet
🗣 Javanese

They say that this is their store: <b>dapur bu sri</b>
Make sure before you link it: write to them here and ask for something that only the owner
knows.\
""")
    assert buttons(shown(claim)) == snapshot(
        [
            ["✅ Dapur Bu Sri · Kota Yogyakarta"],
            ["✅ Dapur Sri"],
            ["🚫 None of these"],
            ["🙋 Claim", "⚙️ More"],
        ]
    )


def test_an_update_takes_the_cards_place_or_follows_where_it_was_lost() -> None:
    update = CardUpdate(**vars(NEW))
    card = render(update, ENGLISH, READER)
    assert isinstance(card, EditText)
    assert card.message_id == 9
    lost = render(update, ENGLISH, replace(READER, card_message_id=None))
    assert isinstance(lost, Text)
    assert (lost.html, lost.buttons) == (card.html, card.buttons)


def test_the_longest_card_fits_into_a_message() -> None:
    longest = replace(
        NEW,
        text="🙂" * 1200,
        comment="🙂" * 250,
        seller=replace(SELLER, store="S" * 255, owner="O" * 255, regency="R" * 120),
        state=TicketState.RESOLVED,
        reopen_until=NOW,
        resolved_by="N" * 120,
        rating=5,
    )
    message = shown(longest)
    assert isinstance(message, Text)
    assert len(message.html.encode("utf-16-le")) // 2 <= 4096


def test_a_report_says_what_it_answers_and_which_button_was_pressed() -> None:
    helped = replace(NEW, urgent=False, text="", letter=Letter.SLIPPING, pressed=Answer.NO_PHOTOS)
    assert html(shown(helped)).rpartition("\n\n")[2] == snapshot("""\
↩️ In answer to: How is Batik &lt;Ayu&gt; doing?
👆 Pressed: 📷 Photos are hard
📎 2 messages below\
""")


def test_a_report_after_a_broadcast_shows_its_first_line() -> None:
    answering = replace(NEW, answers_to="Pameran <di> Solo")
    assert html(shown(answering)).rpartition("\n\n")[2] == snapshot("""\
↩️ In answer to: Pameran &lt;di&gt; Solo
<blockquote>Dhuwitku durung mlebu &amp; aku &lt;bingung&gt;</blockquote>
📎 2 messages below\
""")


def test_what_was_pressed_is_told_in_the_seller_s_language_too() -> None:
    catalogs = Catalogs.load()
    message = render(replace(NEW, pressed=Answer.NO_PHOTOS), catalogs["id"], READER)
    assert "📷 Fotonya sulit · 📷 Rekaos damel foto" in html(message)
