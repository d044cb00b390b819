"""Tricks that would make the server fetch from itself or its neighbours."""

import ast
import socket
import threading
import time
from pathlib import Path

import pytest

from blog.outbound import public_address, requests
from blog.outbound.public_address import (
    ForbiddenAddressError,
    is_public,
    read_address,
)
from blog.outbound.requests import OutboundError, fetch
from tests.blog.pictures.canary import PRIVATE, PUBLIC, served

ROOT = Path(__file__).resolve().parents[3]

# Names as hostile name servers would answer for them.
NAMES = {
    "public.example": [PUBLIC],
    "private.example": [PRIVATE],
    "both.example": [PUBLIC, PRIVATE],
    "both-turned.example": [PRIVATE, PUBLIC],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "inside.example": ["10.0.0.1"],
    "six.example": ["fd00::1"],
    "scoped.example": ["fe80::1%lo"],
    "nothing.example": [],
}

# Those that lead to the canary when addresses aren't checked.
TO_LOOPBACK = [
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://private.example/",
    "http://private.example./",
    "http://PRIVATE.example/",
    "http://both-turned.example/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://mapped.example/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://ⓛocalhost/",
    "http://public.example/301",
    "http://public.example/302",
    "http://public.example/303",
    "http://public.example/307",
    "http://public.example/308",
    "http://public.example/chain",
    "http://public.example/scheme-relative",
    "http://rebinding.example/rebound",
]
# Those that are refused for what they are, or lead elsewhere.
OTHERS = [
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.01/",
    "http://127.0.0.1.2/",
    "http://0/",
    "http://0x/",
    "http://both.example/",
    "http://metadata.example/",
    "http://inside.example/",
    "http://six.example/",
    "http://scoped.example/",
    "http://nothing.example/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2001:0:7f00:1::80ff:fffe]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[2001:db8::1]/",
    "http://example.org@127.0.0.1/",
    "http://user:secret@public.example/",
    "http://127.0.0.1:80@public.example/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http:\\\\127.0.0.1/",
    "http://public.example:22/",
    "http://public.example:99999/",
    "http://public.example:/\n",
    "http://pub\tlic.example/",
    " http://public.example/",
    "http://public.example/ HTTP/1.1\r\nX: y",
    "http://public.example/\x00",
    "http:///etc/passwd",
    "http://",
    "http:127.0.0.1",
    "//127.0.0.1/",
    "http://.127.0.0.1/",
    "http://127.0.0.1%2f.public.example/",
    "http://[127.0.0.1]/",
    "http://[::1/",
    "http://xn--a/",
    "http://" + "a" * 64 + ".example/",
    "http://public.example/" + "a" * 3000,
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "dict://127.0.0.1/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "",
    "http://public.example/to-file",
    "http://public.example/to-gopher",
    "http://public.example/to-port",
    "http://public.example/to-user",
    "http://public.example/to-backslash",
    "http://public.example/loop",
]


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
    monkeypatch.setattr(requests, "is_public", lambda ip: ip == PUBLIC or is_public(ip))
    canary.hits.clear()
    internet.hits.clear()
    return canary


@pytest.fixture
def sixth(world):
    """The canary on IPv6 too."""
    with served("::1", world.server_port) as server:
        server.hits = world.hits
        yield


def resolver():
    """A resolver of its own for each fetch: `rebinding.example` first looks harmless."""
    rebinding = iter([[PUBLIC], [PRIVATE], [PRIVATE]])

    def resolve(host, port):
        if host.removesuffix(".") == "rebinding.example":
            return next(rebinding)
        known = NAMES.get(host.removesuffix("."))
        return requests.resolve(host, port) if known is None else known

    return resolve


@pytest.mark.parametrize("url", [*TO_LOOPBACK, *OTHERS])
def test_no_trick_reaches_the_canary(world, sixth, url):
    with pytest.raises(OutboundError):
        fetch(url, resolver=resolver(), max_seconds=3)
    assert world.hits == []


@pytest.mark.parametrize("url", TO_LOOPBACK)
def test_without_the_address_check_each_of_these_reaches_it(world, sixth, monkeypatch, url):
    monkeypatch.setattr(requests, "is_public", lambda ip: True)
    assert fetch(url, resolver=resolver(), max_seconds=3).body == b"canary"
    assert len(world.hits) == 1


def test_a_public_machine_is_asked_by_its_name(world, internet):
    fetched = fetch("http://public.example/a b?q=é#part".replace(" ", "%20"), resolver=resolver())
    assert fetched.body == b"canary"
    assert internet.hits == [("public.example", "/a%20b?q=%C3%A9")]


def test_a_name_is_resolved_once_for_its_check_and_its_connection(world, internet):
    assert fetch("http://rebinding.example/x", resolver=resolver()).body == b"canary"
    assert [host for host, _ in internet.hits] == ["rebinding.example"]
    assert world.hits == []


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


def test_a_slow_name_server_is_not_waited_for(world):
    may_answer = threading.Event()

    def resolve(*_):
        assert may_answer.wait(60)
        return [PUBLIC]

    with pytest.raises(OutboundError, match="too long"):
        fetch("http://slow.example/", resolver=resolve, max_seconds=0.3)
    may_answer.set()


def test_tls_names_the_host_and_checks_its_certificate(world, monkeypatch):
    hello = []
    with socket.create_server((PUBLIC, 0)) as server:

        def listen():
            client, _ = server.accept()
            with client:
                hello.append(client.recv(4096))

        monkeypatch.setattr(public_address, "PORTS", {"https": server.getsockname()[1]})
        thread = threading.Thread(target=listen)
        thread.start()
        with pytest.raises(OutboundError):
            fetch("https://public.example/", resolver=resolver(), max_seconds=3)
        thread.join()
    assert b"public.example" in hello[0]
    assert requests._tls_context().check_hostname
    assert requests._tls_context().verify_mode.name == "CERT_REQUIRED"


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "192.1.0.1"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://example.org", "example.org"),
        ("https://EXAMPLE.org:443/x", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://[2606:4700::1111]/", "2606:4700::1111"),
        ("https://8.8.8.8/", "8.8.8.8"),
        ("http://example.org#@127.0.0.1:22/", "example.org"),
        ("http://example.org?@127.0.0.1/", "example.org"),
    ],
)
def test_ordinary_addresses_are_read(url, host):
    assert read_address(url).host == host


def test_a_long_or_broken_address_is_refused():
    with pytest.raises(ForbiddenAddressError):
        read_address("http://example.org/" + "x" * 2048)


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
    assert fetching == {"blog/outbound/requests.py", *others}
