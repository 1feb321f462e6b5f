from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.error import NetworkError

from core.clock import MovableClock
from crm.imports.orders.operations import FileTooBig
from delivery.telegram.api import BotApi
from delivery.telegram.files import FileNotHanded, Files
from delivery.telegram.request import AiohttpRequest
from simulator import Fault, Simulator

TOKEN = "123456:FILES"
LIMIT = 20_000_000
CONTENT = bytes(range(256)) * 4_000


@pytest.fixture
async def simulator(clock: MovableClock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def files(simulator: Simulator) -> AsyncIterator[Files]:
    request = AiohttpRequest()
    await request.initialize()
    api = BotApi(request, f"{simulator.url}/bot{TOKEN}")
    yield Files(api, request, f"{simulator.url}/file/bot{TOKEN}")
    await request.shutdown()


def sent(simulator: Simulator, *, claims: int | None = None) -> str:
    """Return the id of a file that somebody sent."""
    person = simulator.add_user("Ratna")
    person.start()
    return person.sends_document("a.csv", CONTENT, size=claims).document["file_id"]


async def test_a_file_is_fetched_as_it_was_sent(
    simulator: Simulator, files: Files, tmp_path: Path
) -> None:
    await files.download(sent(simulator), tmp_path / "a", LIMIT)
    assert (tmp_path / "a").read_bytes() == CONTENT


@pytest.mark.parametrize("claims", [LIMIT + 1, 30 * 1024 * 1024])
async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(
    simulator: Simulator, files: Files, tmp_path: Path, claims: int
) -> None:
    with pytest.raises(FileTooBig):
        await files.download(sent(simulator, claims=claims), tmp_path / "a", LIMIT)
    assert not (tmp_path / "a").exists()


async def test_a_file_that_grows_over_the_limit_on_its_way_is_given_up(
    simulator: Simulator, files: Files, tmp_path: Path
) -> None:
    with pytest.raises(FileTooBig):
        await files.download(sent(simulator, claims=10), tmp_path / "a", 1_000)
    assert (tmp_path / "a").stat().st_size <= 1_000


async def test_a_file_that_telegram_does_not_know_is_refused(files: Files, tmp_path: Path) -> None:
    with pytest.raises(FileNotHanded, match="Wrong file_id"):
        await files.download("AgAD", tmp_path / "a", LIMIT)


async def test_a_failure_that_passes_may_be_tried_again_and_names_no_token(
    simulator: Simulator, files: Files, tmp_path: Path
) -> None:
    file_id = sent(simulator)
    simulator.fault(Fault("getFile", "502"))
    with pytest.raises(NetworkError):
        await files.download(file_id, tmp_path / "a", LIMIT)
    simulator.world.files.by_path.clear()
    with pytest.raises(NetworkError, match=r"^HTTP 404$"):
        await files.download(file_id, tmp_path / "a", LIMIT)
