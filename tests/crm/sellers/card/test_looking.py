from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.card import looking
from crm.sellers.card.payloads import (
    PartnerFacts,
    Scores,
    SellerCard,
    SellersFound,
    SellerUnknown,
)
from crm.sellers.card.rules import Spell, TalkKind, Trend
from crm.sellers.rules import Hurdle
from models import Interaction, Partner, Sale, Seller, SellerSnapshot
from models.calls import CallOutcome
from models.interactions import Channel, Direction
from models.sales import SaleStatus
from models.segments import Lifecycle
from models.sellers import Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 15, 17, tzinfo=UTC)
"""00:00 in Jakarta of the week that runs at `NOW`."""


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session)


async def card_of(session: AsyncSession, seller: Seller) -> SellerCard:
    await session.flush()
    return await looking.card_of(session, seller=seller, now=NOW, zone=JAKARTA)


def a_sale(
    seller: Seller, at: datetime, amount: int = 1000, order: str = "", **facts: object
) -> Sale:
    plausible = {
        "order_id": order or f"{seller.id}-{at.isoformat()}-{amount}",
        "seller_ref": seller.portal_id,
        "seller_id": seller.id,
        "at": at,
        "amount": amount,
    }
    return Sale.model_validate(plausible | facts)


def a_line(seller: Seller, minutes_ago: int, **facts: object) -> Interaction:
    plausible = {
        "at": NOW - timedelta(minutes=minutes_ago),
        "direction": Direction.IN,
        "chat_id": seller.chat_id,
        "seller_id": seller.id,
        "kind": "text",
    }
    return Interaction.model_validate(plausible | facts)


async def test_sales_fall_into_the_weeks_of_the_staffs_zone(
    session: AsyncSession, seller: Seller
) -> None:
    instant = timedelta(seconds=1)
    session.add_all(
        [
            a_sale(seller, MONDAY, 5),
            a_sale(seller, MONDAY - instant, 40),
            a_sale(seller, MONDAY - timedelta(weeks=11), 300),
            a_sale(seller, MONDAY - timedelta(weeks=11) - instant, 2000),
            a_sale(seller, NOW + timedelta(days=1), 70_000),
        ]
    )

    sales = (await card_of(session, seller)).sales

    assert sales.weekly == (300, *[0] * 9, 40, 5)
    assert sales.orders == 3
    assert sales.trend is Trend.RISING


async def test_an_order_of_two_products_is_one_and_a_cancelled_one_none(
    session: AsyncSession, seller: Seller
) -> None:
    other = await a_seller(session)
    session.add_all(
        [
            a_sale(seller, MONDAY, 100, "A", product="teh"),
            a_sale(seller, MONDAY, 20, "A", product="kopi"),
            a_sale(seller, MONDAY, 5000, "B", status=SaleStatus.CANCELLED),
            a_sale(seller, MONDAY, 3, "C", status=SaleStatus.PENDING),
            a_sale(other, MONDAY, 70_000, "D"),
        ]
    )

    sales = (await card_of(session, seller)).sales

    assert (sales.weekly[-1], sales.orders) == (123, 2)


async def test_a_card_without_any_sale_or_word_is_a_card(
    session: AsyncSession, seller: Seller
) -> None:
    card = await card_of(session, seller)

    assert (card.sales.weekly, card.sales.orders, card.sales.trend) == ((0,) * 12, 0, Trend.NONE)
    assert (card.scores, card.history, card.tickets, card.notes, card.talk) == (
        None,
        (),
        (),
        (),
        (),
    )


async def test_the_history_is_that_of_twelve_weeks_and_the_scores_are_the_last(
    session: AsyncSession, seller: Seller
) -> None:
    weeks = {
        "2026-W35": (Lifecycle.NEW, 1),
        "2026-W44": (Lifecycle.ACTIVE, 5),
        "2026-W45": (Lifecycle.ACTIVE, 4),
        "2026-W46": (Lifecycle.SLOWING, 3),
    }
    for week, (lifecycle, score) in weeks.items():
        facts = {"week": week, "seller_id": seller.id, "at": NOW, "lifecycle": lifecycle}
        session.add(SellerSnapshot.model_validate(facts | {"r": score, "f": 2, "m": 1}))

    card = await card_of(session, seller)

    assert card.history == (Spell(Lifecycle.ACTIVE, 2), Spell(Lifecycle.SLOWING, 1))
    assert card.scores == Scores(3, 2, 1)


async def test_the_partner_is_the_one_that_was_found_else_what_the_portal_says(
    session: AsyncSession, seller: Seller
) -> None:
    seller.partner = "RB Solo"
    assert (await card_of(session, seller)).partner == PartnerFacts("RB Solo", "", None)

    partner = Partner(
        name="Rumah BUMN Solo", name_key="rumah bumn solo", contact="Pak Joko",
        phone="+62271000000", created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(partner)
    await session.flush()
    seller.partner_id = partner.id
    found = (await card_of(session, seller)).partner
    assert found == PartnerFacts("Rumah BUMN Solo", "Pak Joko", "+62271000000")


async def test_open_reports_lead_to_their_topics(session: AsyncSession, seller: Seller) -> None:
    await a_desk(session)
    await a_ticket(session, seller=seller, state=TicketState.RESOLVED)
    first = await a_ticket(session, seller=seller, topic_id=33)
    last = await a_ticket(session, seller=seller)
    await a_ticket(session)

    tickets = (await card_of(session, seller)).tickets

    assert [one.ticket_id for one in tickets] == [last.id, first.id]
    assert [one.link for one in tickets] == ["", f"https://t.me/c/{str(GROUP)[4:]}/33"]


async def test_the_last_contact_is_what_people_said_and_not_what_the_bot_answers(
    session: AsyncSession, seller: Seller
) -> None:
    dewi = await a_staff_member(session)
    out = Direction.OUT
    session.add_all(
        [
            a_line(seller, 9, text="satu"),
            a_line(seller, 8, direction=out, kind="menu", text="Halo"),
            a_line(seller, 7, kind="voice"),
            a_line(seller, 6, direction=out, kind="nudge", text="Apa kabar?"),
            a_line(seller, 5, direction=out, kind="relay_to_seller", text="Kami\n\ncek " * 40),
            a_line(
                seller, 4, direction=out, kind="call", channel=Channel.PHONE, chat_id=None,
                staff_id=dewi.id, data={"outcome": "no_answer"},
            ),
            a_line(seller, 3, chat_id=GROUP, staff_id=dewi.id, text="di antara kita"),
            a_line(seller, 3, chat_id=GROUP, text="orang lain di grup"),
            a_line(seller, 2, chat_id=dewi.telegram_id, staff_id=dewi.id, text="/seller ayu"),
            a_line(seller, 1, direction=out, kind="seller_card", chat_id=GROUP, text="kartu"),
            a_line(seller, 1, kind="status"),
            a_line(seller, 0, text="dua"),
        ]
    )  # fmt: skip

    talk = (await card_of(session, seller)).talk

    assert [one.kind for one in talk] == [
        TalkKind.TEXT,
        TalkKind.CALL,
        TalkKind.ANSWER,
        TalkKind.FOLLOW_UP,
        TalkKind.VOICE,
    ]
    assert [one.incoming for one in talk] == [True, False, False, False, True]
    assert talk[1].outcome is CallOutcome.NO_ANSWER
    assert talk[2].text.startswith("Kami cek Kami cek")
    assert len(talk[2].text) == 80


async def test_notes_are_the_last_ones_as_they_were_edited_last(
    session: AsyncSession, seller: Seller
) -> None:
    dewi = await a_staff_member(session, name="Dewi")
    facts = {"kind": "seller_note", "staff_id": dewi.id, "chat_id": GROUP}
    session.add_all(
        [
            a_line(seller, 9, text="salah", message_id=1, **facts),
            a_line(seller, 8, text="suka ditelepon sore", message_id=2, **facts),
            a_line(seller, 7, text="", message_id=3, **facts),
            a_line(seller, 6, text="betul", message_id=1, **facts),
        ]
    )

    notes = (await card_of(session, seller)).notes

    assert [(one.by, one.text) for one in notes] == [
        ("Dewi", "betul"),
        ("Dewi", "suka ditelepon sore"),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"chat_id": None, "telegram": Reach.UNKNOWN}, Hurdle.NOT_LINKED),
        ({"telegram": Reach.BLOCKED, "proactive": False}, Hurdle.LEFT),
        ({"telegram": Reach.GONE}, Hurdle.LEFT),
        ({"consent": "declined", "proactive": False}, Hurdle.NO_CONSENT),
        ({"proactive": False}, Hurdle.SILENCE),
    ],
)
async def test_the_card_says_what_keeps_us_from_writing(
    session: AsyncSession, facts: dict[str, object], expected: Hurdle | None
) -> None:
    assert (await card_of(session, await a_seller(session, **facts))).hurdle is expected


async def test_looking_up_shows_one_offers_several_and_says_when_there_is_none(
    session: AsyncSession,
) -> None:
    for number in range(7):
        await a_seller(session, store_name=f"Batik {number}", store_key=f"batik {number}")

    async def answer(text: str) -> SellerCard | SellersFound | SellerUnknown:
        return await looking.look_up(session, text, now=NOW, zone=JAKARTA)

    one = await answer("batik 3")
    assert isinstance(one, SellerCard)
    assert one.seller.store == "Batik 3"
    several = await answer(" batik ")
    assert isinstance(several, SellersFound)
    assert (len(several.stores), several.more, several.typed) == (6, True, "batik")
    assert await answer("kopi") == SellerUnknown("kopi")
    assert await answer("   ") == SellerUnknown("")
