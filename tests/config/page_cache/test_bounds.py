"""Whoever guesses addresses fills no memory, and pushes no page out."""

from concurrent.futures import ThreadPoolExecutor

from config.page_cache import encodings
from config.page_cache.cache import PageCache
from config.page_cache.encodings import MAX_REMEMBERED
from config.page_cache.entry import OVERHEAD
from config.page_cache.memory import MAX_UNKEPT
from tests.config.page_cache.asking import ask, environ

JUNK = 20_000
ROOM = 1024 * 1024
KINDS = ["200 OK", "404 Not Found", "301 Moved Permanently", "302 Found", "500 Oh", "403 No"]


class Site:
    """An application that answers each address in its own way."""

    def __init__(self, kinds):
        self.kinds = kinds

    def __call__(self, request, start_response):
        path = request["PATH_INFO"]
        number = int("".join(letter for letter in path if letter.isdigit()) or 0)
        start_response(self.kinds[number % len(self.kinds)], [("Content-Type", "text/html")])
        return [path.encode() * 40]


def new_cache(site, **options):
    options = {"generation": lambda: b"one", **options}
    return PageCache(
        site, max_bytes=ROOM, next_expiry=lambda: None, lifetime=lambda *asked: {}, **options
    )


def assert_bounded(cache):
    for store in (cache.memory.found, cache.memory.missing):
        entries = list(store._entries.values())
        assert store.bytes == sum(size for _, size in entries) <= store.max_bytes
        assert all(entry.size == size for entry, size in entries)
        assert len(store) <= store.max_bytes / OVERHEAD
    assert cache.memory.found.max_bytes + cache.memory.missing.max_bytes == ROOM
    assert len(cache.memory.unkept) <= MAX_UNKEPT
    assert not cache.fills


def junk(numbers):
    """Guessed addresses, each with a value of its own that tells which forms one takes."""
    for number in numbers:
        accepted = ("Accept-Encoding", f"br, gzip, x{number}")
        yield environ(f"/guess-{number}/?page={number % 100 + 1}", headers=[accepted])


def test_twenty_thousand_guesses_stay_in_their_bounds(hosts):
    encodings._remembered.clear()
    cache = new_cache(Site(KINDS))
    for request in junk(range(JUNK)):
        ask(cache, request)
    assert_bounded(cache)
    assert len(cache.memory.unkept) == MAX_UNKEPT
    assert len(encodings._remembered) == MAX_REMEMBERED


def test_so_do_those_of_eight_threads_at_once(hosts):
    cache = new_cache(Site(KINDS))

    def guess(start):
        # Half of them ask for what another one is having made.
        for request in junk(range(start // 2 * 600, start // 2 * 600 + 600)):
            ask(cache, request)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(guess, range(8)))
    assert_bounded(cache)


def test_guesses_push_no_page_out(hosts):
    pages = PageSite(Site(KINDS[1:]))
    cache = new_cache(pages)
    ask(cache, environ("/page/"))
    for request in junk(range(3_000)):
        ask(cache, request)
    assert ask(cache, environ("/page/")).body == b"A page."
    assert pages.asked == 1


class PageSite:
    """An application with one page; all else is another's."""

    def __init__(self, rest):
        self.rest = rest
        self.asked = 0

    def __call__(self, request, start_response):
        if request["PATH_INFO"] != "/page/":
            return self.rest(request, start_response)
        self.asked += 1
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"A page."]


def test_what_turned_out_private_is_forgotten_with_the_next_change(hosts):
    now = [b"one"]
    cache = new_cache(Site(["302 Found"]), generation=lambda: now[0])
    for request in junk(range(10)):
        ask(cache, request)
    assert len(cache.memory.unkept) == 10
    now[0] = b"two"
    ask(cache, environ("/guess-1/"))
    assert len(cache.memory.unkept) == 1


def test_what_began_before_a_change_says_nothing_of_what_is_private_after_it(hosts):
    now = [b"one"]

    def application(request, start_response):
        now[0] = b"two"
        # Somebody else, for whom all begins anew.
        if request["PATH_INFO"] == "/slow/":
            ask(cache, environ("/other/"))
        start_response("302 Found", [])
        return []

    cache = new_cache(application, generation=lambda: now[0])
    ask(cache, environ("/slow/"))
    assert {key.path for key in cache.memory.unkept} == {"/other/"}
