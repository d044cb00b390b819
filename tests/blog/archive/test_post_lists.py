from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.images import get_image_model

from blog.archive.post_list import POSTS_PER_PAGE
from search.public import paging
from tests.blog.models.many_posts import make_posts
from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory

BAD_PAGES = ["abc", "-1", "0", "101", "1e3", "١", str(10**30), "1%00", " "]


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


def test_a_teaser_says_what_a_reader_needs(client, blog):
    author, tag = AuthorFactory(name="Platform Team"), TagFactory(name="MLOps", slug="mlops")
    series = SeriesFactory(name="In production", slug="in-production")
    make = {"parent": blog, "authors": [author], "tags": [tag], "series": series}
    BlogPostPageFactory(series_position=1, **make)
    post = BlogPostPageFactory(title="On drift", series_position=5, **make)
    html = client.get(blog.url).content.decode()
    for part in (post.title, post.url, author.name, tag.name, post.teaser, "part 2"):
        assert part in html
    for path in ("tags/mlops/", f"authors/{author.slug}/", "series/in-production/"):
        assert f'href="/blog/{path}"' in html
    assert "Click to read more →" in html


def test_past_the_last_numbered_page_the_archive_goes_on(client, blog, monkeypatch):
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    posts = make_posts(blog, POSTS_PER_PAGE * 2)
    link = b'href="/blog/archive/">Older posts'
    assert link not in client.get(blog.url, {"page": 2}).content
    BlogPostPageFactory(parent=blog, display_date=posts[-1].display_date - timedelta(days=1))
    assert link in client.get(blog.url, {"page": 2}).content
    assert link not in client.get(blog.url).content


def test_the_listing_offers_what_there_is(client, blog):
    links = [f'href="/blog/{path}/"' for path in ("tags", "archive", "series")]

    def offered():
        html = client.get(blog.url).content.decode()
        return [link in html for link in links]

    assert offered() == [False, False, False]
    post = BlogPostPageFactory(parent=blog)
    assert offered() == [True, True, False]
    post.series = SeriesFactory()
    post.save()
    assert offered() == [True, True, True]


@pytest.mark.parametrize("path", ["", "?page=1", "?page=2", "tags/tag-a/", "tags/tag-a/?page=2"])
def test_a_listing_names_its_own_address_and_title(client, blog, path):
    BlogPostPageFactory.create_batch(
        POSTS_PER_PAGE + 1, parent=blog, tags=[TagFactory(slug="tag-a", name="Tag A")]
    )
    page = BeautifulSoup(client.get(f"{blog.url}{path}").content, "html.parser")
    canonical = page.find("link", rel="canonical")["href"]
    assert canonical == f"http://testserver/blog/{path.removesuffix('?page=1')}"
    (heading,) = page.find_all("h1")
    title = heading.text if heading.text == "Blog" else f"{heading.text} – Blog"
    number = " – Page 2" if path.endswith("2") else ""
    assert page.title.text.strip() == f"{title}{number} – Epoch"


def test_a_cover_may_be_an_svg(client, blog):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"></svg>'
    cover = get_image_model().objects.create(title="x", file=ContentFile(drawing, name="x.svg"))
    post = BlogPostPageFactory(parent=blog, cover=cover)
    for url in ("/", blog.url, post.url):
        assert b".svg" in client.get(url).content


@pytest.mark.parametrize(("language", "forward"), [("en", "→"), ("he", "←")])
def test_arrows_point_as_the_language_is_written(language, forward):
    first = SimpleNamespace(previous_number=0, next_number=2, number=1)
    with translation.override(language):
        pager = render_to_string("components/pager.html", {"slice": first, "page": True})
    assert pager.count(forward) == sum(map(pager.count, "←→")) == 1
