from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, SeriesFactory


@pytest.fixture
def series(db):
    return SeriesFactory(name="In production", slug="in-production", description="Of <models>.")


def make_part(blog, series, position, *, days=0, **kwargs):
    date = timezone.now() - timedelta(days=days)
    return BlogPostPageFactory(
        parent=blog, series=series, series_position=position, display_date=date, **kwargs
    )


def test_parts_stand_by_position_then_date(client, blog, series):
    unplaced_late, unplaced = (make_part(blog, series, None, days=days) for days in (1, 2))
    third, second, first = (
        make_part(blog, series, position, days=days) for position, days in ((9, 0), (2, 5), (2, 6))
    )
    response = client.get("/blog/series/in-production/")
    parts = [first, second, third, unplaced, unplaced_late]
    assert list(response.context["teasers"].items) == parts
    numbers = [part.series_place.number for part in response.context["teasers"].items]
    assert numbers == [1, 2, 3, 4, 5]
    assert "Of &lt;models&gt;." in response.content.decode()


def test_a_post_shows_its_place_and_the_parts_beside_it(client, blog, series):
    first, second, third = (make_part(blog, series, position) for position in (1, 5, 7))
    response = client.get(second.url)
    place = response.context["page"].series_place
    assert (place.number, place.count) == (2, 3)
    assert (place.previous, place.next) == (first, third)
    html = response.content.decode()
    assert 'Part 2 of 3 of <a href="/blog/series/in-production/">In production</a>' in html
    context = response.context
    assert (context["previous_post"], context["next_post"]) == (first, third)
    assert html.count('class="neighbours"') == 1
    assert html.count("Part 2 of 3") == 2


def test_the_only_part_of_a_series_leads_to_the_posts_beside_it(client, blog, series):
    older = BlogPostPageFactory(parent=blog, display_date=timezone.now() - timedelta(days=1))
    response = client.get(make_part(blog, series, 1).url)
    assert response.context["previous_post"] == older
    html = response.content.decode()
    assert html.count("Part 1 of 1") == 1


def test_a_series_counts_the_parts_in_its_own_blog(client, home, blog, series):
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    here, there = make_part(blog, series, 1), make_part(notes, series, 2)
    for post in (here, there):
        place = client.get(post.url).context["page"].series_place
        assert (place.number, place.count) == (1, 1)
    listed = client.get("/notes/series/in-production/").context["teasers"].items
    assert list(listed) == [there]


def test_the_list_of_series_counts_posts(client, blog, series, post):
    make_part(blog, series, 1)
    make_part(blog, series, 2)
    SeriesFactory(name="Empty", slug="empty")
    listed = client.get("/blog/series/").context["series_list"]
    assert [(each.name, each.post_count) for each in listed] == [("In production", 2)]


def test_a_deleted_series_leaves_its_posts(client, blog, series):
    part = make_part(blog, series, 1)
    series.delete()
    assert client.get(part.url).context["page"].series_place is None


def test_names_stay_text(client, blog):
    hostile = SeriesFactory(name="<script>alert(1)</script>", slug="hostile")
    post = make_part(blog, hostile, 1)
    for url in (post.url, "/blog/", "/blog/series/", "/blog/series/hostile/"):
        assert b"<script>alert" not in client.get(url).content
