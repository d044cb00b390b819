"""Entries within a bound."""

from config.page_cache.answer import Answer
from config.page_cache.entry import OVERHEAD, Entry
from config.page_cache.store import Store


def entry(size=1000):
    headers = [("Content-Type", "text/html")]
    return Entry(Answer("200 OK", headers, b"x" * size), b"", deadline=None, aged_at=0.0)


def test_what_was_asked_for_longest_ago_goes_first():
    store = Store(max_bytes=2 * (OVERHEAD + 1000))
    store.put("a", entry())
    store.put("b", entry())
    store.get("a")
    store.put("c", entry())
    assert [key for key in "abc" if store.get(key)] == ["a", "c"]


def test_bytes_never_pass_the_bound():
    store = Store(max_bytes=100_000)
    for number in range(1000):
        store.put(number, entry(size=number))
        assert store.bytes <= 100_000
    assert 0 < len(store) < 25
    store.clear()
    assert (store.bytes, len(store)) == (0, 0)


def test_an_entry_that_grew_is_weighed_again():
    store, grown = Store(max_bytes=100_000), entry(2000)
    store.put("a", grown)
    before = store.bytes
    grown.form("gzip")
    store.put("a", grown)
    assert store.bytes == grown.size > before
    assert len(store) == 1


def test_what_is_larger_than_the_store_is_not_kept():
    store = Store(max_bytes=100)
    store.put("a", entry())
    assert store.get("a") is None
    assert store.bytes == 0
