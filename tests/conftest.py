"""No test reaches the network, spends money, or sees the user's own settings, cache or key."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import TYPE_CHECKING, Any

import pytest
from fake_server import FakeServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLEARED = ("OPENAI_", "AZURE_OPENAI_", "SUMMARIZER_")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def _is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket of the file system
    host = str(address[0])
    try:
        return host in {"localhost", ""} or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine, and every look-up of a foreign name."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(what: object) -> None:
        raise RuntimeError(f"a test tried to reach the network: {what!r}")

    def guarded_connect(self: socket.socket, address: Any) -> Any:
        return connect(self, address) if _is_loopback(address) else refuse(address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> Any:
        return connect_ex(self, address) if _is_loopback(address) else refuse(address)

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        return lookup(host, *args, **kwargs) if host is None or _is_loopback((host,)) else refuse(host)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_lookup)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own, also to the commands that it starts."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(_CLEARED) or name.lower() in _PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("SUMMARIZER_ENV_FILE", "")
    return home


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """Run the scripted model server."""
    with FakeServer() as fake:
        yield fake
