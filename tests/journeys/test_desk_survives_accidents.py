from models import Staff, StaffGroup
from models.tickets import TicketState
from simulator import Fault
from tests.support.talk import offers, taps
from tests.support.town import Town, on_both_databases
from views.actions import Claim, MakeReport, Rate, ReopenTicket, Resolve, encode

pytestmark = on_both_databases


async def test_a_topic_deleted_by_hand_comes_back_with_its_card(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Batik Ayu")
    ticket = await town.reported(sri, "Uang belum masuk")
    lost = await town.card(ticket)
    assert lost.thread
    town.group.delete_topic(lost.thread)

    sri.says("Masih belum masuk")
    said = await town.group.hears("Masih belum masuk")
    card = await town.card(ticket)
    town.agent.says("Kami cek", chat=town.group, thread=card.thread)

    await sri.hears("Kami cek")
    assert card.thread == said.thread != lost.thread
    assert "Batik Ayu" in card.text
    assert "Uang belum masuk" in card.text
    await town.settled(refused=1)


async def test_the_card_in_a_recreated_topic_can_be_worked_with(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    lost = await town.card(ticket)
    assert lost.thread
    town.group.delete_topic(lost.thread)
    sri.says("Halo?")
    card = await town.card(ticket)

    resolve = encode(Resolve(ticket.id or 0))
    await town.agent.presses(resolve, chat=town.group, message=card).answered()

    await sri.hears(offers(Rate(ticket.id or 0, 5)))
    await town.settled(refused=1)
    assert offers(ReopenTicket(ticket.id or 0))(card), "the card shows the ticket as it is"


async def test_a_group_that_migrates_is_followed(town: Town) -> None:
    sri = await town.a_linked_seller(store_name="Batik Ayu")
    ticket = await town.reported(sri)
    await town.card(ticket)

    new = town.group.migrate()
    sri.says("Masih belum masuk")
    said = await town.group.hears("Masih belum masuk")
    town.agent.says("Kami cek", chat=town.group, thread=said.thread)

    await sri.hears("Kami cek")
    (group,) = await town.all(StaffGroup)
    assert group.chat_id == new
    assert [topic.name for topic in town.group.topics if "Batik Ayu" in topic.name]
    await town.settled(refused=3)


async def test_a_closed_topic_still_takes_what_the_seller_says(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    assert card.thread
    await town.settled()

    town.group.close_topic(card.thread, by=town.admin)
    await town.settled()
    said = sri.says("Masih ada satu hal")

    await town.settled()
    shown = [m.text for m in town.group.messages(card.thread)]
    offered = [m for m in sri.inbox if offers(MakeReport(said.id, 1))(m)]
    assert "Masih ada satu hal" in shown or offered, "it is not lost"


async def test_a_bot_without_rights_works_without_topics(town: Town) -> None:
    town.group.remove_bot_rights(by=town.admin)
    sri = await town.a_linked_seller()

    ticket = await town.reported(sri)
    card = await town.card(ticket)
    town.agent.says("Kami cek", chat=town.group, reply_to=card)

    await sri.hears("Kami cek")
    await town.settled(refused=3)


async def test_what_telegram_will_not_copy_is_told_to_both_sides(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    await town.settled()
    too_big = "Bad Request: file is too big"
    for chat in (town.group.id, sri.id):
        town.simulator.fault(Fault("copyMessage", "400", chat_id=chat, description=too_big))

    video = sri.sends_video(caption="Begini jadinya")
    told = await sri.hears("⚠️")
    await town.group.hears("⚠️", thread=card.thread)
    answer = town.agent.sends_video(chat=town.group, thread=card.thread)
    refused = await town.group.hears("⚠️", thread=card.thread)

    assert told.raw["reply_to_message"]["message_id"] == video.id
    assert refused.raw["reply_to_message"]["message_id"] == answer.id
    await town.settled(refused=2)


async def test_admins_hear_in_private_what_was_taken_and_what_to_click(town: Town) -> None:
    town.admin.start()
    await town.settled()
    town.group.add_bot(admin=True, by=town.admin, can_manage_topics=False)
    await town.admin.hears("⚠️")
    sri = await town.a_linked_seller()
    await town.card(await town.reported(sri))
    await town.settled(refused=9)

    town.group.add_bot(admin=True, by=town.admin)
    town.group.remove_bot(by=town.admin)
    await town.admin.hears("⚠️")
    waiting = await town.reported(sri)
    await town.settled(refused=9)
    town.group.add_bot(admin=True, by=town.admin)

    await town.card(waiting)
    warnings = [message for message in town.admin.inbox if "⚠️" in message.text]
    assert len(warnings) == 2, "once for each change, whatever was tried meanwhile"
    assert "1." in warnings[0].text
    await town.settled(refused=9)


async def test_reports_wait_for_a_group_and_come_once_it_is_paired(town: Town) -> None:
    town.admin.says("/lepas", chat=town.group)
    await town.settled()
    sri = await town.a_linked_seller(store_name="Batik Ayu")
    ticket = await town.reported(sri)
    sri.sends_photo(caption="Bukti")
    await town.settled()
    assert not town.group.topics

    town.admin.says("/pasang", chat=town.group)

    card = await town.card(ticket)
    await town.group.hears("Bukti", thread=card.thread)
    await town.settled()


async def test_somebody_unknown_in_the_group_can_do_nothing(town: Town) -> None:
    budi = town.a_stranger("Budi")
    town.group.add(budi)
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    presses = [
        budi.presses(encode(action), chat=town.group, message=card)
        for action in (Claim(ticket.id or 0), Resolve(ticket.id or 0))
    ]
    budi.says("Ibu, transfer dulu ke saya", chat=town.group, thread=card.thread)
    budi.says("/antrean", chat=town.group)
    budi.says("/lepas", chat=town.group)

    assert all([await press.answered() for press in presses])
    await town.settled()
    same = await town.ticket(ticket.id or 0)
    assert (same.state, same.assignee_id) == (TicketState.NEW, None)
    assert not [message for message in sri.messages if "transfer dulu" in message.text]
    assert await town.all(StaffGroup)


async def test_a_seller_can_press_no_button_of_staff(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.group.add(sri)
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    press = sri.presses(encode(Resolve(ticket.id or 0)), chat=town.group, message=card)

    assert await press.answered()
    await town.settled()
    assert (await town.ticket(ticket.id or 0)).state is TicketState.NEW


async def test_nobody_but_an_admin_moves_the_desk(town: Town) -> None:
    budi = town.a_stranger("Budi")
    other = town.simulator.add_group("Grup Budi", forum=True)
    other.add(budi, admin=True)
    other.add_bot(admin=True, by=budi)
    await other.hears(".")

    budi.says("/pasang", chat=other)
    await other.hears(".")
    await town.settled()

    (group,) = await town.all(StaffGroup)
    assert group.chat_id == town.group.id
    assert len(await town.all(Staff)) == 2


async def test_two_sellers_never_get_each_others_answers(town: Town) -> None:
    sri, budi = await town.a_linked_seller(), await town.a_linked_seller()
    first = await town.card(await town.reported(sri, "Dari Sri"))
    second = await town.card(await town.reported(budi, "Dari Budi"))

    stars = (await town.ticket(2)).id or 0
    town.agent.says("Untuk Budi", chat=town.group, thread=second.thread)
    town.agent.says("Untuk Sri", chat=town.group, thread=first.thread)
    await sri.hears("Untuk Sri")
    await budi.hears("Untuk Budi")
    town.agent.presses(encode(Resolve(stars)), chat=town.group, message=second)
    await taps(budi, Rate(stars, 3))

    await town.settled()
    assert not [message for message in sri.messages if "Budi" in message.text]
    assert (await town.ticket(1)).rating is None
