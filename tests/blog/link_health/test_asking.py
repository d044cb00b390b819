"""What another site's answer means, and that none of them costs more than a bounded time."""

import ssl
import subprocess
import time
from contextlib import suppress

import pytest

from blog.link_health import asking
from blog.link_health.asking import ask
from blog.models.links.outbound_link import LinkState
from blog.outbound.errors import ClosedError
from blog.outbound.requests import fetch
from tests.blog.link_health.other_site import NOT_ALLOWED, other_site

DRIP = (b"a" * 1000 for _ in iter(int, 1))


@pytest.mark.parametrize(
    ("answer", "state", "asked"),
    [
        ((200,), LinkState.FINE, ["HEAD /"]),
        ((404,), LinkState.GONE, ["HEAD /", "GET /"]),
        ((410,), LinkState.GONE, ["HEAD /", "GET /"]),
        ((403,), LinkState.UNTOLD, ["HEAD /", "GET /"]),
        ((429,), LinkState.UNTOLD, ["HEAD /"]),
        ((500,), LinkState.FAILING, ["HEAD /", "GET /"]),
        ((301, {"Location": "/moved"}), LinkState.FINE, ["HEAD /", "HEAD /moved"]),
        ((302, {"Location": "http://10.0.0.1/"}), LinkState.CLOSED, ["HEAD /"]),
        ((302, {"Location": "http://localhost/"}), LinkState.CLOSED, ["HEAD /"]),
        ((302, {"Location": "file:///etc/passwd"}), LinkState.CLOSED, ["HEAD /"]),
        ((200, {}, (), NOT_ALLOWED), LinkState.FINE, ["HEAD /", "GET /"]),
        ((200, {}, (), {"HEAD": 404}), LinkState.FINE, ["HEAD /", "GET /"]),
        ((200, {"Content-Encoding": "br"}), LinkState.FINE, ["HEAD /"]),
    ],
)
def test_what_an_answer_means(other, answer, state, asked):
    other.answers["/"] = answer
    assert ask(f"{other.address}/").state == state
    assert other.asked() == asked


def test_the_server_says_for_whom_it_asks(other, settings):
    ask(f"{other.address}/")
    [(_method, _path, headers)] = other.hits
    assert headers["User-Agent"] == f"Epoch link check (+{settings.SITE_URL}/)"
    assert not {"Cookie", "Referer", "Authorization"} & headers.keys()


def test_a_loop_ends(other):
    other.answers["/"] = (302, {"Location": "/"})
    assert ask(f"{other.address}/").state == LinkState.FAILING
    assert len(other.hits) == 12


def test_no_body_is_read(other):
    """One that never ends costs no more than its headers."""
    other.answers["/"] = (200, {}, DRIP, NOT_ALLOWED)
    began = time.monotonic()
    assert ask(f"{other.address}/").state == LinkState.FINE
    assert time.monotonic() - began < 2


def drip(request, *args):
    """Send a header that never ends, a byte at a time."""
    with suppress(OSError):
        request.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(60):
            request.sendall(b"a")
            time.sleep(0.05)


@pytest.mark.parametrize("handler", [lambda *args: time.sleep(3), drip], ids=["silent", "drip"])
def test_a_slow_host_is_left_in_time(other, monkeypatch, handler):
    monkeypatch.setattr(asking, "QUESTION_SECONDS", 0.3)
    monkeypatch.setattr(other, "RequestHandlerClass", handler)
    began = time.monotonic()
    finding = ask(f"{other.address}/")
    assert (finding.state, finding.answer) == (LinkState.FAILING, "The host took too long.")
    assert time.monotonic() - began < 2


def test_nobody_there_and_no_such_host(other, settings):
    with other_site() as closed:
        settings.OUTBOUND_TEST_PORT = closed.server_port
    assert ask(f"{closed.address}/").state == LinkState.FAILING
    assert ask("http://nobody.invalid/").answer == "The host is not known."


def test_a_certificate_of_nobody_is_told(other, tmp_path):
    key = [tmp_path / "key.pem", tmp_path / "cert.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=localhost", "-keyout", key[0], "-out", key[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(key[1], key[0])
    other.socket = context.wrap_socket(other.socket, server_side=True)
    assert ask(other.address.replace("http", "https")).state == LinkState.CERTIFICATE


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:{port}/", "http://127.0.0.2:{port}/",
            "http://[::ffff:127.0.0.1]:{port}/", "http://127.0.0.1:22/", "http://10.0.0.1:{port}/",
            "http://user@127.0.0.1:{port}/"]
)  # fmt: skip
def test_one_port_is_let_through_and_nothing_beside_it(other, url):
    with pytest.raises(ClosedError):
        fetch(url.replace("{port}", str(other.server_port)), max_seconds=2)
    assert other.hits == []


def test_no_port_is_let_through_without_the_setting(other, settings):
    settings.OUTBOUND_TEST_PORT = None
    assert ask(f"{other.address}/").state == LinkState.CLOSED
    assert other.hits == []
