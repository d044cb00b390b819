"""Pages of tags and authors, and what every topic's page refuses."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from blog.follow_up.tasks import make_renditions
from blog.models import Tag
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    TagFactory,
)

HOSTILE = ["unknown", "a" * 5000, "%00", "..%2f..", "<script>", "1%20OR%201=1", "%ff%fe", "tags/x"]


def test_a_tag_page_shows_its_posts_and_description(client, blog, post):
    tag = TagFactory(slug="mlops", name="MLOps", description="Running <models>.")
    tagged = BlogPostPageFactory(parent=blog, tags=[tag])
    response = client.get("/blog/tags/mlops/")
    assert list(response.context["teasers"].items) == [tagged]
    assert "Running &lt;models&gt;." in response.content.decode()


def test_all_tags_are_listed_with_their_counts(client, home, blog):
    often, once, elsewhere = (TagFactory(name=name) for name in ("A", "B", "C"))
    BlogPostPageFactory(parent=blog, tags=[often, once])
    BlogPostPageFactory(parent=blog, tags=[often])
    BlogPostPageFactory(parent=BlogIndexPageFactory(parent=home, slug="notes"), tags=[elsewhere])
    tags = client.get("/blog/tags/").context["tags"]
    assert [(tag.name, tag.post_count) for tag in tags] == [("A", 2), ("B", 1)]


@pytest.mark.parametrize("name", ["日本", "C++", "++", "Größe", "Tags", "2024"])
def test_any_tag_an_editor_writes_has_a_page(client, post, name):
    post.tags.add(name)
    post.save()
    tag = Tag.objects.get(name=name)
    assert client.get(post.blog_url() + tag.post_list_path).context["post_list"].heading == name


def test_tags_of_signs_alone_get_slugs_of_their_own(db):
    slugs = [Tag.objects.create(name=name).slug for name in ("++", "--", "tag")]
    assert len(set(slugs)) == 3
    assert all(slugs)


def test_an_author_page_shows_who_they_are(client, blog, post):
    author = AuthorFactory(
        name="Platform <Team>",
        slug="platform",
        portrait=ImageFactory(),
        biography="Builds <pipelines>.\n\nCarries the pager.",
        links=[("link", {"label": "Code", "page": None, "address": "https://example.org/"})],
    )
    signed = BlogPostPageFactory(parent=blog, authors=[author, AuthorFactory()])
    response = client.get("/blog/authors/platform/")
    assert list(response.context["teasers"].items) == [signed]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.text == "Platform <Team>"
    assert page.find(class_="author__portrait")["alt"] == ""
    assert [p.text for p in page.find(class_="page__introduction").find_all("p")] == [
        "Builds <pipelines>.",
        "Carries the pager.",
    ]
    assert page.find(class_="page__introduction")["dir"] == page.h1["dir"] == "auto"
    assert page.find("a", href="https://example.org/")["rel"] == ["me", "noopener"]
    assert b'href="/blog/authors/platform/"' in client.get(signed.url).content


def test_portraits_are_made_in_the_background(client, blog):
    author = AuthorFactory(slug="platform", portrait=ImageFactory())
    post = BlogPostPageFactory(parent=blog, authors=[author])
    cache.clear()  # Wagtail keeps renditions there, also those of earlier tests
    make_renditions.func(post.pk)
    made = author.portrait.renditions.count()
    for url in (post.url, "/blog/authors/platform/"):
        assert b"<img" in client.get(url).content
    assert author.portrait.renditions.count() == made == 4  # two sizes, in AVIF and WebP


@pytest.mark.parametrize("kind", ["tags", "authors", "series"])
def test_what_is_unknown_is_not_found(client, blog, post, kind):
    answers = {slug: client.get(f"/blog/{kind}/{slug}/").status_code for slug in HOSTILE}
    assert answers == dict.fromkeys(HOSTILE, 404)


@pytest.mark.parametrize("kind", ["tags", "authors", "series"])
def test_what_has_no_post_here_is_not_found(client, home, blog, kind):
    author, tag, series = AuthorFactory(slug="x"), TagFactory(slug="x"), SeriesFactory(slug="x")
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    BlogPostPageFactory(parent=notes, authors=[author], tags=[tag], series=series)
    assert client.get(f"/notes/{kind}/x/").status_code == 200
    assert client.get(f"/blog/{kind}/x/").status_code == 404


def test_all_authors_are_listed_with_their_counts(client, home, blog, hidden_posts):
    often, once, elsewhere = (AuthorFactory(name=name) for name in ("A", "B", "C"))
    BlogPostPageFactory(parent=blog, authors=[often, once])
    BlogPostPageFactory(parent=blog, authors=[often])
    BlogPostPageFactory(parent=BlogIndexPageFactory(parent=home, slug="notes"), authors=[elsewhere])
    authors = client.get("/blog/authors/").context["authors"]
    assert [(author.name, author.post_count) for author in authors] == [("A", 2), ("B", 1)]
    assert client.get(f"/blog/{authors[0].post_list_path}").status_code == 200
