from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models.index import POSTS_PER_PAGE
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, TagFactory

BAD_PAGES = ["abc", "-1", "0", "101", "1e3", "١", str(10**30), "1%00", " "]


def make_posts(blog, count):
    """Posts as real ones are: two authors, three tags, some with a cover."""
    authors, tags = AuthorFactory.create_batch(2), TagFactory.create_batch(3)
    cover, now = ImageFactory(), timezone.now()
    return [
        BlogPostPageFactory(
            parent=blog,
            authors=authors,
            tags=tags,
            cover=cover if number % 2 else None,
            is_featured=number == 0,
            display_date=now - timedelta(hours=number),
        )
        for number in range(count)
    ]


def test_the_listing_shows_newest_first_and_nothing_hidden(client, blog, post, hidden_posts):
    older = BlogPostPageFactory(parent=blog, display_date=timezone.now() - timedelta(days=9))
    response = client.get(blog.url)
    assert list(response.context["teasers"].items) == [post, older]
    assert b"uicksilver" not in response.content


def test_the_home_page_shows_the_featured_and_the_latest(client, home, blog, post, hidden_posts):
    featured = BlogPostPageFactory(
        parent=blog, is_featured=True, display_date=timezone.now() - timedelta(days=9)
    )
    response = client.get("/")
    assert response.context["featured_posts"] == [featured]
    assert list(response.context["latest_posts"]) == [post]
    assert b"uicksilver" not in response.content


def test_a_tag_page_shows_its_posts_only(client, blog, post, hidden_posts):
    tag = TagFactory(slug="mlops", name="MLOps")
    tagged = BlogPostPageFactory(parent=blog, tags=[tag])
    response = client.get(f"{blog.url}tags/mlops/")
    assert list(response.context["teasers"].items) == [tagged]


@pytest.mark.parametrize("slug", ["unknown", "hidden-tag"])
def test_a_tag_without_public_posts_is_not_found(client, blog, hidden_posts, slug):
    assert client.get(f"{blog.url}tags/{slug}/").status_code == 404


def test_numbered_pages_hold_every_post_once(client, blog):
    posts = make_posts(blog, POSTS_PER_PAGE * 2 + 1)
    pages = [client.get(blog.url, {"page": number}).context["teasers"] for number in (1, 2, 3)]
    assert [post for page in pages for post in page.items] == posts
    assert [page.next_number for page in pages] == [2, 3, None]
    assert [page.previous_number for page in pages] == [None, 1, 2]
    assert client.get(blog.url, {"page": 4}).status_code == 404


@pytest.mark.parametrize("page", BAD_PAGES)
def test_a_bad_page_number_is_not_found(client, blog, post, page):
    assert client.get(f"{blog.url}?page={page}").status_code == 404


def test_an_empty_blog_has_a_first_page(client, blog):
    assert client.get(blog.url).status_code == 200


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/", 16), ("/blog/", 16), ("/blog/?page=2", 16), ("{tag}", 16), ("{post}", 16)],
)
def test_queries_do_not_grow_with_the_posts(client, blog, count_queries, path, limit):
    posts = make_posts(blog, 30)
    url = path.format(tag=f"/blog/tags/{posts[0].shown_tags[0].slug}/", post=posts[5].url)
    client.get(url)  # makes the renditions, as the background task does
    before = count_queries(lambda: client.get(url))
    make_posts(blog, 60)
    client.get(url)
    assert count_queries(lambda: client.get(url)) == before <= limit


def test_a_teaser_says_what_a_reader_needs(client, blog):
    author, tag = AuthorFactory(name="Platform Team"), TagFactory(name="MLOps", slug="mlops")
    post = BlogPostPageFactory(parent=blog, title="On drift", authors=[author], tags=[tag])
    html = client.get(blog.url).content.decode()
    for part in (post.title, post.url, author.name, tag.name, post.teaser, "/blog/tags/mlops/"):
        assert part in html
    assert "Click to read more →" in html
