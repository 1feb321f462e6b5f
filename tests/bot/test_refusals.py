"""What `sapa` says, as a process of its own, where it cannot do what it was told."""

import asyncio
import json
import signal
import socket
import sqlite3
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.clock import SystemClock
from simulator import Simulator
from tests.support.process import PATIENCE, Ended, running, sapa

TOKEN = "123456:REFUSED-0123456789abcdefghijklmnopqrst"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Yield a Telegram that knows TOKEN."""
    simulator = Simulator(SystemClock(), token=TOKEN)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the database is, or will be."""
    return tmp_path / "sapa.db"


async def test_no_token_is_one_sentence(tmp_path: Path) -> None:
    ended = await sapa(tmp_path, "run")

    assert ended.code == 1
    assert _sentence(ended).startswith("sapa: TELEGRAM_TOKEN is not set: ")
    assert not _names_in(tmp_path), "nothing is made"


async def test_a_token_of_the_wrong_form_is_one_sentence_without_the_token(tmp_path: Path) -> None:
    ended = await sapa(tmp_path, "run", telegram_token="not-a-token")

    assert ended.code == 1
    assert "TELEGRAM_TOKEN must be" in _sentence(ended)
    assert "not-a-token" not in ended.err


async def test_a_token_that_telegram_does_not_know_is_one_sentence(
    tmp_path: Path, telegram: Simulator
) -> None:
    wrong = TOKEN.replace("REFUSED", "WRONG")

    ended = await sapa(tmp_path, "run", telegram_token=wrong, telegram_api_url=telegram.url)

    assert ended.code == 1
    assert _last_line(ended) == (
        "sapa: Telegram does not know this token: check TELEGRAM_TOKEN in .env."
    )
    assert wrong not in ended.err + ended.out
    assert "Traceback" not in ended.err


async def test_an_unreachable_telegram_is_asked_ever_more_rarely_until_told_to_stop(
    tmp_path: Path,
) -> None:
    nowhere = f"http://127.0.0.1:{_free_port()}"
    async with running(tmp_path, telegram_token=TOKEN, telegram_api_url=nowhere) as process:
        pauses = [await _next_pause(process) for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0

    assert pauses == sorted(pauses)
    assert pauses[2] > 2 * pauses[0]


async def test_a_telegram_that_comes_back_is_found(tmp_path: Path) -> None:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    async with running(tmp_path, telegram_token=TOKEN, telegram_api_url=url) as process:
        await _next_pause(process)
        simulator = Simulator(SystemClock(), token=TOKEN)
        await simulator.start(port=port)
        sri = simulator.add_user("Sri")
        sri.start()
        await sri.hears(".", timeout=PATIENCE)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
        await simulator.stop()


async def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path, telegram: Simulator) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:  # noqa: S104 - as Sapa listens
        ended = await sapa(
            tmp_path,
            "run",
            telegram_token=TOKEN,
            telegram_api_url=telegram.url,
            port=taken.getsockname()[1],
        )

    assert ended.code == 1
    assert "set PORT to another" in _last_line(ended)
    assert "Traceback" not in ended.err


async def test_a_corrupt_database_is_one_sentence_and_stays_as_it_is(
    tmp_path: Path, file: Path
) -> None:
    _write(file, PNG * 40)

    ended = await sapa(tmp_path, "run", telegram_token=TOKEN)

    assert ended.code == 1
    assert "is not a database that can be read" in _sentence(ended)
    assert _read(file) == PNG * 40


async def test_a_newer_database_is_one_sentence_and_stays_as_it_is(
    tmp_path: Path, file: Path, sqlite_template: Path
) -> None:
    _copy_at(sqlite_template, file, revision="9999")

    for words in (["run"], ["db", "upgrade"], ["import", "sellers", str(file)]):
        ended = await sapa(tmp_path, *words, telegram_token=TOKEN)
        assert ended.code == 1
        assert "revision 9999" in _sentence(ended)
    assert _revision(file) == "9999"


async def test_a_mistake_in_a_file_is_one_sentence_with_its_line(
    tmp_path: Path, telegram: Simulator
) -> None:
    folder = tmp_path / "cadences"
    settings = {"telegram_token": TOKEN, "telegram_api_url": telegram.url, "cadences": folder}
    missing = await sapa(tmp_path, "run", **settings)
    folder.mkdir()
    _write(folder / "slipping.toml", b"# ours\npriorty = 40\n")
    wrong = await sapa(tmp_path, "run", **settings)
    _write(tmp_path / "mine.toml", b"[urgent]\nfirst_respons = '1h'\n")
    settings["sla_targets"] = tmp_path / "mine.toml"
    examined = await sapa(tmp_path, "doctor", "--json", **settings)

    assert (missing.code, wrong.code, examined.code) == (1, 1, 1)
    assert _last_line(missing).startswith(f"sapa: CADENCES names {folder}, which cannot be read")
    found = 'slipping.toml, line 2: "priorty" is not known here; did you mean priority?'
    assert _last_line(wrong) == f"sapa: {found}"
    findings = json.loads(examined.out)
    assert {"subject": "cadences", "ok": False, "found": found} in findings
    found = 'mine.toml, line 2: "first_respons" is not known here; did you mean first_response?'
    assert {"subject": "promised times", "ok": False, "found": found} in findings


async def test_a_database_is_made_by_upgrade_and_then_found_well(tmp_path: Path) -> None:
    before = await sapa(tmp_path, "db", "check")
    assert before.code == 1
    assert "run `sapa db upgrade`" in before.out
    assert not _names_in(tmp_path), "looking makes nothing"

    assert (await sapa(tmp_path, "db", "upgrade")).code == 0
    after = await sapa(tmp_path, "db", "check")

    assert (after.code, after.out.strip()) == (0, "The database is up to date.")


async def test_a_picture_is_no_file_of_sellers(tmp_path: Path, file: Path) -> None:
    picture = tmp_path / "penjual.csv"
    _write(picture, PNG)

    ended = await sapa(tmp_path, "import", "sellers", str(picture))

    assert ended.code == 1
    assert "penjual.csv" in _last_line(ended)
    assert "Traceback" not in ended.err
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM seller").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    "words",
    [["fly"], ["staff", "add", "nobody"]],
    ids=" ".join,
)
async def test_wrong_usage_is_2(tmp_path: Path, words: list[str]) -> None:
    ended = await sapa(tmp_path, *words, telegram_token=TOKEN)

    assert ended.code == 2
    assert "Usage:" in ended.err
    assert "Traceback" not in ended.err


async def _next_pause(process: Process) -> float:
    """Return how long the log says that Sapa waits before it asks Telegram again."""
    assert process.stderr
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stderr.readline()).decode():
            assert TOKEN not in line
            if "telegram_unreachable" in line:
                return float(line.rpartition("retry_in=")[2])
    message = "Sapa ended"
    raise AssertionError(message)


def _sentence(ended: Ended) -> str:
    """Return the one line that was said."""
    (line,) = ended.err.strip().splitlines()
    return line


def _last_line(ended: Ended) -> str:
    return ended.err.strip().splitlines()[-1]


def _copy_at(template: Path, file: Path, *, revision: str) -> None:
    file.write_bytes(template.read_bytes())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def _revision(file: Path) -> str:
    with sqlite3.connect(file) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return found


def _names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _read(file: Path) -> bytes:
    return file.read_bytes()


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


async def test_a_database_that_another_program_holds_is_one_sentence(tmp_path: Path) -> None:
    assert (await sapa(tmp_path, "db", "upgrade")).code == 0
    holder = sqlite3.connect(tmp_path / "sapa.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    ended = await sapa(tmp_path, "staff", "list")
    holder.close()
    assert ended.code == 1
    assert "locked" in ended.err
    assert "Traceback" not in ended.err
