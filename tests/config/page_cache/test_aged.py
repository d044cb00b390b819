"""What aged gives way to whatever comes in its place, even when no change was seen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from config.page_cache import cache as cache_module
from config.page_cache import memory
from config.page_cache.cache import PageCache
from tests.config.page_cache.asking import ask, environ


class Clock:
    """The time, as the page cache sees it."""

    def __init__(self):
        self.now = 1_000_000.0

    def time(self):
        return self.now

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (cache_module, memory):
        monkeypatch.setattr(module, "time", clock)
    return clock


class Changing:
    """An application whose one page changes past the cache."""

    def __init__(self):
        self.status, self.headers, self.asked = "200 OK", [], 0
        self.meanwhile = None

    def __call__(self, request, start_response):
        self.asked += 1
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.status.encode()]


@pytest.fixture
def site():
    return Changing()


@pytest.fixture
def cache(hosts, site):
    return new_cache(site)


def new_cache(site, next_expiry=lambda: None):
    return PageCache(
        site,
        max_bytes=1_000_000,
        generation=lambda: b"one",
        next_expiry=next_expiry,
        lifetime=lambda *asked: {},
    )


def statuses(cache, times=1):
    return [ask(cache, environ("/page/")).code for _ in range(times)]


def aged(cache, clock):
    assert statuses(cache) == [200]
    clock.now += cache_module.MAX_AGE


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently"])
def test_a_page_that_is_gone_is_kept_as_gone(status, cache, site, clock):
    aged(cache, clock)
    site.status = status
    assert statuses(cache, 3) == [int(status[:3])] * 3
    assert site.asked == 2
    assert (len(cache.memory.found), len(cache.memory.missing)) == (0, 1)


def test_a_page_that_is_back_is_kept_as_a_page(cache, site, clock):
    site.status = "404 Not Found"
    assert statuses(cache) == [404]
    site.status = "200 OK"
    clock.now += cache_module.MAX_AGE
    assert statuses(cache, 3) == [200] * 3
    assert (len(cache.memory.found), len(cache.memory.missing)) == (1, 0)


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("302 Found", []),
        ("403 Forbidden", []),
        ("410 Gone", []),
        ("200 OK", [("Cache-Control", "private, no-store")]),
        ("200 OK", [("Set-Cookie", "sessionid=1")]),
    ],
)
def test_a_page_that_became_private_is_let_go_of(status, headers, cache, site, clock):
    aged(cache, clock)
    site.status, site.headers = status, headers
    statuses(cache)
    assert (len(cache.memory.found), len(cache.memory.missing)) == (0, 0)


def test_whoever_comes_while_it_is_made_anew_gets_the_old_one(cache, site, clock):
    aged(cache, clock)
    others = []
    site.status = "404 Not Found"
    site.meanwhile = lambda: others.extend(statuses(cache, 3))
    assert statuses(cache, 2) == [404, 404]
    assert others == [200] * 3


def test_after_an_error_it_stays_until_the_site_works_again(cache, site, clock):
    aged(cache, clock)
    site.status = "500 Internal Server Error"
    assert statuses(cache, 2) == [500, 500]
    assert len(cache.memory.found) == 1
    site.status = "200 OK"
    assert statuses(cache, 2) == [200, 200]
    assert site.asked == 4


def test_whoever_waited_gets_nothing_that_expired_before_he_came(hosts, clock):
    inside, waiting, go_on = Event(), Event(), Event()
    asked = []

    def application(request, start_response):
        asked.append(1)
        if len(asked) == 1:
            inside.set()
            go_on.wait(5)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"%d" % len(asked)]

    cache = new_cache(application, next_expiry=lambda: 1_000_001.0)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, cache, environ("/page/"))
        assert inside.wait(5)
        clock.now += 2
        (fill,) = cache.fills.values()
        fill.done.wait = lambda timeout: waiting.set() or Event.wait(fill.done, timeout)
        second = threads.submit(ask, cache, environ("/page/"))
        assert waiting.wait(5)
        go_on.set()
        assert first.result().body == b"1"
        assert second.result().body == b"2"
