from datetime import timedelta

from crm.followups.outcomes import JOB
from models import FollowUp, Tick
from simulator import Message
from tests.support.builders import NOW
from tests.support.cadences import a_plan, approved
from tests.support.rows import store
from tests.support.runs import a_run, a_trial
from tests.support.talk import taps_in
from tests.support.town import Town
from views.actions import ShowCadence, ShowEffect


async def test_in_figures_and_a_picture(town: Town) -> None:
    await approved(town.database, a_plan("quiet"), now=NOW - timedelta(days=60))
    await store(town.database, *a_trial())

    town.agent.says("/tindaklanjut", chat=town.group)
    await taps_in(town.group, town.agent, ShowCadence("quiet"))
    pressed = await taps_in(town.group, town.agent, ShowEffect("quiet"))
    assert "dihitung" in await pressed.answered()

    await town.pass_time(timedelta(seconds=5))
    told = await town.group.hears("Hasil tindak lanjut")
    picture = await town.group.hears(_is_a_picture)
    assert "50% (100 dari 200; 43% sampai 57%)" in told.text
    assert "10% (4 dari 40; 4% sampai 23%)" in told.text
    assert "✅ Tindak lanjut ini berpengaruh: lebih banyak 25,3 sampai 49,1 poin." in told.text
    assert _content(town, picture).startswith(b"\x89PNG")
    await town.settled()


async def test_of_a_cadence_that_nobody_entered_in_words_alone(town: Town) -> None:
    await approved(town.database, a_plan("quiet"), now=NOW)
    town.agent.says("/tindaklanjut", chat=town.group)
    await taps_in(town.group, town.agent, ShowCadence("quiet"))
    await taps_in(town.group, town.agent, ShowEffect("quiet"))

    await town.pass_time(timedelta(seconds=5))
    await town.group.hears("Belum ada toko yang masuk")
    await town.settled()
    assert not any(_is_a_picture(message) for message in town.group.messages())


async def test_because_it_is_noted_after_each_count(town: Town) -> None:
    seller = await town.a_store(products=3)
    await store(town.database, a_run(seller.id or 0))
    assert JOB in {tick.name for tick in await town.all(Tick)}

    await town.pass_time(timedelta(days=1))
    await town.pass_time(timedelta(minutes=2))

    (run,) = await town.all(FollowUp)
    assert run.product_at is not None
    await town.settled()


def _is_a_picture(message: Message) -> bool:
    return message.from_bot and bool(message.photo)


def _content(town: Town, message: Message) -> bytes:
    file = message.photo or {}
    return town.simulator.world.files.by_id[file["file_id"]].data
