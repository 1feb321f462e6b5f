from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations
from urllib.parse import unquote

import pytest
from inline_snapshot import snapshot

from crm.sellers.card.payloads import (
    NoteLine,
    PartnerFacts,
    Sales,
    Scores,
    SellerCard,
    TalkLine,
)
from crm.sellers.card.rules import Spell, TalkKind, Trend
from crm.sellers.facts import SellerFacts
from crm.sellers.rules import Hurdle
from crm.tickets.payloads import TicketLine
from models.calls import CallOutcome
from models.segments import Lifecycle
from models.tickets import Category, TicketState
from simulator.entities import parse_html, utf16_length
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Text
from views.rendering import Reader, render
from views.seller_card import sparkline
from views.words import Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
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
    joined=NOW.date() - timedelta(days=700),
    category="fesyen",
    linked=True,
    language="jv",
)
CARD = SellerCard(
    seller_id=345,
    portal_id="UMKM-00012",
    zone="Asia/Jakarta",
    seller=SELLER,
    email="ayu@example.com",
    revenue=48_250_000,
    gone_at=None,
    linked_at=NOW - timedelta(days=30),
    hurdle=None,
    partner=PartnerFacts("Rumah BUMN Makassar", "Andi", "+62411000000"),
    sales=Sales((0, 1, 50, 100, 200, 300, 400, 500, 600, 700, 200, 100), 31, Trend.FALLING),
    scores=Scores(2, 3, 4),
    history=(Spell(Lifecycle.ACTIVE, 6), Spell(Lifecycle.SLOWING, 2)),
    tickets=(
        TicketLine(
            12, "Batik <Ayu>", Category.PAYMENT, TicketState.OPEN, NOW, "https://t.me/c/1/3"
        ),
    ),
    notes=(NoteLine(NOW, "Dewi", "Lebih suka <telepon> sore hari"),),
    talk=(
        TalkLine(NOW, incoming=True, kind=TalkKind.TEXT, text="Uang & barang <belum> masuk"),
        TalkLine(NOW, incoming=False, kind=TalkKind.FOLLOW_UP, text=""),
        TalkLine(NOW, incoming=False, kind=TalkKind.CALL, text="", outcome=CallOutcome.NO_ANSWER),
    ),
)


def shown(card: SellerCard) -> Text:
    message = render(card, ENGLISH, READER)
    assert isinstance(message, Text)
    return message


def line(card: SellerCard, sign: str) -> str:
    return next((one for one in str(shown(card).html).splitlines() if one.startswith(sign)), "")


def test_a_card_is_read_at_a_glance() -> None:
    assert wrapped(shown(CARD).html) == snapshot("""\
🏪 <b>Batik &lt;Ayu&gt;</b> · Ayu Lestari
📍 Kota Makassar, Sulawesi Selatan, 10.00 there
☎️ +6281234567890
✉️ ayu@example.com
🗣 Javanese
💬 Telegram: connected since 17 October 2026
🤝 Rumah BUMN Makassar · Andi · +62411000000
🆔 UMKM-00012 · #345

<b>🟡 Slowing down</b> · RFM 2-3-4
🟢 Active ×6 → 🟡 Slowing down ×2
📦 Products: 1,200 · Sales: 34 · Revenue: Rp48.2M
🔑 Last login: 27 October 2026
🌱 Joined: 16 December 2024

📊 12 weeks: Rp3.2K in 31 orders · falling ↘️
<code>▁▂▂▂▃▄▅▆▇█▃▂</code>

<b>Open reports</b>
💳 <a href="https://t.me/c/1/3">#12</a> · waits for us · 16 Nov 2026 09.00

<b>Notes of the team</b>
📝 Dewi, 16 Nov 2026 09.00: Lebih suka &lt;telepon&gt; sore hari

<b>Last contact</b>
👤 16 Nov 2026 09.00 · wrote “Uang &amp; barang &lt;belum&gt; masuk”
💁 16 Nov 2026 09.00 · we asked how they are
💁 16 Nov 2026 09.00 · we called: 📵 <b>No answer</b>\
""")
    labels = [[button.label for button in row] for row in shown(CARD).buttons]
    assert labels == snapshot(
        [["📞 Have them called", "💬 WhatsApp"], ["✍️ Message", "🔔 Follow up"], ["📝 Note"]]
    )


def test_a_store_that_only_stands_in_the_portal_has_a_short_card() -> None:
    bare = replace(
        CARD,
        seller=replace(
            SELLER, owner="", regency="", phone=None, language=None, last_login=None, joined=None,
            products=0, transactions=0,
        ),
        email=None, revenue=0, linked_at=None, hurdle=Hurdle.NOT_LINKED, partner=None,
        sales=Sales((0,) * 12, 0, Trend.NONE), scores=None, history=(), tickets=(), notes=(),
        talk=(),
    )  # fmt: skip
    assert wrapped(shown(bare).html) == snapshot("""\
🏪 <b>Batik &lt;Ayu&gt;</b>
📍 Sulawesi Selatan, 10.00 there
💬 Telegram: not connected yet
🆔 UMKM-00012 · #345

<b>✉️ Only invited</b>
📦 Products: 0 · Sales: 0 · Revenue: Rp0
🔑 Last login: never

📊 No sales in 12 weeks\
""")
    assert [[button.label for button in row] for row in shown(bare).buttons] == snapshot(
        [["📞 Have them called", "✍️ Message"], ["🔔 Follow up", "📝 Note"]]
    )


def test_a_visitor_has_no_store_to_tell_of() -> None:
    visitor = replace(
        CARD,
        portal_id="",
        seller=replace(SELLER, store="Agus", owner="Agus", linked=False),
        partner=None,
        sales=Sales((), 0, Trend.NONE),
        tickets=(), notes=(), talk=(),
    )  # fmt: skip
    assert wrapped(shown(visitor).html) == snapshot("""\
👤 <b>Agus</b>, not linked to a store yet
☎️ +6281234567890
✉️ ayu@example.com
🗣 Javanese
💬 Telegram: connected since 17 October 2026
🆔 #345\
""")


@pytest.mark.parametrize("hurdle", list(Hurdle))
def test_what_is_in_the_way_is_said(hurdle: Hurdle) -> None:
    told = line(replace(CARD, hurdle=hurdle), "💬 Telegram")
    assert (
        told
        == snapshot(
            {
                Hurdle.NOT_LINKED: "💬 Telegram: not connected yet",
                Hurdle.LEFT: "💬 Telegram: has blocked or left the bot",
                Hurdle.NO_CONSENT: "💬 Telegram: has not agreed that we keep messages",
                Hurdle.SILENCE: "💬 Telegram: connected, wants no messages from us",
            }
        )[hurdle]
    )


def test_a_store_that_is_missing_from_the_pull_says_so() -> None:
    assert line(replace(CARD, gone_at=NOW), "⚠️") == snapshot(
        "⚠️ Missing from the pull since 16 November 2026"
    )


def test_one_spell_alone_is_no_history() -> None:
    card = replace(CARD, history=(Spell(Lifecycle.ACTIVE, 12),))
    assert "×" not in shown(card).html


def test_whatsapp_opens_with_words_for_somebody_who_asked_for_nothing() -> None:
    urls = [button.url for row in shown(CARD).buttons for button in row if button.url]
    assert len(urls) == 1
    number, _, said = (urls[0] or "").partition("?text=")
    assert number == "https://wa.me/6281234567890"
    assert wrapped(unquote(said)) == snapshot("""\
Hello Ayu Lestari, this is the seller team of Pasar Nusantara. How is your store Batik
<Ayu> doing? Is there anything we can help you with?\
""")


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ([], ""),
        ([0, 0, 0], "▁▁▁"),
        ([5], "█"),
        ([0, 1, 1_000_000], "▁▂█"),
        ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
        ([-5, 0, 10], "▁▁█"),
        ([-5, -1], "▁▁"),
    ],
)
def test_a_bar_for_each_week_and_the_least_sale_is_seen(values: list[int], bars: str) -> None:
    assert sparkline(values) == bars


def test_the_longest_card_fits_into_a_message() -> None:
    long = "🙂" * 300
    note = NoteLine(NOW, long, long)
    said = TalkLine(NOW, incoming=False, kind=TalkKind.RESOLVED, text=long)
    seller = replace(
        SELLER, store=long, owner=long, regency=long, province=long, phone=long, language="jv"
    )
    ticket = replace(CARD.tickets[0], state=TicketState.WAITING)
    spells = (Spell(Lifecycle.NO_PRODUCT, 1), Spell(Lifecycle.NEW, 1)) * 6
    card = replace(
        CARD, portal_id=long, seller=seller, email=long, revenue=2**60, gone_at=NOW,
        partner=PartnerFacts(long, long, long), history=spells, tickets=(ticket,) * 5,
        notes=(note,) * 3, talk=(said,) * 5,
    )  # fmt: skip
    plain, _ = parse_html(str(shown(card).html))
    assert utf16_length(plain) <= 4096
