"""What is asked of a host, and how much of its answer is read."""

import ast
import socket
import threading
import time
from pathlib import Path

import pytest

from blog.outbound import public_address
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch
from tests.blog.outbound.hostile_names import resolver
from tests.blog.pictures.canary import PRIVATE, PUBLIC

ROOT = Path(__file__).resolve().parents[3]


def test_a_public_machine_is_asked_by_its_name(world, internet):
    fetched = fetch("http://public.example/a b?q=é#part".replace(" ", "%20"), resolver=resolver())
    assert fetched.body == b"canary"
    assert internet.hits == [("public.example", "/a%20b?q=%C3%A9")]


def test_proxies_of_the_environment_are_not_used(world, internet, monkeypatch):
    proxy = f"http://{PRIVATE}:{world.server_port}"
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    fetch("http://public.example/x", resolver=resolver())
    assert world.hits == []
    assert len(internet.hits) == 1


class Drip:
    """A thousand bytes, 50 ms apart."""

    def __init__(self):
        self.sent = 0

    def __iter__(self):
        for self.sent in range(1000):
            yield b"x"
            time.sleep(0.05)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Length": "1000000000"}, b"x" * 5000),
        ({}, b"x" * 5000),
        ({"Content-Length": "5"}, b"abc"),
        ({"Content-Encoding": "gzip"}, b"\x1f\x8b"),
        ({"Transfer-Encoding": "chunked"}, b"fffffffff\r\nxx"),
        ({}, Drip()),
        ({"X-Long": "x" * 70_000}, b""),
    ],
    ids=["length", "no length", "short", "packed", "chunk", "slow drip", "header"],
)
def test_an_answer_is_bounded_in_size_and_time(world, internet, headers, body):
    internet.answers["/answer"] = (200, headers, body)
    with pytest.raises(OutboundError):
        fetch("http://public.example/answer", resolver=resolver(), max_bytes=1000, max_seconds=0.6)
    assert isinstance(body, bytes) or body.sent < 500


@pytest.mark.parametrize("status", [304, 404, 500])
def test_only_success_is_an_answer(world, internet, status):
    internet.answers["/failure"] = (status, {}, b"")
    with pytest.raises(OutboundError, match=str(status)):
        fetch("http://public.example/failure", resolver=resolver())


def test_a_slow_header_is_cut(world, monkeypatch):
    with socket.create_server((PUBLIC, 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(public_address, "PORTS", {"http": port})
        header = Drip()
        threading.Thread(target=drip_header, args=[server, header], daemon=True).start()
        with pytest.raises(OutboundError, match="too long"):
            fetch("http://public.example/", resolver=resolver(), max_seconds=0.6)
        assert header.sent < 500


def drip_header(server, header):
    client, _ = server.accept()
    with client:
        try:
            for byte in header:
                client.sendall(byte)
        except OSError:
            return


def test_nothing_else_of_ours_fetches():
    modules = {"requests", "urllib3", "httpx", "aiohttp"}
    deep = {"urllib.request", "http.client"}
    fetching = set()
    for app in ("config", "home", "blog", "search"):
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name in deep or name.partition(".")[0] in modules for name in names):
                    fetching.add(str(file.relative_to(ROOT)))
    # The caches and the sites to sign in by are named by an admin and by nothing that a text says;
    # what such a site names in turn is asked past the same guard.
    others = {"config/front_cache/purging.py", "home/sign_in/social.py"}
    assert fetching == {"blog/outbound/connections.py", "blog/outbound/requests.py", *others}
