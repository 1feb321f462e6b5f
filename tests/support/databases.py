"""On which kind of database a test runs that needs only one."""

from zlib import crc32

import pytest

BACKENDS = ("sqlite", "postgresql")


def of_this_test(request: pytest.FixtureRequest) -> str:
    """Return the URL of a migrated database of the kind that the test's name falls to."""
    name: str = request.node.nodeid
    backend = getattr(request, "param", BACKENDS[crc32(name.encode()) % len(BACKENDS)])
    request.node.add_report_section("setup", "database", backend)
    url: str = request.getfixturevalue("sqlite_url" if backend == "sqlite" else "postgres_url")
    return url
