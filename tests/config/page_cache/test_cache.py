"""Finished pages in front of an application: once made, given until something changes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.page_cache import cache as module
from config.page_cache.cache import PageCache

HTML = ("Content-Type", "text/html")


class Site:
    """An application that counts what it is asked, and the cache in front of it."""

    def __init__(self, max_bytes=1_000_000):
        self.asked = []
        self.value, self.expiry = b"1", None
        self.status, self.headers, self.body = "200 OK", [HTML], b"<p>drift</p>" * 50
        self.wait = lambda: None
        self.cache = PageCache(
            self.application,
            max_bytes=max_bytes,
            generation=lambda: self.value,
            next_expiry=lambda: self.expiry,
            lifetime=lambda path, status, left: {"Surrogate-Control": f"max-age={left:.0f}"},
        )

    def application(self, environ, start_response):
        self.asked.append(environ)
        body = self.body
        self.wait()
        start_response(self.status, list(self.headers))
        return [body]

    def get(self, path="/", query="", method="GET", **headers):
        """Return the status, the headers and the body."""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            **headers,
        }
        head = []
        result = self.cache(environ, lambda *words: head.extend(words))
        return head[0], dict(head[1]), b"".join(result)


@pytest.fixture
def site(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://localhost", ["localhost"]
    return Site()


def test_a_page_is_made_once(site):
    assert site.get() == site.get()
    assert site.get()[2] == site.body
    assert len(site.asked) == 1


def test_a_change_is_seen_by_the_next_request(site):
    site.get()
    site.body, site.value = b"new", b"2"
    assert site.get()[2] == b"new"


def test_head_is_answered_from_the_page(site):
    status, headers, body = site.get(method="HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(site.body)), b"")
    assert site.get()[2] == site.body
    assert [each["REQUEST_METHOD"] for each in site.asked] == ["GET"]


def test_who_has_the_page_gets_a_304(site):
    tag = site.get(HTTP_ACCEPT_ENCODING="br")[1]["ETag"]
    status, headers, body = site.get(HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING="br")
    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    site.value, site.body = b"2", b"<p>other</p>" * 50
    assert site.get(HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING="br")[0] == "200 OK"


def test_a_page_that_began_before_a_change_is_not_kept(site):
    def change():
        site.value = b"2"

    site.wait = change
    assert site.get()[2] == site.body
    site.wait, site.body = lambda: None, b"new"
    assert site.get()[2] == b"new"


def test_nothing_outlives_what_it_shows(site):
    site.expiry = time.time() + 1000
    site.get()
    site.get()
    assert len(site.asked) == 1
    site.expiry = time.time() - 1
    site.value = b"2"
    site.get()
    site.get()
    assert len(site.asked) == 3


def test_other_caches_hear_how_much_is_left_of_it_now(site):
    site.expiry = time.time() + 1000
    site.headers = [HTML, ("Surrogate-Control", "max-age=86400"), ("Cache-Control", "public")]
    site.get()
    headers = site.get()[1]
    assert 940 < int(headers["Surrogate-Control"].removeprefix("max-age=")) <= 1000
    site.value, site.expiry = b"2", None
    assert site.get()[1]["Surrogate-Control"] == "max-age=86400"


def test_one_makes_a_page_that_many_wait_for(site):
    site.wait = lambda: time.sleep(0.2)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: site.get(), range(6)))
    assert {body for _, _, body in answers} == {site.body}
    assert len(site.asked) == 1


def test_who_comes_after_a_change_does_not_wait_for_the_old_page(site):
    began, may_end = threading.Event(), threading.Event()

    def wait():
        began.set()
        may_end.wait(5)

    site.wait = wait
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(site.get)
        began.wait(5)
        site.value, site.body, site.wait = b"2", b"new", lambda: None
        late = pool.submit(site.get)
        assert late.result(5)[2] == b"new"
        may_end.set()
        early.result(5)
    assert site.get()[2] == b"new"


def test_an_old_page_is_given_while_a_new_one_is_made_if_it_merely_aged(site, monkeypatch):
    monkeypatch.setattr(module, "MAX_AGE", 0.0)
    old = site.get()[2]
    began, may_end = threading.Event(), threading.Event()

    def wait():
        began.set()
        may_end.wait(5)

    site.body, site.wait = b"new", wait
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(site.get)
        began.wait(5)
        assert site.get()[2] == old
        may_end.set()
        assert renewing.result(5)[2] == b"new"


def test_waiters_for_what_may_not_be_kept_are_not_put_in_a_line(site):
    site.headers = [HTML, ("Set-Cookie", "a=b")]
    assert site.get()[2] == site.get()[2] == site.body
    assert len(site.asked) == 2
    assert len(site.cache.memory.found) == 0
    assert len(site.cache.memory.unkept) == 1
    site.value, site.headers = b"2", [HTML]
    site.get()
    site.get()
    assert len(site.asked) == 3


def test_an_error_is_passed_on_and_asked_for_again(site):
    site.status = "500 Internal Server Error"
    assert site.get()[0] == site.status
    site.status = "200 OK"
    assert site.get()[0] == "200 OK"
    site.get()
    assert len(site.asked) == 2


def test_an_application_that_raises_leaves_nobody_waiting(site):
    def fail():
        raise ZeroDivisionError

    site.wait = fail
    with pytest.raises(ZeroDivisionError):
        site.get()
    site.wait = lambda: None
    assert site.get()[2] == site.body


def test_junk_finds_the_page_and_stays_away_from_django(site):
    site.get(query="utm_source=x")
    site.get()
    assert [each["QUERY_STRING"] for each in site.asked] == [""]


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found"])
def test_a_query_that_may_lead_elsewhere_is_asked_as_it_is(site, status):
    site.status = status
    site.get(query="id=3")
    site.get()
    site.get(query="id=3")
    assert [each["QUERY_STRING"] for each in site.asked] == ["", "id=3", "id=3"]


def test_addresses_that_lead_nowhere_take_a_sixteenth_of_the_memory(site):
    site.get("/real/")
    site.status = "404 Not Found"
    for number in range(500):
        site.get(f"/guess-{number}/")
    assert site.cache.memory.missing.bytes <= 1_000_000 / 16
    site.get("/real/")
    assert len([each for each in site.asked if each["PATH_INFO"] == "/real/"]) == 1


class Stream:
    """An answer as Django streams it."""

    streaming = True

    def __init__(self):
        self.is_closed = False

    def __iter__(self):
        return iter([b"part", b"part"])

    def close(self):
        self.is_closed = True


def test_a_stream_goes_by(site, monkeypatch):
    streams = []

    def application(environ, start_response):
        start_response("200 OK", [HTML])
        streams.append(Stream())
        return streams[-1]

    site.cache.application = application
    assert site.get()[2] == b"partpart"
    assert site.get(method="HEAD")[2] == b"partpart", "the second goes to the application as it is"
    site.value = b"2"
    assert site.get(method="HEAD")[2] == b""
    assert streams[-1].is_closed


def test_answers_from_here_are_observed(site):
    heard = []
    site.cache.observe = lambda environ, status, seconds: heard.append((status, seconds >= 0))
    site.get()
    site.get()
    assert heard == [("200 OK", True)]
