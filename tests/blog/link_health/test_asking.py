"""How other sites are asked: what their answers mean, and that nobody is asked too much."""

import ssl
import subprocess
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.link_health import asking
from blog.link_health.asking import ask, ask_due_links, enqueue_asking
from blog.link_health.collecting import collect_from
from blog.models import LinkHealth, LinkUse, OutboundLink
from blog.models.links.outbound_link import LinkState
from blog.outbound.errors import ClosedError
from blog.outbound.requests import fetch
from search.public.visibility import public_pages
from tests.blog.link_health.links import link_to
from tests.blog.link_health.other_site import NOT_ALLOWED, other_site
from tests.factories import BlogPostPageFactory
from tests.queue import waiting

DRIP = (b"a" * 1000 for _ in iter(int, 1))


def later(link, **span):
    """Let time pass for a link: all its dates lie so much further back."""
    link.refresh_from_db()
    for name in ("asked_at", "due_at", "failing_since"):
        if value := getattr(link, name):
            setattr(link, name, value - timedelta(**span))
    link.save()


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


def test_an_address_is_broken_once_it_was_found_so_twice(health, other, post):
    other.answers["/"] = (404,)
    link = link_to(post, url=f"{other.address}/")
    ask_due_links.func()
    link.refresh_from_db()
    assert (link.state, link.answer, link.is_confirmed) == (LinkState.GONE, "404", False)
    for hours, is_asked, is_confirmed in ((70, False, False), (3, True, True), (6, False, True)):
        later(link, hours=hours)
        count = len(other.hits)
        ask_due_links.func()
        link.refresh_from_db()
        assert (len(other.hits) > count, link.is_confirmed) == (is_asked, is_confirmed)
    assert timedelta(days=3) < link.asked_at - link.failing_since < timedelta(days=4)
    other.answers.clear()
    later(link, days=7)
    ask_due_links.func()
    link.refresh_from_db()
    assert (link.state, link.is_confirmed, link.failing_since) == (LinkState.FINE, False, None)


def test_being_turned_away_does_not_begin_the_count_anew(health, other, post):
    link = link_to(post, url=f"{other.address}/")
    for status in (404, 403, 404):
        other.answers["/"] = (status,)
        ask_due_links.func()
        later(link, days=8)
    link.refresh_from_db()
    assert link.is_confirmed


def test_an_address_is_asked_once_a_week_whoever_links_to_it(health, other, blog):
    url = f"{other.address}/"
    posts = [BlogPostPageFactory(parent=blog, body=[("markdown", f"[a]({url}#{n})")])
             for n in range(3)]  # fmt: skip
    collect_from.func([post.pk for post in posts])
    assert LinkUse.objects.count() == 3
    for _ in range(3):
        ask_due_links.func()
    assert other.asked() == ["HEAD /"]
    later(OutboundLink.objects.get(), days=6, hours=23)
    ask_due_links.func()
    assert other.asked() == ["HEAD /"]
    later(OutboundLink.objects.get(), hours=1)
    ask_due_links.func()
    assert other.asked() == ["HEAD /"] * 2


def test_a_batch_asks_each_host_once_and_the_one_that_waits_longest(health, other, post):
    for number in range(3):
        due_at = timezone.now() - timedelta(hours=number)
        link_to(post, url=f"{other.address}/{number}", due_at=due_at)
    ask_due_links.func()
    assert other.asked() == ["HEAD /2"]
    ask_due_links.func()
    assert other.asked() == ["HEAD /2", "HEAD /1"]


def test_a_host_that_a_redirect_led_to_counts_as_asked(health, post, monkeypatch):
    asked = []

    def ask_none(url):
        asked.append(url)
        return asking.Finding(LinkState.FINE, "200", host="b.example")

    monkeypatch.setattr(asking, "ask", ask_none)
    for url in ("https://a.example/", "https://b.example/", "https://www.c.example/"):
        link_to(post, url=url)
    ask_due_links.func()
    assert asked == ["https://a.example/", "https://www.c.example/"]


def test_a_batch_ends_in_time(health, post, monkeypatch):
    monkeypatch.setattr(asking, "ask", lambda url: asking.Finding(LinkState.FINE, "200"))
    for number in range(30):
        link_to(post, url=f"https://{number}.example/")
    ask_due_links.func()
    assert OutboundLink.objects.exclude(asked_at=None).count() == asking.HOSTS_AT_ONCE
    monkeypatch.setattr(asking, "BATCH_SECONDS", -1)
    ask_due_links.func()
    assert OutboundLink.objects.exclude(asked_at=None).count() == asking.HOSTS_AT_ONCE


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "3600", 3600),
        (429, None, 24 * 3600),
        (429, "soon", 24 * 3600),
        (429, "9" * 4000, 30 * 24 * 3600),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 30 * 24 * 3600),
        (429, "Fri, 31 Dec 1999 23:59:59 GMT", 0),
        (429, "Fri, 31 Dec 99999 23:59:59 GMT", 24 * 3600),
        (503, "7200", 7200),
        (503, None, 0),
        (503, "Mon, 01 Jan 99999999999 00:00:00 GMT", 24 * 3600),
        (503, "Mon, 01 Jan 2026 00:00:00 +9999999999999999999", 24 * 3600),
        (200, "7200", 0),
    ],
)
def test_a_host_that_wants_patience_gets_it_for_all_its_addresses(
    health, other, post, status, value, seconds
):
    other.answers["/0"] = (status, {} if value is None else {"Retry-After": value})
    links = [link_to(post, url=f"{other.address}/{number}") for number in range(2)]
    now = timezone.now()
    ask_due_links.func()
    for link in links:
        link.refresh_from_db()
    assert links[0].due_at - now >= timedelta(days=3)
    assert abs(max(links[1].due_at - now, timedelta()).total_seconds() - seconds) < 10
    assert not links[0].is_confirmed


def test_what_is_hidden_is_not_asked(health, other, blog, hidden_posts):
    """Which drafts there are would stand in the logs of other sites."""
    for state, page in hidden_posts.items():
        link_to(page, url=f"{other.address}/{state}")
    shared = link_to(hidden_posts["draft"], url=f"{other.address}/shared")
    for _ in hidden_posts:
        ask_due_links.func()
    assert other.hits == []
    assert not public_pages(type(blog).objects.filter(pk__in=[p.pk for p in hidden_posts.values()]))
    LinkUse.objects.create(page=BlogPostPageFactory(parent=blog), link=shared)
    ask_due_links.func()
    assert other.asked() == ["HEAD /shared"]


def test_nothing_is_asked_unless_switched_on(other, post):
    link_to(post, url=f"{other.address}/")
    enqueue_asking()
    assert not waiting(ask_due_links).exists()
    ask_due_links.func()
    assert other.hits == []
    assert not LinkHealth.objects.exists()


def test_what_is_due_is_enqueued_once(health, other, post):
    enqueue_asking()
    assert not waiting(ask_due_links).exists()
    link = link_to(post, url=f"{other.address}/")
    enqueue_asking()
    enqueue_asking()
    assert waiting(ask_due_links).count() == 1
    waiting(ask_due_links).delete()
    ask_due_links.func()
    later(link, days=1)
    enqueue_asking()
    assert not waiting(ask_due_links).exists()


def test_what_is_ignored_meanwhile_is_not_asked(health, other, post):
    link_to(post, url=f"{other.address}/")
    LinkHealth.objects.update(ignored=f"127.0.0.1:{other.server_port}")
    ask_due_links.func()
    assert other.hits == []
