"""The list of commands: quick, whole, and right about what is behind it."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot.cli.app import COMMANDS, app

LIST = """
import sys
from bot.cli import main
sys.argv = ["sapa", "--help"]
try:
    main()
except SystemExit:
    print({"telegram", "polars", "numpy", "PIL"} & set(sys.modules))
"""


def said(*words: str) -> str:
    return CliRunner().invoke(app, list(words)).output


def test_every_command_is_listed_with_what_it_does() -> None:
    lines = said("--help").splitlines()
    for name, (_, does) in COMMANDS.items():
        assert [line for line in lines if f" {name} " in line and does in line], name


def test_the_list_loads_no_command() -> None:
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_slip_of_the_pen_is_known() -> None:
    assert "Did you mean 'import'?" in said("imprt")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_there_and_says_how_it_is_used(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Usage: sapa {name} " in result.output
