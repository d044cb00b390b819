"""Caches in front are told of each change, soon, and again until they have heard."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.front_cache import purging
from config.front_cache.purging import Messenger, purge_now, purge_soon

PATIENCE = 60


class Cache(ThreadingHTTPServer):
    """A cache that writes down what it is asked, and may be out of order or keep askers waiting."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked, self.status = [], 200
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


class Answer(BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.asked.append((self.path, self.headers["Host"]))
        self.server.may_answer.wait(PATIENCE)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def messenger(monkeypatch):
    fresh = Messenger()
    monkeypatch.setattr(purging, "messenger", fresh)
    monkeypatch.setattr(purging, "AFTERWARDS", 0.2)
    # Nothing here is to come of a cache that a busy machine made slow.
    monkeypatch.setattr(purging, "PATIENCE", PATIENCE)
    return fresh


@pytest.fixture
def cache(messenger, settings):
    with Cache() as server:
        settings.SITE_URL = "https://example.org"
        configure(settings, server.url)
        yield server
        # Nothing may be purged through the next test's settings.
        server.status = 200
        server.may_answer.set()
        wait_until(messenger.is_idle)
        server.shutdown()


def configure(settings, *urls):
    backend = "config.front_cache.purging.FrontCache"
    settings.WAGTAILFRONTENDCACHE = {url: {"BACKEND": backend, "LOCATION": url} for url in urls}


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_without_a_cache_nothing_happens(messenger):
    purge_soon()
    assert purge_now()
    assert messenger.thread is None


def test_the_cache_has_heard_when_it_returns_and_hears_again_afterwards(cache):
    assert purge_now(timeout=PATIENCE)
    assert cache.asked == [("/", "example.org")]
    wait_until(lambda: len(cache.asked) == 2)


def test_a_command_that_ends_waits_for_the_second_time(cache, messenger):
    purge_now()
    messenger.finish()
    assert len(cache.asked) == 2


def test_many_changes_are_one_purge_and_the_last_is_not_missed(cache, messenger):
    cache.may_answer.clear()
    purge_soon()
    wait_until(lambda: cache.asked)
    for _ in range(50):
        purge_soon()
    cache.may_answer.set()
    wait_until(lambda: messenger.told == 51)
    assert len(cache.asked) == 2


def test_it_waits_no_longer_than_it_may(cache):
    cache.may_answer.clear()
    assert not purge_now(timeout=0.1)


def test_it_tries_until_the_cache_confirms_and_says_so_once(cache, messenger, caplog, monkeypatch):
    monkeypatch.setattr(purging, "LONGEST_PAUSE", 0.05)
    cache.status = 500
    assert not purge_now()
    wait_until(lambda: len(cache.asked) > 3)
    tried = len(cache.asked)
    assert not purge_now(timeout=PATIENCE)
    # Had it waited, there would have been a try each 50 ms.
    assert len(cache.asked) < tried + 100
    cache.status = 200
    wait_until(lambda: messenger.told == 2)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert purge_now(timeout=PATIENCE)


def test_a_dead_cache_keeps_no_other_from_hearing(cache, settings, caplog, monkeypatch):
    monkeypatch.setattr(purging, "LONGEST_PAUSE", 0.05)
    configure(settings, "http://127.0.0.1:1", cache.url)
    assert not purge_now()
    wait_until(lambda: cache.asked)
    assert "http://127.0.0.1:1 isn't purged" in caplog.text
    configure(settings, cache.url)
