"""Readers see with what a post was tested, and when it was last checked."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.archive.staleness import months_later
from blog.blocks.provenance import raw_provenance, rows_of
from blog.desk.post_templates import copy_template
from config.front_cache.expiry import next_expiry
from tests.blog.blocks.values import PROVENANCE as ROWS
from tests.blog.checks.secret_samples import SAMPLES
from tests.blog.metadata.heads import read_head
from tests.factories import AuthorFactory, BlogPostPageFactory, PostTemplatesPageFactory

CHECKED = date(2026, 1, 31)


@pytest.fixture
def tested(blog):
    return BlogPostPageFactory(
        parent=blog, slug="tested", provenance=raw_provenance(ROWS), checked_on=CHECKED
    )


def at(monkeypatch, day):
    """Let it be noon of a day."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    monkeypatch.setattr(timezone, "now", lambda: noon)


def shown(client, post):
    return BeautifulSoup(client.get(post.url).content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_the_box_lists_what_the_editor_filled_in(client, tested):
    page = shown(client, tested)
    rows = [words(row) for row in page.select(".provenance__row")]
    assert rows == [
        "Software Python 3.12.4 scikit-learn 1.7",
        "Hardware 2 × A100",
        "Data Wine 2",
        "Parameters seed = 42",
        "Repository https://github.com/example/wine ab12",
        "Run on 1 May 2026",
        "Run time 3 min 12 s",
        "Checked on 31 January 2026",
    ]
    assert [link["href"] for link in page.select(".provenance a")] == [
        "https://data.example/wine",
        "https://github.com/example/wine",
        "https://github.com/example/wine/commit/ab12",
    ]
    assert page.select_one('link[href*="research"]')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "git@host.example:a/b.git", "x y"])
def test_only_addresses_of_the_web_are_links(client, tested, address):
    tested.provenance = raw_provenance([{"repository": address, "commit": "ab12"}])
    tested.save()
    box = shown(client, tested).select_one(".provenance")
    assert address in words(box)
    assert not box.select("a")


def test_a_post_that_says_nothing_of_it_has_no_box(client, post):
    page = shown(client, post)
    assert not page.select(".provenance, .stale, link[href*=research]")


def test_readers_are_told_once_the_check_is_old(client, tested, monkeypatch):
    at(monkeypatch, date(2027, 7, 31))
    assert tested.stale_on == date(2027, 7, 31) == months_later(CHECKED, 18)
    assert "more than 18 months ago" in words(shown(client, tested).select_one(".stale"))
    at(monkeypatch, date(2027, 7, 30))
    assert not shown(client, tested).select(".stale")


def test_a_blog_may_never_say_so(client, blog, tested, monkeypatch):
    blog.stale_after = 0
    blog.save()
    at(monkeypatch, date(2050, 1, 1))
    assert not shown(client, tested).select(".stale")
    assert next_expiry() is None


def test_no_day_to_come_is_one_of_a_check(tested):
    tested.checked_on = date(2999, 1, 1)
    with pytest.raises(ValidationError, match="has come"):
        tested.full_clean()


def test_metadata_feeds_and_search_have_it(client, tested):
    posting = read_head(client.get(tested.url)).nodes["BlogPosting"]
    assert posting["mainEntityOfPage"]["lastReviewed"] == "2026-01-31"
    html = tested.feed_item().html
    assert "scikit-learn" in html
    assert "https://data.example/wine" in html
    last = tested.search_entry().sections[-1]
    assert last.id == "post-provenance"
    assert "2 × A100" in last.text


def test_a_post_from_a_template_is_not_checked_yet(home, blog, tested, admin_user):
    AuthorFactory(user=admin_user)
    tested.move(PostTemplatesPageFactory(parent=home), pos="last-child")
    tested.refresh_from_db()
    post = copy_template(tested, index=blog, user=admin_user)
    assert rows_of(post.provenance) == ROWS
    assert post.checked_on is None


def test_a_secret_in_it_is_found(tested):
    tested.provenance = raw_provenance([{"parameters": f"key = {SAMPLES['aws id']}"}])
    assert "secret" in {problem.kind for problem in tested.problems}
