import socket

import pytest

from blog.outbound import connections, public_address
from blog.outbound.public_address import is_public
from tests.blog.pictures.canary import PRIVATE, PUBLIC, served


@pytest.fixture(scope="module")
def canary():
    with served(PRIVATE) as server:
        yield server


@pytest.fixture(scope="module")
def internet(canary):
    """The machine that counts as public here; it redirects to wherever an attacker would."""
    here = f"http://{PRIVATE}/"
    with served(PUBLIC, canary.server_port) as server:
        leads = {f"/{status}": (status, here) for status in (301, 302, 303, 307, 308)}
        leads |= {
            "/chain": (302, "/chain2"),
            "/chain2": (301, "http://public.example/307"),
            "/scheme-relative": (302, f"//{PRIVATE}/"),
            "/rebound": (302, "/again"),
            "/to-file": (302, "file:///etc/passwd"),
            "/to-gopher": (302, f"gopher://{PRIVATE}/"),
            "/to-port": (302, "http://public.example:22/"),
            "/to-user": (302, f"http://a@{PRIVATE}/"),
            "/to-backslash": (302, f"http:\\\\{PRIVATE}/"),
            "/loop": (302, "/loop"),
        }
        server.answers = {
            path: (status, {"Location": to}, b"") for path, (status, to) in leads.items()
        }
        yield server


@pytest.fixture
def world(monkeypatch, canary, internet):
    """Loopback alone: one address is taken for public, and no socket may go further."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert address[0] in (PRIVATE, PUBLIC, "0.0.0.0", "::1", "::", "::ffff:127.0.0.1")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    port = canary.server_port
    monkeypatch.setattr(public_address, "PORTS", {"http": port, "https": port})
    monkeypatch.setattr(connections, "is_public", lambda ip: ip == PUBLIC or is_public(ip))
    canary.hits.clear()
    internet.hits.clear()
    return canary


@pytest.fixture
def sixth(world):
    """The canary on IPv6 too."""
    with served("::1", world.server_port) as server:
        server.hits = world.hits
        yield
