from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations
from urllib.parse import unquote

import pytest
from inline_snapshot import snapshot

from crm.calls.payloads import CallCard, CallEnded, CallNoted, CallNotOpen
from crm.calls.rules import CallReason
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render, toast
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


def text(message: object) -> str:
    """Return what is read, folded to the width of this page."""
    assert isinstance(message, Text | EditText)
    rows = (" | ".join(button.label for button in row) for row in message.buttons)
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))


def test_the_card_says_all_that_a_caller_needs() -> None:
    assert text(render(a_card(), ENGLISH, DESK)) == snapshot("""\
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
[❌ Wrong number]\
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
    assert text(message).splitlines()[1] == snapshot("A colleague asks that we call this seller.")
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
    assert text(message) == snapshot("""\
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
[❌ Wrong number]\
""")


@pytest.mark.parametrize("outcome", list(CallOutcome))
def test_a_card_that_is_done_offers_no_outcome(outcome: CallOutcome) -> None:
    ended = CallEnded(message_id=77, card=a_card(), caller="Dewi", outcome=outcome, at=NOW)
    message = render(ended, ENGLISH, DESK)
    assert isinstance(message, EditText)
    assert message.message_id == 77
    assert all(button.data is None for row in message.buttons for button in row)
    assert bool(message.buttons) == (outcome is CallOutcome.NO_ANSWER)


def test_a_card_that_is_done_says_who_and_how() -> None:
    ended = CallEnded(
        message_id=77, card=a_card(), caller="Dewi", outcome=CallOutcome.REACHED, at=NOW
    )
    assert text(render(ended, ENGLISH, DESK)) == snapshot("""\
📞 <b>Call: Tenun &lt;Lombok&gt;</b>
The seller asked to be called.

👤 Ni Luh
☎️ +6281234567890
📍 Kota Mataram, Nusa Tenggara Barat, 10.00 there
🗣 Sundanese
📦 Products: 1,234 · Last login: 26 October 2026

✅ <b>Reached</b>
Dewi, 16 Nov 2026 10.00\
""")


def test_toasts() -> None:
    payloads = (*(CallNoted(outcome) for outcome in CallOutcome), CallNotOpen())
    assert [toast(payload, ENGLISH, DESK).text for payload in payloads] == snapshot(
        [
            "Noted: reached. Thank you!",
            "Noted: no answer.",
            "Noted: wrong number.",
            "The outcome of this call was noted before.",
        ]
    )
