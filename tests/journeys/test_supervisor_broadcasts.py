import re
from datetime import timedelta

import pytest

from crm.broadcasts.rules import code_of
from models import Broadcast, Touch
from models.broadcasts import BroadcastState
from models.followups import TouchState
from models.staff import Role
from simulator import CallbackPress, Fault, Group, Message, Person
from tests.support import ledger
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import (
    Action,
    AnswerFollowUp,
    BroadcastLack,
    BroadcastPick,
    BroadcastStep,
    BroadcastTo,
    BroadcastWrite,
    encode,
)
from views.languages import own_name

WORDS = "Besok pasar <b>libur</b> & buka lagi Senin 🙏\nSelamat beristirahat!"
JAVANESE = "Sesuk pasar prei, bukak maneh Senin 🙏"
A_MOMENT = timedelta(seconds=20)


class Desk:
    """A supervisor at work on their first broadcast, in the group or in private."""

    def __init__(self, town: Town, boss: Person, group: Group | None) -> None:
        """Let `boss` write in `group`; None is the private chat."""
        self.town, self.boss, self.group = town, boss, group

    async def begins(self) -> Message:
        """Begin, and return the draft."""
        self.boss.says("/siaran", chat=self.group)
        return await self.hears(offers(BroadcastWrite(1, "id")))

    async def hears(self, wanted: object) -> Message:
        """Return a message that is wanted."""
        return await (self.group or self.boss).hears(wanted, timeout=10)  # pyright: ignore[reportArgumentType] - both take the same

    def presses(self, message: Message, action: Action) -> CallbackPress:
        """Press a button."""
        return self.boss.presses(encode(action), chat=self.group, message=message)

    async def pressed(self, message: Message, action: Action) -> str | None:
        """Press a button, and return the toast once all is done that it causes."""
        told = await self.presses(message, action).answered()
        await ledger.until_idle(self.town.database, self.town.simulator)
        return told

    async def writes(self, draft: Message, language: str, text: str) -> Message:
        """Write in a language, and return the draft as it is then."""
        prompt = await self.asked(draft, language)
        self.boss.says(text, chat=self.group, reply_to=prompt)
        return await self.hears(re.compile(rf"Sudah ditulis: .*{own_name(language)}"))

    async def asked(self, draft: Message, language: str) -> Message:
        """Return the request for the words in a language."""
        self.presses(draft, BroadcastWrite(1, language))
        return await self.hears(re.compile(f"balas pesan ini.*{own_name(language)}"))

    async def checks(self, draft: Message) -> Message:
        """Look at what was written; return the last question."""
        self.presses(draft, BroadcastStep(1, "preview"))
        return await self.hears(offers(BroadcastStep(1, "change")))


@pytest.fixture
async def boss(town: Town) -> Person:
    return await town.another_agent("Ratih", role=Role.SUPERVISOR)


async def state(town: Town) -> BroadcastState:
    (found,) = await town.all(Broadcast)
    return found.state


async def test_in_two_languages_and_sees_how_it_went(town: Town, boss: Person) -> None:
    ayu, sri = await town.a_linked_seller(), await town.a_linked_seller(language="jv")
    quiet, lost = await town.a_linked_seller(proactive=False), await town.a_linked_seller()
    gone = "Forbidden: user is deactivated"
    town.simulator.fault(Fault("sendMessage", "403", chat_id=lost.id, description=gone))
    desk = Desk(town, boss, town.group)
    draft = await desk.writes(await desk.begins(), "id", WORDS)
    check = await desk.checks(await desk.writes(draft, "jv", JAVANESE))
    assert "Kirim ke 3 penjual" in check.text
    assert "Tidak dikirimi: 1 yang tidak mau" in check.text

    press = desk.presses(check, BroadcastStep(1, "confirm"))
    again = desk.presses(check, BroadcastStep(1, "confirm"))
    assert "Mulai dikirim" in (await press.answered() or "")
    assert "sudah diputuskan" in (await again.answered() or "")
    await town.pass_time(A_MOMENT)

    assert (await ayu.hears("pasar")).text == WORDS
    assert (await sri.hears("pasar")).text == JAVANESE
    await town.pass_time(A_MOMENT)
    result = await town.group.hears("Siaran selesai")
    assert "Terkirim: 2" in result.text
    assert "Memblokir kita: 1" in result.text
    assert await state(town) is BroadcastState.DONE
    assert not check.buttons
    silent = (await town.seller(quiet)).id
    assert silent not in {touch.seller_id for touch in await town.all(Touch)}
    await town.settled(refused=1)


async def test_with_a_photo_to_those_who_lack_a_product(town: Town, boss: Person) -> None:
    empty, full = await town.a_linked_seller(products=0), await town.a_linked_seller(products=3)
    desk = Desk(town, boss, None)
    draft = await desk.begins()
    assert await desk.presses(draft, BroadcastLack(1, "product")).answered()
    prompt = await desk.asked(draft, "id")
    boss.sends_photo(caption="Ayo unggah 📸", reply_to=prompt)
    check = await desk.checks(await desk.hears("Satu foto"))
    desk.presses(check, BroadcastStep(1, "confirm"))
    await town.pass_time(A_MOMENT)

    told = await empty.hears("Ayo unggah 📸")

    assert told.photo
    empty.presses(encode(AnswerFollowUp(1, "stop")), message=told)
    await empty.hears("/lanjut")
    assert not (await town.seller(empty)).proactive
    (touch,) = await town.all(Touch)
    assert touch.state is TouchState.ANSWERED
    assert touch.seller_id != (await town.seller(full)).id
    await town.settled()


async def test_to_one_province_and_stops_it_halfway(town: Town, boss: Person) -> None:
    await town.a_linked_seller(province="Aceh")
    await town.a_linked_seller(province="Papua", zone="Asia/Jayapura")
    desk = Desk(town, boss, town.group)
    draft = await desk.begins()
    await desk.pressed(draft, BroadcastTo(1, "province"))
    await desk.pressed(draft, BroadcastPick(1, "province", code_of("Aceh")))
    await desk.pressed(draft, BroadcastStep(1, "draft"))
    check = await desk.checks(await desk.writes(draft, "id", WORDS))
    assert "Kirim ke 1 penjual" in check.text
    await desk.pressed(check, BroadcastStep(1, "confirm"))
    assert "Dijeda" in (await desk.pressed(check, BroadcastStep(1, "pause")) or "")

    await town.pass_time(A_MOMENT)

    await ledger.until_idle(town.database, town.simulator)
    assert "dijeda" in check.text
    await desk.pressed(check, BroadcastStep(1, "resume"))
    await desk.pressed(check, BroadcastStep(1, "cancel"))
    await town.pass_time(A_MOMENT)
    await town.group.hears("Siaran dibatalkan")
    assert await state(town) is BroadcastState.CANCELLED
    assert await town.all(Touch) == []
    await town.settled()


async def test_but_an_agent_is_told_who_does(town: Town) -> None:
    town.agent.says("/siaran", chat=town.group)
    await town.group.hears("supervisor")
    assert await town.all(Broadcast) == []
    await town.settled()
