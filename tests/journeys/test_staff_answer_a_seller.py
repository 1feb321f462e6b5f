import pytest
from sqlalchemy import select
from sqlmodel import col

from models import Interaction, TicketEvent
from models.tickets import TicketState
from simulator import Group, Person
from tests.support.talk import taps_in
from tests.support.town import Town, on_both_databases
from views.actions import Claim, HowToNote, ShowTicketMenu, encode

pytestmark = on_both_databases


async def test_in_the_ticket_s_topic(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    town.agent.says("Kami cek dulu, ya Bu.", chat=town.group, thread=card.thread)

    await sri.hears("Kami cek dulu, ya Bu.")
    await town.settled()
    answered = await town.ticket(ticket.id or 0)
    assert answered.state is TicketState.WAITING
    assert answered.first_response_at is not None


async def test_after_claiming_it(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)

    press = await taps_in(town.group, town.agent, Claim(ticket.id or 0))

    assert await press.answered()
    await town.group.hears("Dewi")
    assert (await town.ticket(ticket.id or 0)).state is TicketState.OPEN
    await town.settled()


async def test_and_of_two_who_claim_at_once_one_wins_and_the_other_is_told(town: Town) -> None:
    budi = await town.another_agent("Budi")
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)
    claim = encode(Claim(ticket.id or 0))

    presses = [
        person.presses(claim, chat=town.group, message=card) for person in (town.agent, budi)
    ]
    told = [await press.answered() for press in presses]

    await town.settled()
    assert "Dewi" in told[1], "the second is told who was faster"
    events = await town.all(select(TicketEvent).where(col(TicketEvent.kind) == "claimed"))
    assert len(events) == 1
    assert "Dewi" in card.text
    assert "Budi" not in card.text


async def test_and_each_reply_quotes_what_it_answers_on_the_other_side(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    question = town.agent.says("Bank apa, Bu?", chat=town.group, thread=card.thread)
    heard = await sri.hears("Bank apa, Bu?")
    await town.settled()

    answer = sri.says("BRI", reply_to=heard)
    copy = await town.group.hears("BRI", thread=card.thread)
    await town.settled()
    town.agent.says("Baik, BRI", chat=town.group, reply_to=copy)
    reply = await sri.hears("Baik, BRI")

    assert copy.raw["reply_to_message"]["message_id"] == question.id
    assert reply.raw["reply_to_message"]["message_id"] == answer.id
    await town.settled()


async def test_but_a_note_stays_among_them(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    more = encode(ShowTicketMenu(ticket.id or 0, here=0))
    await town.agent.presses(more, chat=town.group, message=card).answered()
    menu = await town.group.hears("Apa yang mau dilakukan?", thread=card.thread)
    told = await town.agent.presses(
        encode(HowToNote(ticket.id or 0)), chat=town.group, message=menu
    ).answered()
    town.agent.says("// pelanggan lama, hati-hati", chat=town.group, thread=card.thread)
    town.agent.says("Sudah kami cek", chat=town.group, thread=card.thread)
    await sri.hears("Sudah kami cek")
    await town.settled()

    assert "//" in told
    assert not [message for message in sri.messages if "hati-hati" in message.text]
    (note,) = await town.all(select(Interaction).where(col(Interaction.kind) == "note"))
    assert note.ticket_id == ticket.id


async def test_but_what_they_say_in_general_stays_there(town: Town) -> None:
    sri = await town.a_linked_seller()
    await town.card(await town.reported(sri))
    talk = town.agent.says("Makan siang?", chat=town.group)

    reply = town.admin.says("Ayo", chat=town.group, reply_to=talk)
    await town.settled()

    assert reply.raw["message_thread_id"] == talk.id, "a thread that is no topic"
    assert not [message for message in sri.messages if message.text in {"Ayo", talk.text}]


async def test_and_correct_what_they_wrote(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    words = town.agent.says("Cair hari Selasa", chat=town.group, thread=card.thread)
    heard = await sri.hears("Cair hari Selasa")

    town.agent.edits(words, "Cair hari Rabu", chat=town.group)
    await town.settled()

    assert heard.text == "Cair hari Rabu"


async def test_and_reactions_go_across(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    words = town.agent.says("Sudah cair, Bu", chat=town.group, thread=card.thread)
    heard = await sri.hears("Sudah cair, Bu")
    await town.settled()

    sri.reacts(heard, "🙏")
    thanks = sri.says("Alhamdulillah")
    copy = await town.group.hears("Alhamdulillah")
    await town.settled()
    town.agent.reacts(copy, "❤", chat=town.group)
    town.agent.reacts(card, {"type": "custom_emoji", "custom_emoji_id": "5"}, chat=town.group)
    await town.settled()
    set_on = words.reactions, thanks.reactions
    sri.reacts(heard)
    await town.settled()

    assert set_on == (["🙏"], ["❤"])
    assert words.reactions == []
    logged = await town.all(select(Interaction).where(col(Interaction.kind) == "reaction"))
    assert [row.text for row in logged] == ["🙏", "❤", "", ""]


@pytest.mark.parametrize(
    "kind", ["photo", "voice", "video", "document", "sticker", "location", "contact"]
)
async def test_in_any_kind_of_message(town: Town, kind: str) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))

    _send(kind, town.agent, town.group, card.thread)

    await sri.hears(lambda message: kind in message.raw)
    await town.settled()


async def test_in_an_album(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))

    town.agent.sends_album([None, None], caption="Caranya", chat=town.group, thread=card.thread)

    await sri.hears("Caranya")
    await town.settled()
    first, second = [message for message in sri.inbox if message.photo]
    assert first.media_group_id == second.media_group_id is not None


def _send(kind: str, agent: Person, group: Group, thread: int | None) -> None:
    match kind:
        case "photo":
            agent.sends_photo(caption="Layar", chat=group, thread=thread)
        case "voice":
            agent.sends_voice(chat=group, thread=thread)
        case "video":
            agent.sends_video(chat=group, thread=thread)
        case "document":
            agent.sends_document("cara.pdf", b"%PDF-1.4", chat=group, thread=thread)
        case "sticker":
            agent.sends_sticker(chat=group, thread=thread)
        case "location":
            agent.sends_location(-6.2, 106.8, chat=group, thread=thread)
        case _:
            agent.sends_contact("+62215550000", name="Bank", chat=group, thread=thread)
