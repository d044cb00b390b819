"""Searches are counted in memory, bounded, and without what readers would keep to themselves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.counting.counts import forget_old, store, trim
from search.counting.privacy import may_be_private
from search.counting.recording import Counted, PendingCounts, searched
from search.models import SearchMiss
from tests.factories import BlogPostPageFactory, QueryFactory, SearchPromotionFactory

DAY = date(2026, 5, 5)


@pytest.fixture
def counted():
    """A pending that counts what views announce."""
    pending = PendingCounts()

    def count(text, is_found, **kwargs):
        pending.add(text, is_found=is_found)

    searched.connect(count)
    yield lambda: {each.text: (each.searches, each.misses) for each in pending.take()}
    searched.disconnect(count)


def test_a_search_counts_once_with_case_and_spaces_folded(client, post, counted):
    for query in ("Drift", "  drift ", "DRIFT"):
        client.get("/search/", {"q": query})
    client.get("/search/", {"q": "drift", "format": "json"})
    client.get("/search/", {"q": "a\t xylophone"})
    assert counted() == {"drift": (4, 0), "a xylophone": (1, 1)}


@pytest.mark.parametrize(
    "parameters", [{"q": ""}, {"q": "drift", "order": "date"}, {"q": "drift", "exact": "1"},
                   {"q": "drift", "year": "2026"}, {"tag": "ops"}, {"q": "drift", "page": "2"}],
)  # fmt: skip
def test_what_follows_a_search_is_not_counted(client, blog, counted, parameters):
    BlogPostPageFactory.create_batch(13, parent=blog, title="On drift")
    client.get("/search/", parameters)
    client.head("/search/", {"q": "drift"})
    client.get("/search/suggest/", {"q": "drift"})
    client.get("/search/feed.xml", {"q": "drift"})
    assert counted() == {}


def test_a_query_with_a_promoted_result_has_a_hit(client, post, counted):
    SearchPromotionFactory(query=QueryFactory(query_string="xylophone"), page=post)
    client.get("/search/", {"q": "xylophone"})
    assert counted() == {"xylophone": (1, 0)}


def test_a_search_reads_no_more_and_writes_nothing_for_being_counted(
    client, post, counted, count_queries
):
    client.get("/search/", {"q": "drift"})
    before = count_queries(lambda: client.get("/search/", {"q": "drift", "order": ""}))
    assert count_queries(lambda: client.get("/search/", {"q": "drift"})) == before
    assert not Query.objects.exists()


def test_a_counter_that_fails_breaks_no_search(client, post):
    def fail(**kwargs):
        raise RuntimeError("no more threads")

    searched.connect(fail)
    try:
        assert client.get("/search/", {"q": "drift"}).status_code == 200
    finally:
        searched.disconnect(fail)


def test_what_is_pending_is_bounded_and_keeps_counting_what_it_knows():
    pending = PendingCounts(limit=3)
    for number in range(10):
        pending.add(f"query {number}", is_found=True)
    pending.add("query 0", is_found=False)
    counts = pending.take()
    assert [(each.text, each.searches, each.misses) for each in counts] == [
        ("query 0", 2, 1),
        ("query 1", 1, 0),
        ("query 2", 1, 0),
    ]
    assert pending.take() == []
    pending.put_back(counts)
    pending.add("query 1", is_found=True)
    assert [each.searches for each in pending.take()] == [2, 2, 1]


def test_a_long_query_is_cut():
    pending = PendingCounts()
    pending.add("long words " * 100, is_found=True)
    pending.add("İ " * 200, is_found=True)
    assert max(len(each.text) for each in pending.take()) <= 200


@pytest.mark.parametrize(
    "text",
    ["jo@example.org", "jo@exam", "mail to jo.doe+x@mail.example.co.uk", "@jo@social.example",
     "https://example.org/?token=x", "4111 1111 1111 1111", "+49 (0)30 123-4567 89",
     "192.168.100.200", "DE89370400440532013000", "550e8400-e29b-41d4-a716-446655440000",
     "ghp_" + "a1B2" * 9, "5f4dcc3b" * 3, "AKIA" + "ABCDEFGH" * 2 + "7", "x" * 41],
)  # fmt: skip
def test_what_looks_private_is_not_counted(text):
    assert may_be_private(text)
    pending = PendingCounts()
    pending.add(text, is_found=False)
    assert pending.take() == []


@pytest.mark.parametrize(
    "text",
    ["drift", "std::vec", "--no-cache-dir", "torch.nn.functional.scaled_dot_product_attention",
     "all-MiniLM-L6-v2", "text-embedding-ada-002", "@property", "python 3.12.1", "2024-05-05",
     "year:2025 drift", "C++", "gpt-4o-2024-08-06", "kernel 6.1.0-13", "x86_64", "port 8080",
     "donaudampfschifffahrtsgesellschaft", "how do i watch for drift in production?"],
)  # fmt: skip
def test_what_readers_of_such_a_site_search_for_is_counted(text):
    assert not may_be_private(text)


def stored():
    hits = dict(QueryDailyHits.objects.values_list("query__query_string", "hits"))
    return hits, dict(SearchMiss.objects.values_list("query__query_string", "misses"))


def test_counts_add_up(db):
    QueryFactory(query_string="drift")
    store([Counted("drift", DAY, 3, 0), Counted("xylophone", DAY, 2, 2)])
    store([Counted("drift", DAY, 1, 1)])
    assert stored() == ({"drift": 4, "xylophone": 2}, {"drift": 1, "xylophone": 2})
    store([Counted("drift", DAY + timedelta(days=1), 5, 0)])
    assert QueryDailyHits.objects.count() == 3


def test_many_counts_take_few_queries(db, count_queries):
    counts = [Counted(f"query {number}", DAY, 1, 1) for number in range(500)]
    # Of which two begin and end a savepoint.
    assert count_queries(lambda: store(counts)) <= 7
    assert count_queries(lambda: store(counts)) <= 4


def test_the_rarest_and_the_longest_unused_go_first(db):
    for days, (text, searches) in enumerate(
        [("old and frequent", 9), ("new and rare", 1), ("newer and rare", 1), ("promoted", 1)]
    ):
        store([Counted(text, DAY + timedelta(days=days), searches, searches)])
    SearchPromotionFactory(query=Query.objects.get(query_string="promoted"))
    trim(limit=3)
    assert Query.objects.count() == 4
    trim(limit=1)
    assert stored()[0].keys() == {"old and frequent", "promoted"}
    assert stored()[1].keys() == {"old and frequent", "promoted"}


def test_counts_are_forgotten_in_time(db, settings):
    settings.WAGTAILSEARCH_HITS_MAX_AGE = 100
    today = timezone.localdate()
    for text, days, searches in [
        ("kept", 99, 2), ("old", 100, 2), ("rare", 31, 1), ("new", 29, 1), ("promoted", 200, 2),
    ]:  # fmt: skip
        store([Counted(text, today - timedelta(days=days), searches, searches)])
    SearchPromotionFactory(query=Query.objects.get(query_string="promoted"))
    forget_old()
    assert set(stored()[0]) == set(stored()[1]) == {"kept", "new"}
    assert set(Query.objects.values_list("query_string", flat=True)) == {"kept", "new", "promoted"}


def test_days_of_counts_are_bounded(db, monkeypatch):
    monkeypatch.setattr("search.counting.counts.MAX_ROWS", 2)
    today = timezone.localdate()
    for days in range(4):
        store([Counted("drift", today - timedelta(days=days), 2, 0)])
    forget_old()
    assert QueryDailyHits.objects.count() == 2
    assert QueryDailyHits.objects.earliest("date").date == today - timedelta(days=1)
