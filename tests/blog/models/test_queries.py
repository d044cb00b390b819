"""What the pages of a site cost: as many queries for 90 posts as for 30, and few."""

import pytest
from django.utils import timezone

from blog.follow_up.tasks import make_renditions
from blog.models import PinnedPost
from search.models import SearchNeighbour
from tests.blog.models.many_posts import make_posts, make_topics
from tests.factories import StandardPageFactory
from tests.generations import remember

LISTINGS = [
    "/",
    "/blog/",
    "/blog/?page=2",
    "/blog/tags/",
    "{tag}",
    "/blog/authors/",
    "{author}",
    "/blog/series/",
    "{series}",
    "{series}?page=2",
    "/blog/archive/",
    "/blog/{year}/",
    "/blog/{year}/{month}/",
    "{post}",
    "/about/",
    "/nothing-like-it/",
    "/follow/",
    "/search/",
    "/search/?q=post",
    "/search/suggest/?q=po",
    "/feed.xml",
    "{tag}feed.xml",
    "/sitemap.xml",
    "/sitemap-pages-0.xml",
    "{post}index.md",
    "{tag}index.md",
    "/llms.txt",
]
# Queries of a post's page, and of any other, in a process that has answered since the last change.
MOST_OF_A_POST, MOST = 12, 16
# The first answer after a change reads what all later ones share.
MOST_AFTER_A_CHANGE = 20


def test_queries_do_not_grow_with_the_posts(client, home, blog, count_queries, monkeypatch):
    StandardPageFactory(parent=home, title="About", slug="about", show_in_menus=True)
    topics = make_topics()
    posts = make_posts(blog, 30, **topics)
    for post in posts:
        make_renditions.func(post.pk)
    now = timezone.now()
    urls = [
        path.format(
            post=posts[5].url,
            tag=posts[0].blog_url() + topics["tags"][0].post_list_path,
            author=posts[0].blog_url() + topics["authors"][0].post_list_path,
            series=posts[0].blog_url() + topics["series"].post_list_path,
            year=now.year,
            month=now.month,
        )
        for path in LISTINGS
    ]

    def count_all():
        for url in urls:
            client.get(url)
        return {url: count_queries(lambda url=url: client.get(url)) for url in urls}

    def count_remembered():
        with monkeypatch.context() as patch:
            remember(patch)
            return count_all()

    few, few_remembered = count_all(), count_remembered()
    make_posts(blog, 60, **topics)
    assert count_all() == few
    assert count_remembered() == few_remembered
    assert {url: count for url, count in few.items() if count > MOST_AFTER_A_CHANGE} == {}
    most = {**dict.fromkeys(urls, MOST), posts[5].url: MOST_OF_A_POST}
    assert {url: count for url, count in few_remembered.items() if count > most[url]} == {}


@pytest.mark.parametrize("parts", [1, 30])
def test_a_series_costs_a_post_one_query(client, blog, count_queries, parts):
    topics = make_topics()
    (single,) = make_posts(blog, 1, **{**topics, "series": None})
    posts = make_posts(blog, parts, **topics)
    costs = []
    for post in (single, posts[0]):
        client.get(post.url)
        costs.append(count_queries(lambda post=post: client.get(post.url)))
    assert costs[1] - costs[0] <= 1


def test_related_posts_cost_a_post_no_more_the_more_there_are(client, blog, count_queries):
    posts = make_posts(blog, 12, **make_topics())
    costs = []
    for post, pins, near in ((posts[0], 1, 1), (posts[2], 3, 1), (posts[4], 1, 6)):
        for number, other in enumerate(posts[5 : 5 + pins]):
            PinnedPost.objects.create(post=post, pinned=other, sort_order=number)
        for other in posts[12 - near :]:
            SearchNeighbour.objects.create(page=post, other=other, score=0.5)
        client.get(post.url)
        costs.append(count_queries(lambda post=post: client.get(post.url)))
        assert len(client.get(post.url).context["related_posts"]) == min(4, pins + near)
    assert len(set(costs)) == 1
