from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.sellers import linking, moving, operations
from crm.sellers.claims import claim
from crm.sellers.menu import Help
from crm.sellers.payloads import ClaimApproved, ClaimRefused
from models import Dialog, Interaction, Outbox, Seller, Ticket, Upload
from models.interactions import Direction
from models.mail import OutboxState
from models.sellers import Consent, Reach
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket

PHONE = "+6281234567890"
LATER = NOW + timedelta(minutes=5)


async def a_visitor(session: AsyncSession, chat_id: int = 55) -> Seller:
    visitor = await operations.welcome(
        session, chat_id=chat_id, name="Sri", language_hint="jv", now=NOW
    )
    await operations.choose_language(session, seller=visitor, language="jv", now=NOW)
    await operations.give_consent(session, seller=visitor, now=NOW)
    return visitor


async def a_store(session: AsyncSession, **facts: object) -> Seller:
    unlinked: dict[str, object] = {
        "chat_id": None,
        "telegram": Reach.UNKNOWN,
        "linked_at": None,
        "language": None,
        "consent": Consent.UNASKED,
        "consent_at": None,
    }
    return await a_seller(session, **(unlinked | facts))


async def share(session: AsyncSession, visitor: Seller, phone: str = PHONE) -> Seller:
    return await linking.link_by_contact(
        session,
        visitor=visitor,
        phone=phone,
        contact_user_id=visitor.chat_id,
        sender_id=visitor.chat_id or 0,
        now=LATER,
    )


async def test_the_chat_and_its_history_move_to_the_store(session: AsyncSession) -> None:
    visitor, store = await a_visitor(session), await a_store(session, products=3)
    ticket, told = [await a_ticket(session, seller=one) for one in (visitor, store)]
    heard = Interaction(
        at=NOW, direction=Direction.IN, seller_id=visitor.id, chat_id=55, kind="text"
    )
    draft = Upload(seller_id=visitor.id or 0, created_at=NOW, updated_at=NOW)
    session.add_all([heard, draft])
    post(session, Help(), chat_id=55, seller_id=visitor.id, now=NOW)
    waiting = (await session.scalars(select(Outbox))).one()
    visitor_id = visitor.id

    linked = await linking.link_by_invitation(
        session, visitor=visitor, seller_id=store.id or 0, now=LATER
    )

    assert linked is store
    assert await session.get(Seller, visitor_id) is None
    for row in (store, ticket, heard, waiting, draft):
        await session.refresh(row)
    assert (store.chat_id, store.telegram, store.linked_at) == (55, Reach.OK, LATER)
    assert (store.language, store.consent, store.consent_at) == ("jv", Consent.GIVEN, NOW)
    assert store.products == 3
    assert {row.seller_id for row in (ticket, heard, waiting, draft)} == {store.id}
    assert (ticket.language, told.language) == ("jv", "jv")


async def test_linking_the_own_store_again_changes_nothing(session: AsyncSession) -> None:
    store = await a_seller(session)

    assert (
        await linking.link_by_invitation(
            session, visitor=store, seller_id=store.id or 0, now=LATER
        )
        is store
    )
    assert store.linked_at != LATER


async def test_whoever_is_invited_for_a_merged_store_links_the_one_it_is_today(
    session: AsyncSession,
) -> None:
    visitor, today = await a_visitor(session), await a_store(session)
    merged = await a_store(session, merged_into=today.id)

    linked = await linking.link_by_invitation(
        session, visitor=visitor, seller_id=merged.id or 0, now=LATER
    )

    assert linked is today
    assert (today.chat_id, merged.chat_id) == (55, None)


async def test_a_claim_of_a_store_that_was_merged_meanwhile_links_the_one_it_is_today(
    session: AsyncSession,
) -> None:
    visitor, today, merged = (
        await a_visitor(session),
        await a_store(session),
        await a_store(session),
    )
    ticket = await claim(session, person=visitor, typed_name="x", candidates=[merged], now=NOW)
    merged.merged_into = today.id

    linked = await linking.approve_claim(
        session,
        ticket=ticket,
        seller_id=merged.id or 0,
        staff=await a_staff_member(session),
        now=LATER,
    )

    assert linked is today
    assert ticket.seller_id == today.id


async def test_a_phone_that_leads_to_a_merged_store_alone_leads_nowhere(
    session: AsyncSession,
) -> None:
    visitor, today = await a_visitor(session), await a_store(session)
    await a_store(session, phone=PHONE, merged_into=today.id)

    with pytest.raises(linking.PhoneUnknown):
        await share(session, visitor)


async def test_a_phone_is_the_portals_to_say_again_once_its_chat_is_gone(
    session: AsyncSession,
) -> None:
    store = await a_seller(session, phone_verified=True, pulled_hash=7)
    unproven = await a_seller(session, pulled_hash=7)

    for one in (store, unproven):
        await moving.vacate(session, store=one, now=LATER)

    assert (store.phone_verified, store.pulled_hash) == (False, None)
    assert unproven.pulled_hash == 7


async def test_a_store_that_is_gone_is_not_linked(session: AsyncSession) -> None:
    visitor = await a_visitor(session)

    with pytest.raises(linking.StoreNotFound):
        await linking.link_by_invitation(session, visitor=visitor, seller_id=404, now=LATER)
    with pytest.raises(linking.StoreNotFound):
        await linking.link_by_invitation(
            session, visitor=visitor, seller_id=(await a_visitor(session, 56)).id or 0, now=LATER
        )


async def test_a_store_with_another_chat_is_left_alone(session: AsyncSession) -> None:
    visitor, store = await a_visitor(session), await a_seller(session)

    with pytest.raises(linking.AlreadyLinked) as refusal:
        await linking.link_by_invitation(
            session, visitor=visitor, seller_id=store.id or 0, now=LATER
        )

    assert refusal.value.store is store
    assert visitor.chat_id == 55


async def test_a_chat_with_another_store_is_left_alone(session: AsyncSession) -> None:
    owner, store = await a_seller(session), await a_store(session)

    with pytest.raises(linking.ChatHasStore):
        await linking.link_by_invitation(
            session, visitor=owner, seller_id=store.id or 0, now=LATER
        )


@pytest.mark.parametrize("phone", ["6281234567890", "+62 812-3456-7890", "081234567890"])
async def test_the_own_contact_links_the_store_with_its_number(
    session: AsyncSession, phone: str
) -> None:
    visitor, store = await a_visitor(session), await a_store(session, phone=PHONE)

    assert await share(session, visitor, phone) is store
    assert store.phone_verified


async def test_the_contact_of_somebody_else_proves_nothing(session: AsyncSession) -> None:
    visitor = await a_visitor(session)
    await a_store(session, phone=PHONE)

    for user_id in (None, 56):
        with pytest.raises(linking.ContactNotOwn):
            await linking.link_by_contact(
                session,
                visitor=visitor,
                phone=PHONE,
                contact_user_id=user_id,
                sender_id=55,
                now=LATER,
            )
    assert visitor.phone is None


async def test_a_number_without_a_store_is_kept_for_staff(session: AsyncSession) -> None:
    visitor = await a_visitor(session)

    with pytest.raises(linking.PhoneUnknown):
        await share(session, visitor)

    assert (visitor.phone, visitor.phone_verified) == (PHONE, True)


async def test_the_owner_of_several_stores_chooses_a_free_one(session: AsyncSession) -> None:
    visitor = await a_visitor(session)
    first = await a_store(session, phone=PHONE, store_name="A")
    second = await a_store(session, phone=PHONE, store_name="B")
    await a_seller(session, phone=PHONE, store_name="C")

    with pytest.raises(linking.SeveralStores) as refusal:
        await share(session, visitor)

    assert refusal.value.stores == (first, second)
    chosen = await linking.link_by_choice(
        session, visitor=visitor, seller_id=second.id or 0, now=LATER
    )
    assert chosen is second


async def test_nobody_chooses_a_store_with_another_number(session: AsyncSession) -> None:
    visitor, store = await a_visitor(session), await a_store(session)
    with pytest.raises(linking.PhoneUnknown):
        await share(session, visitor)

    with pytest.raises(linking.StoreNotFound):
        await linking.link_by_choice(session, visitor=visitor, seller_id=store.id or 0, now=LATER)


async def test_staff_link_a_claimant(session: AsyncSession) -> None:
    visitor, store = await a_visitor(session), await a_store(session)
    ticket = await claim(session, person=visitor, typed_name="batik", candidates=[store], now=NOW)

    linked = await linking.approve_claim(
        session,
        ticket=ticket,
        seller_id=store.id or 0,
        staff=await a_staff_member(session),
        now=LATER,
    )

    assert (linked, store.chat_id, ticket.seller_id) == (store, 55, store.id)
    assert await told(session) == [ClaimApproved.template]


async def test_staff_give_a_store_to_the_owners_new_chat(session: AsyncSession) -> None:
    visitor, store = await a_visitor(session), await a_seller(session)
    old_chat = store.chat_id or 0
    session.add(Dialog(chat_id=old_chat, name="x", step="x", started_at=NOW, expires_at=NOW))
    post(session, Help(), chat_id=old_chat, seller_id=store.id, now=NOW)
    stale = (await session.scalars(select(Outbox))).one()
    ticket = await claim(session, person=visitor, typed_name="x", candidates=[store], now=NOW)

    await linking.approve_claim(
        session,
        ticket=ticket,
        seller_id=store.id or 0,
        staff=await a_staff_member(session),
        now=LATER,
    )

    await session.refresh(stale)
    assert (store.chat_id, store.consent) == (55, Consent.GIVEN)
    assert stale.state is OutboxState.CANCELLED
    assert await session.get(Dialog, old_chat) is None


async def test_a_store_that_was_linked_since_the_claim_is_left_alone(
    session: AsyncSession,
) -> None:
    visitor, store = await a_visitor(session), await a_store(session)
    ticket = await claim(session, person=visitor, typed_name="x", candidates=[store], now=NOW)
    rightful = await a_visitor(session, 56)
    await linking.link_by_invitation(session, visitor=rightful, seller_id=store.id or 0, now=LATER)

    with pytest.raises(linking.AlreadyLinked):
        await linking.approve_claim(
            session,
            ticket=ticket,
            seller_id=store.id or 0,
            staff=await a_staff_member(session),
            now=LATER,
        )


async def test_staff_move_a_chat_from_one_store_to_another(session: AsyncSession) -> None:
    old, new = await a_seller(session), await a_store(session)
    chat_id, kept = old.chat_id, await a_ticket(session, seller=old)
    ticket = await claim(session, person=old, typed_name="x", candidates=[new], now=NOW)

    await linking.approve_claim(
        session,
        ticket=ticket,
        seller_id=new.id or 0,
        staff=await a_staff_member(session),
        now=LATER,
    )

    assert (old.chat_id, new.chat_id) == (None, chat_id)
    assert (kept.seller_id, ticket.seller_id) == (old.id, new.id)


async def test_a_refused_claimant_is_told(session: AsyncSession) -> None:
    visitor = await a_visitor(session)
    ticket = await claim(session, person=visitor, typed_name="x", candidates=[], now=NOW)

    await linking.refuse_claim(
        session, ticket=ticket, staff=await a_staff_member(session), now=LATER
    )

    assert await told(session) == [ClaimRefused.template]


async def test_a_claim_is_used_again_unless_it_names_another_store(
    session: AsyncSession,
) -> None:
    visitor = await a_visitor(session)
    first, second = await a_store(session), await a_store(session)

    async def claimed(*stores: Seller) -> Ticket:
        return await claim(session, person=visitor, typed_name="x", candidates=stores, now=NOW)

    ticket = await claimed(first)
    assert await claimed(first) is ticket
    assert await claimed() is ticket
    assert await claimed(first, second) is not ticket


async def told(session: AsyncSession, chat_id: int = 55) -> list[str]:
    rows = await session.scalars(select(Outbox).where(Outbox.chat_id == chat_id))  # pyright: ignore[reportArgumentType] - a column
    return [row.template for row in rows]
