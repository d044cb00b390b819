"""Varnish in front, with the configuration in deploy/, before a small site of the test's own."""

import os
import shutil
import subprocess
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
import requests
from django.test import override_settings

from config.front_cache.purging import FrontCache
from config.front_cache.shared_headers import cache_headers
from tests.config.serving.processes import MANAGE, eventually, free_port

pytestmark = pytest.mark.processes

VARNISHD = shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")
CONFIGURATION = MANAGE.parent / "deploy" / "varnish.vcl"
FRONT = {"front": {"BACKEND": "config.front_cache.purging.FrontCache"}}


class Site(ThreadingHTTPServer):
    """Answers with what a test puts into `answers`, and writes down what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked, self.answers = [], {}
        # While it is unset, answers that were made don't leave the site.
        self.gate = threading.Event()
        self.gate.set()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, headers, body = 200, {}, b"ok"
        if self.path != "/healthz":
            self.server.asked.append((self.path, self.headers))
            path = self.path.partition("?")[0]
            status, headers, body = self.server.answers.get(path, (404, kept(path, 404), b"none"))
            self.server.gate.wait(5)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass


def kept(path, status=200):
    """The headers that the real site sends with a public answer."""
    with override_settings(WAGTAILFRONTENDCACHE=FRONT):
        return cache_headers(path, status, left=None)


@contextmanager
def varnish(folder, site):
    """Yield the address of a Varnish before a site."""
    port, configuration = free_port(), folder / "varnish.vcl"
    text = CONFIGURATION.read_text()
    assert '.port = "8000"' in text
    configuration.write_text(text.replace('"8000"', f'"{site.server_port}"'))
    command = [VARNISHD, "-F", "-j", "none", "-n", str(folder), "-a", f"127.0.0.1:{port}"]
    command += ["-T", "none", "-s", "malloc,32m", "-f", str(configuration)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            eventually(lambda: answers(url), f"Varnish answers; {(folder / 'log').read_text()}")
            yield url
        finally:
            process.terminate()


def answers(url):
    try:
        return requests.get(f"{url}/healthz", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """What the tests share: the site, and functions that ask the cache before it."""
    if VARNISHD is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Varnish is missing: .ci/run installs it.")
        pytest.skip("Varnish is not installed here, so its tests were left out.")
    with Site() as site, varnish(tmp_path_factory.mktemp("varnish"), site) as url:
        yield SimpleNamespace(site=site, url=url)
        site.shutdown()


@pytest.fixture
def page(front):
    """The path of a page that nothing was asked of yet."""
    path = f"/{uuid.uuid4().hex}/"
    front.site.answers[path] = (200, kept(path), b"first")
    front.site.asked.clear()
    return path


@pytest.fixture
def ask(front):
    def ask(path, method="GET", **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(
            method, front.url + path, headers=names, timeout=5, allow_redirects=False
        )

    return ask


def asked_paths(front):
    return [path for path, _ in front.site.asked]


def purge(front):
    FrontCache({"LOCATION": front.url}).purge("https://example.org/")


def test_readers_share_an_answer(front, page, ask):
    first = ask(page + "?utm_source=x&fbclid=1", Cookie="_ga=1; xsessionid=2")
    again = ask(page + "?gclid=2")
    assert [each.headers["X-Cache"] for each in (first, again)] == ["miss", "hit"]
    assert again.text == "first"
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not {"Surrogate-Control", "x-site"} & set(again.headers)
    ((path, headers),) = front.site.asked
    assert path == page
    assert "Cookie" not in headers


def test_numbered_pages_are_kept_apart(front, page, ask):
    for query in ("?page=2", "?utm_source=x&page=3&page=2&a=b", "?page=3"):
        ask(page + query)
    assert asked_paths(front) == [f"{page}?page=2", f"{page}?page=3"]


def test_three_encodings_are_enough(front, page, ask):
    for encoding in ("gzip, br", "deflate, br;q=0.5, gzip", "gzip", "br;q=0, gzip", "identity"):
        ask(page, Accept_Encoding=encoding)
    asked = [headers["Accept-Encoding"] for _, headers in front.site.asked]
    assert asked == ["br, gzip", "gzip", None]


@pytest.mark.parametrize(
    "cookie", ["sessionid=1", "a=b; __Host-sessionid=1", "csrftoken=1", "a=b;__Host-csrftoken=1"]
)
def test_whoever_has_a_session_talks_to_the_site(front, page, ask, cookie):
    ask(page)
    for _ in range(2):
        assert ask(page + "?a=b", Cookie=cookie).headers["X-Cache"] == "miss"
    assert asked_paths(front) == [page, f"{page}?a=b", f"{page}?a=b"]
    assert front.site.asked[-1][1]["Cookie"] == cookie
    assert ask(page, method="POST").headers["X-Cache"] == "miss"
    assert ask(page).headers["X-Cache"] == "hit"


def test_after_a_purge_nobody_sees_the_old_one(front, page, ask):
    ask(page)
    ask("/missing/")
    front.site.answers[page] = (200, kept(page), b"second")
    front.site.answers["/missing/"] = (200, kept("/missing/"), b"there now")
    assert ask(page).text == "first"
    purge(front)
    assert (ask(page).text, ask("/missing/").text) == ("second", "there now")


def test_an_answer_on_its_way_is_what_the_second_purge_is_for(front, page, ask):
    front.site.gate.clear()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, page)
        eventually(lambda: page in asked_paths(front), "the site is asked")
        front.site.answers[page] = (200, kept(page), b"second")
        purge(front)
        front.site.gate.set()
        assert waiting.result().text == "first"
    purge(front)
    assert ask(page).text == "second"


@pytest.mark.parametrize(
    "header", [{"X_Forwarded_For": "192.0.2.1"}, {"X_Forwarded_Proto": "https"}]
)
def test_a_stranger_may_not_purge(front, page, ask, header):
    ask(page)
    assert ask(page, method="PURGE", **header).status_code == 405
    assert ask(page).headers["X-Cache"] == "hit"


def test_hostile_headers_and_methods_go_no_further(front, page, ask):
    ask(
        page,
        X_Forwarded_Host="evil.example",
        X_HTTP_Method_Override="DELETE",
        X_Whole_Url="/admin/",
        X_Forwarded_For="192.0.2.1",
        X_Forwarded_Proto="gopher",
    )
    ((_, headers),) = front.site.asked
    assert headers["X-Forwarded-For"] == "192.0.2.1, 127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http"
    assert not {"X-Forwarded-Host", "X-HTTP-Method-Override", "X-Whole-Url"} & set(headers)
    assert ask(page, method="TRACE").status_code == 405
    assert ask(page, X_Forwarded_Proto="https").headers["X-Cache"] == "miss"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": "public, max-age=0, must-revalidate"},
        {"Cache-Control": "public, max-age=60", "Vary": "Cookie"},
        {"Cache-Control": "public, max-age=60", "Set-Cookie": "a=b"},
    ],
)
def test_what_may_not_be_kept_is_asked_for_each_time(front, page, ask, headers):
    front.site.answers[page] = (200, headers, b"mine")
    ask(page)
    assert ask(page).headers["X-Cache"] == "miss"


def test_a_lifetime_ends(front, page, ask):
    headers = {"Cache-Control": "public, max-age=0, s-maxage=1"}
    front.site.answers[page] = (200, headers, b"first")
    ask(page)
    front.site.answers[page] = (200, headers, b"second")
    assert ask(page).text == "first"
    eventually(lambda: ask(page).text == "second", "the second's end")
    assert ask(page).headers["X-Cache"] == "hit"


def test_a_redirect_may_depend_on_the_whole_address(front, page, ask):
    assert ask("/old/?id=5").status_code == 404
    assert asked_paths(front)[-1] == "/old/?id=5"
    ask("/search/?q=a&tag=b")
    assert asked_paths(front)[-1] == "/search/?q=a&tag=b"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer token"}])
@pytest.mark.parametrize("path", ["/api/v3/pages/?limit=1&offset=2", "/api/v3/images/?page=2&x=1"])
def test_programs_are_answered_what_they_ask(front, ask, path, headers):
    ask(path, **headers)
    assert asked_paths(front)[-1] == path


def test_what_a_proxy_guards_keeps_its_whole_address(front, page, ask):
    ask(page + "?a=b", Authorization="Basic x")
    assert asked_paths(front) == [f"{page}?a=b"]


def test_big_files_pass_in_parts(front, page, ask):
    path = f"/media{page}film.webm"
    big = {"Cache-Control": "public, max-age=31536000"}
    front.site.answers[path] = (200, big, bytes(10 * 1024 * 1024 + 1))
    for _ in range(2):
        ask(path, Range="bytes=0-9")
    assert [headers["Range"] for _, headers in front.site.asked] == [None, "bytes=0-9"]
