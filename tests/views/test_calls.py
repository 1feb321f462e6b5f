from dataclasses import fields, replace
from datetime import timedelta
from gettext import NullTranslations
from urllib.parse import unquote

import pytest
from inline_snapshot import snapshot

from crm.calls.payloads import (
    CallAsk,
    CallCard,
    CallEnded,
    CallOpened,
    CallPutOff,
    CallUpdated,
)
from crm.calls.rules import CallReason
from crm.followups.letters import Answer, Letter
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome
from tests.support.builders import NOW
from tests.support.reading import as_read, wrapped
from views.actions import CallHinder, decode
from views.message import EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita", zone="Asia/Makassar")


def a_card(phone: str | None = "+6281234567890") -> CallCard:
    seller = SellerFacts(
        store="Tenun <Lombok>",
        owner="Ni Luh",
        regency="Kota Mataram",
        province="Nusa Tenggara Barat",
        zone="Asia/Makassar",
        phone=phone,
        products=1234,
        transactions=5,
        last_login=NOW - timedelta(days=21),
        joined=None,
        category="kriya",
        linked=True,
        language="su",
    )
    return CallCard(task_id=5, reason=CallReason.ASKED, asked_at=NOW, seller=seller)


def test_the_card_says_all_that_a_caller_needs() -> None:
    assert as_read(render(a_card(), ENGLISH, DESK)) == snapshot("""\
📞 <b>Call: Tenun &lt;Lombok&gt;</b>
The seller asked to be called.

👤 Ni Luh
☎️ +6281234567890
📍 Kota Mataram, Nusa Tenggara Barat, 10.00 there
🗣 Sundanese
📦 Products: 1,234 · Last login: 26 October 2026

<b>What to ask</b>
1. How is the store, and what keeps them from the seller page?
2. Is an order, a payment or an upload stuck?
3. What would help most this week? Agree on one next step.
[💬 WhatsApp]
[✅ Reached | 📵 No answer]
[🛠 A problem | ⏰ Call back]
[❌ Wrong number | 👌 Already solved]
[🙋 I call]\
""")


def test_whatsapp_opens_with_words_for_the_seller() -> None:
    message = render(a_card(), ENGLISH, DESK)
    assert isinstance(message, Text)
    assert message.buttons[0][0].url == snapshot(
        "https://wa.me/6281234567890?text=Hello%20Ni%20Luh%2C%20this%20is%20the%20seller%20team%20of%20Pasar%20Kita.%20You%20asked%20us%20to%20call%20you%20about%20your%20store%20Tenun%20%3CLombok%3E.%20When%20would%20a%20call%20suit%20you%3F"
    )


def test_a_call_that_a_colleague_wants_says_so_and_whatsapp_promises_nothing() -> None:
    message = render(replace(a_card(), reason=CallReason.STAFF), ENGLISH, DESK)
    assert isinstance(message, Text)
    assert as_read(message).splitlines()[1] == snapshot(
        "A colleague asks that we call this seller."
    )
    _, _, said = unquote(message.buttons[0][0].url or "").partition("?text=")
    assert wrapped(said) == snapshot("""\
Hello Ni Luh, this is the seller team of Pasar Kita. How is your store Tenun <Lombok>
doing? Is there anything we can help you with?\
""")


def test_whatsapp_greets_a_seller_without_a_name() -> None:
    card = a_card()
    message = render(replace(card, seller=replace(card.seller, owner="")), ENGLISH, DESK)
    assert isinstance(message, Text)
    _, _, said = unquote(message.buttons[0][0].url or "").partition("?text=")
    assert wrapped(said) == snapshot(
        """\
Hello, this is the seller team of Pasar Kita. You asked us to call you about your store
Tenun <Lombok>. When would a call suit you?\
"""
    )


def test_without_a_number_there_is_no_whatsapp() -> None:
    message = render(a_card(phone=None), ENGLISH, DESK)
    assert as_read(message) == snapshot("""\
📞 <b>Call: Tenun &lt;Lombok&gt;</b>
The seller asked to be called.

👤 Ni Luh
☎️ No number yet: ask for it in the seller's chat
📍 Kota Mataram, Nusa Tenggara Barat, 10.00 there
🗣 Sundanese
📦 Products: 1,234 · Last login: 26 October 2026

<b>What to ask</b>
1. How is the store, and what keeps them from the seller page?
2. Is an order, a payment or an upload stuck?
3. What would help most this week? Agree on one next step.
[✅ Reached | 📵 No answer]
[🛠 A problem | ⏰ Call back]
[❌ Wrong number | 👌 Already solved]
[🙋 I call]\
""")


@pytest.mark.parametrize("outcome", list(CallOutcome))
def test_a_card_that_is_done_offers_no_outcome(outcome: CallOutcome) -> None:
    ended = CallEnded(message_id=77, card=a_card(), caller="Dewi", outcome=outcome, at=NOW)
    message = render(ended, ENGLISH, DESK)
    assert isinstance(message, EditText)
    assert message.message_id == 77
    actions = [decode(one.data) for row in message.buttons for one in row if one.data]
    assert {type(one) for one in actions} <= {CallHinder}
    assert bool(actions) == (outcome is CallOutcome.REACHED)
    assert bool(message.buttons) == (outcome in {CallOutcome.NO_ANSWER, CallOutcome.REACHED})


def test_a_card_that_is_done_says_who_and_how() -> None:
    ended = CallEnded(
        message_id=77, card=a_card(), caller="Dewi", outcome=CallOutcome.REACHED, at=NOW
    )
    assert as_read(render(ended, ENGLISH, DESK)) == snapshot("""\
📞 <b>Call: Tenun &lt;Lombok&gt;</b>
The seller asked to be called.

👤 Ni Luh
☎️ +6281234567890
📍 Kota Mataram, Nusa Tenggara Barat, 10.00 there
🗣 Sundanese
📦 Products: 1,234 · Last login: 26 October 2026

✅ <b>Reached</b>
Dewi, 16 Nov 2026 10.00

What makes selling hard for them? Press all that they said.
[⏳ No time | 📱 The app is hard]
[📷 Photos are hard | 📦 No stock]
[🛒 No buyers | 🚚 Shipping is dear]
[🚪 My store rests | 💬 Something else]
[😊 I am fine]\
""")


def test_what_a_cadence_wants_is_said_with_its_own_questions() -> None:
    card = replace(a_card(), reason=CallReason.FOLLOW_UP, letter=Letter.FIRST_PRODUCT, tries=2)
    held = replace(card, holder="Dewi", held_until=NOW + timedelta(minutes=30))
    assert as_read(render(held, ENGLISH, DESK)) == snapshot("""\
📞 <b>Call: Tenun &lt;Lombok&gt;</b>
The store has no product yet.

🙋 <b>Dewi</b> calls, until 10.30
📵 Nobody answered 2 times so far.

👤 Ni Luh
☎️ +6281234567890
📍 Kota Mataram, Nusa Tenggara Barat, 10.00 there
🗣 Sundanese
📦 Products: 1,234 · Last login: 26 October 2026

<b>What to ask</b>
1. Which product are they proud of, and is it at hand?
2. What keeps it from being uploaded: photos, price, words, the application?
3. Offer to upload the first one together, now or at an hour that suits them.
[💬 WhatsApp]
[✅ Reached | 📵 No answer]
[🛠 A problem | ⏰ Call back]
[❌ Wrong number | 👌 Already solved]
[↩️ Put back]\
""")


@pytest.mark.parametrize("letter", list(Letter))
def test_every_letter_has_a_reason_and_a_guide(letter: Letter) -> None:
    message = render(replace(a_card(), letter=letter), ENGLISH, DESK)
    assert isinstance(message, Text)
    assert "1." in message.html
    assert "asked to be called" not in message.html


def test_a_store_without_a_chat_gets_its_invitation_by_whatsapp() -> None:
    link = "https://t.me/sapa_bot?start=abc"
    card = replace(a_card(), reason=CallReason.FOLLOW_UP, link=link)
    message = render(card, ENGLISH, DESK)
    assert isinstance(message, Text)
    _, _, said = unquote(message.buttons[0][0].url or "").partition("?text=")
    *_, hint, last = said.splitlines()
    assert (hint[:40], last) == ("With this link you can chat with us on T", link)


def test_the_opened_card_is_the_same_as_the_groups() -> None:
    card = a_card()
    facts = {one.name: getattr(card, one.name) for one in fields(card)}
    assert render(CallOpened(**facts), ENGLISH, DESK) == render(card, ENGLISH, DESK)


@pytest.mark.parametrize("ask", [CallAsk.WHEN, CallAsk.CATEGORY])
def test_the_card_asks_for_more(ask: CallAsk) -> None:
    message = render(CallUpdated(9, a_card(), ask), ENGLISH, DESK)
    shown = as_read(message).split("\n\n")[-1]
    assert (
        shown
        == {
            CallAsk.WHEN: snapshot("""\
⏰ <b>When shall we call again?</b> By the clock there.
[In an hour | This afternoon]
[Tomorrow morning | Tomorrow afternoon]
[In three days]
[⬅️ Back]\
"""),
            CallAsk.CATEGORY: snapshot("""\
🛠 <b>What is the problem about?</b>
[🔑 Logging in | 💳 Payment, payout]
[🧾 Order | 🚚 Shipping]
[📦 Product, upload | 🏪 My store]
[💡 Suggestion | 💬 Something else]
[⬅️ Back]\
"""),
        }[ask]
    )


def test_a_call_that_was_put_off_says_until_when() -> None:
    put_off = CallPutOff(9, a_card(), caller="Dewi", missed=True, call_at=NOW + timedelta(hours=3))
    assert as_read(render(put_off, ENGLISH, DESK)).split("\n\n")[-1] == snapshot("""\
📵 <b>No answer</b>, Dewi
⏰ Again from 16 Nov 2026 13.00 (there): /telepon
[💬 WhatsApp]\
""")
    back = replace(put_off, missed=False)
    assert as_read(render(back, ENGLISH, DESK)).split("\n\n")[-1] == snapshot("""\
⏰ <b>Wants to be called again</b>, Dewi
⏰ Again from 16 Nov 2026 13.00 (there): /telepon
[💬 WhatsApp]\
""")


def test_who_was_reached_is_asked_what_hinders_them() -> None:
    ended = CallEnded(9, a_card(), caller="Dewi", outcome=CallOutcome.REACHED, at=NOW)
    assert as_read(render(ended, ENGLISH, DESK)).split("\n\n")[-1] == snapshot("""\
What makes selling hard for them? Press all that they said.
[⏳ No time | 📱 The app is hard]
[📷 Photos are hard | 📦 No stock]
[🛒 No buyers | 🚚 Shipping is dear]
[🚪 My store rests | 💬 Something else]
[😊 I am fine]\
""")
    said = replace(ended, hinders=(Answer.NO_TIME, Answer.SHIPPING))
    assert as_read(render(said, ENGLISH, DESK)).split("\n\n")[-1] == snapshot("""\
What makes selling hard: ⏳ No time, 🚚 Shipping is dear
[✔️ ⏳ No time | 📱 The app is hard]
[📷 Photos are hard | 📦 No stock]
[🛒 No buyers | ✔️ 🚚 Shipping is dear]
[🚪 My store rests | 💬 Something else]
[😊 I am fine]\
""")
    fine = replace(ended, hinders=(Answer.FINE,))
    assert "fine" in as_read(render(fine, ENGLISH, DESK))


def test_a_problem_names_its_report() -> None:
    ended = CallEnded(
        9, a_card(), caller="Dewi", outcome=CallOutcome.PROBLEM, at=NOW, ticket_id=12
    )
    assert "→ #12" in as_read(render(ended, ENGLISH, DESK))
