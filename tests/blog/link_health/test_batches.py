"""Which links are asked when: once a week, no host too often, and none that is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.link_health import asking
from blog.link_health.asking import ask_due_links, enqueue_asking
from blog.link_health.collecting import collect_from
from blog.models import LinkHealth, LinkUse, OutboundLink
from blog.models.links.outbound_link import LinkState
from search.public.visibility import public_pages
from tests.blog.link_health.links import link_to
from tests.factories import BlogPostPageFactory
from tests.queue import waiting


def later(link, **span):
    """Let time pass for a link: all its dates lie so much further back."""
    link.refresh_from_db()
    for name in ("asked_at", "due_at", "failing_since"):
        if value := getattr(link, name):
            setattr(link, name, value - timedelta(**span))
    link.save()


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
