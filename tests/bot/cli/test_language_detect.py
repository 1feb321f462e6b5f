import json
import shlex
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.process import COMMAND

KEYS = ["language", "language_score", "intent", "intent_score"]


@pytest.fixture
def detect() -> Iterator["subprocess.Popen[bytes]"]:
    command = [COMMAND, "language", "detect"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_each_line_is_answered_when_it_comes(detect: "subprocess.Popen[bytes]") -> None:
    def answer(line: bytes) -> dict[str, Any]:
        assert detect.stdin is not None
        assert detect.stdout is not None
        detect.stdin.write(line)
        detect.stdin.flush()
        return json.loads(detect.stdout.readline())

    first = answer("kula badhé nglaporaken masalah toko\r\n".encode())
    assert list(first) == KEYS
    assert first["language"] == "jv"
    assert 0 < first["language_score"] <= 1
    assert answer(b"\n") == dict.fromkeys(KEYS)
    assert answer(b"thank you \xff so much\n")["intent"] == "thanks"
    assert answer(b"halo " * 100_000 + b"\n")["intent"] == "greeting"
    out, _ = detect.communicate(b"how do I upload a new product")
    assert [json.loads(line)["intent"] for line in out.splitlines()] == ["upload"]
    assert detect.returncode == 0


def test_without_stdin_it_says_so() -> None:
    closed = ["sh", "-c", f"exec {shlex.quote(str(COMMAND))} language detect <&-"]
    done = subprocess.run(closed, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "sapa: stdin is closed: hand the texts over by a pipe, one a line.\n"
