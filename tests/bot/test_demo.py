import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DEMO = (sys.executable, "-m", "bot", "demo", "--sellers", "60")
ODD_SETTINGS = {"TELEGRAM_TOKEN": "9:real", "PORT": "1", "SEND_RATE": "none"}
"""What a developer's environment may hold, and the demo must not mind."""

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def a_demo(*arguments: str) -> Generator[subprocess.Popen[str]]:
    demo = subprocess.Popen(
        [*DEMO, *arguments],
        cwd=ROOT,
        env=os.environ | ODD_SETTINGS,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with demo:
        try:
            yield demo
        finally:
            demo.kill()


def misbehave(port: int) -> None:
    """Let every message be refused, as soon as the simulator listens."""
    fault = json.dumps({"method": "sendMessage", "kind": "500", "times": None})
    request = urllib.request.Request(f"http://127.0.0.1:{port}/sim/faults", fault.encode())
    for _ in range(300):
        try:
            urllib.request.urlopen(request, timeout=5).close()  # noqa: S310 - loopback
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the simulator never listened")


def of(kind: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == kind]


def test_plays_the_main_job_to_its_end_and_finds_it_in_the_database() -> None:
    with a_demo("--headless", "--json") as demo:
        out, err = demo.communicate(timeout=170)

    events = [json.loads(line) for line in out.splitlines()]
    assert (demo.returncode, err) == (0, "")
    assert events[-1]["event"] == "end"
    assert events[-1]["ok"]
    assert [step["step"] for step in of("step", events)] == list(range(1, 18))
    assert len(of("check", events)) == 6
    assert all(check["ok"] for check in of("check", events))
    notes = [event for event in of("message", events) if "bagian keuangan" in event["text"]]
    assert [note["author"] for note in notes] == ["Dewi Lestari"]
    kinds = {event["kind"] for event in of("message", events)}
    assert kinds >= {"text", "photo", "voice", "document"}
    weeks = [event["text"] for event in of("message", events) if event["text"].startswith("📊")]
    assert any("🟢 Aktif → 🟡 Mulai sepi" in week for week in weeks)
    assert any(not edit["by_bot"] for edit in of("edit", events))
    assert any(press["toast"] for press in of("press", events))


def test_ends_with_1_where_a_step_does_not_happen(port: int) -> None:
    with a_demo("--headless", "--json", "--port", str(port)) as demo:
        misbehave(port)
        out, err = demo.communicate(timeout=60)

    events = [json.loads(line) for line in out.splitlines()]
    assert (demo.returncode, err) == (1, "")
    assert [step["step"] for step in of("step", events)] == [1]
    assert [failed["step"] for failed in of("failed", events)] == [1]
    assert (events[-1]["event"], events[-1]["ok"]) == ("end", False)


def test_shows_the_page_until_told_to_stop(port: int) -> None:
    with a_demo("--port", str(port)) as demo:
        assert demo.stdout is not None
        line = demo.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        assert line.startswith(f"Open {address} ")
        with urllib.request.urlopen(f"{address}/sim/state", timeout=10) as answer:  # noqa: S310 - loopback
            state = json.load(answer)
        demo.send_signal(signal.SIGINT)
        out, err = demo.communicate(timeout=30)

    assert (demo.returncode, out, err) == (0, "", "")
    assert len(state["users"]) == 60 + 3
    assert state["users"][0]["tags"].keys() >= {
        "store",
        "place",
        "category",
        "language",
        "invitation",
    }


def test_names_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with a_demo("--port", str(number)) as demo:
            out, err = demo.communicate(timeout=30)

    assert (demo.returncode, out) == (1, "")
    assert err.startswith(f"sapa: Port {number} is taken")
    assert len(err.splitlines()) == 1


def test_knows_json_only_with_headless() -> None:
    with a_demo("--json") as demo:
        _, err = demo.communicate(timeout=30)

    assert demo.returncode == 2
    assert "--headless" in err
