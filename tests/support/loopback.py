"""No test talks to the world: a connection that would leave this machine is an error."""

import ipaddress
import socket
from typing import Any

import pytest


def confine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sockets refuse every address beyond loopback, by name or by number."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as socket has it
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(str(address[0])):
            message = f"a test tried to reach {address[0]}"
            raise ConnectionRefusedError(message)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
