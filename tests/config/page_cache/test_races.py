"""Many readers and many changes at once: nobody gets what was before a change he knows of."""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import brotli
import pytest

from config.page_cache.cache import PageCache
from tests.config.page_cache.asking import ask, environ

READERS, READINGS, PATHS = 6, 600, 4


@pytest.fixture
def hurried():
    """Have threads change places all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


class Data:
    """A number that everything shows, committed first and announced then."""

    def __init__(self):
        self.committed = self.announced = 0
        self.generation = b"0"

    def change(self):
        self.committed += 1
        self.generation = b"%d" % self.committed
        self.announced = self.committed

    def application(self, request, start_response):
        """Show the number on pages that are found, missing, private or broken in turn."""
        number = self.committed
        # It takes a while to make a page, in which things change.
        time.sleep(0.001)
        kinds = {"/0/": "200 OK", "/1/": "404 Not Found", "/2/": "302 Found", "/3/": "200 OK"}
        if request["PATH_INFO"] == "/3/" and number % 7 == 0:
            raise ZeroDivisionError
        start_response(kinds[request["PATH_INFO"]], [("Content-Type", "text/html")])
        return [b"%d\n" % number * 100]


def number_in(reply):
    body = reply.body
    if dict(reply.headers).get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    (number,) = set(body.split())
    return int(number)


def test_no_answer_is_older_than_the_request(hosts, hurried):
    data = Data()
    cache = PageCache(
        data.application,
        max_bytes=100_000,
        generation=lambda: data.generation,
        next_expiry=lambda: None,
        lifetime=lambda *asked: {},
    )
    accepting = [("Accept-Encoding", "br")]

    def read(seed):
        chance = random.Random(seed)
        for _ in range(READINGS):
            known = data.announced
            path = f"/{chance.randrange(PATHS)}/"
            try:
                reply = ask(
                    cache, environ(path, headers=accepting if chance.random() < 0.5 else ())
                )
            except ZeroDivisionError:
                continue
            assert known <= number_in(reply)

    with ThreadPoolExecutor(READERS + 1) as threads:
        readers = [threads.submit(read, seed) for seed in range(READERS)]
        for _ in count():
            data.change()
            time.sleep(0.003)
            if all(reader.done() for reader in readers):
                break
    for reader in readers:
        reader.result()
    assert not cache.fills
    assert data.committed > 50


def test_a_server_may_change_the_headers_it_is_handed(hosts):
    data = Data()
    cache = PageCache(
        data.application,
        max_bytes=100_000,
        generation=lambda: b"one",
        next_expiry=lambda: None,
        lifetime=lambda *asked: {},
    )
    data.committed = 1
    first = ask(cache, environ("/0/"))
    before = list(first.headers)
    first.headers.append(("X-Server", "this one"))
    assert ask(cache, environ("/0/")).headers == before
