"""The Markdown version of each public page, and who gets it."""

from datetime import UTC, datetime, timedelta

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document

from blog.follow_up.rerendering import rerender_pages
from blog.importing.markdown.front_matter import split_front_matter
from blog.models import StoredDocument
from tests.blog.models.many_posts import make_posts, make_topics
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.people import restrict
from tests.queue import run_waiting

SITE = "http://testserver"
DATE = datetime(2024, 2, 29, 12, 0, tzinfo=UTC)


def read(client, url):
    """Return the head of a Markdown version as a mapping, and its text."""
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    return split_front_matter(response.content.decode())


@pytest.fixture
def post(blog):
    return BlogPostPageFactory(
        parent=blog,
        title="Watching for drift",
        slug="drift",
        body=[("heading", {"text": "Alarms", "level": "2"}), ("markdown", "All about *this*.")],
        authors=[AuthorFactory(name="Ada"), AuthorFactory(name="Team")],
        tags=[TagFactory(name="MLOps")],
        series=SeriesFactory(name="In production"),
        series_position=2,
        display_date=DATE,
        last_published_at=DATE + timedelta(days=3),
    )


def test_a_post_has_a_head_and_its_text(client, post):
    fields, text = read(client, f"{post.url}index.md")
    assert fields == {
        "title": "Watching for drift",
        "date": DATE,
        "updated": DATE + timedelta(days=3),
        "summary": "What the reader learns.",
        "authors": ["Ada", "Team"],
        "tags": ["MLOps"],
        "series": "In production",
        "part": 2,
        "canonical_url": f"{SITE}{post.url}",
    }
    assert text.strip() == "# Watching for drift\n\n## Alarms\n\nAll about *this*."


def test_the_page_to_be_found_is_named(client, post):
    response = client.get(f"{post.url}index.md")
    assert response.headers["Link"] == f'<{SITE}{post.url}>; rel="canonical"'


def test_a_comment_is_not_for_readers_of_the_markdown_either(client, blog):
    block = "<!-- secret\nof two -->"
    quote = "> c\n> <!-- secret\n> too -->\n> d"
    text = f"a <!--secret--> b `<!--shown-->`\n\n{block}\n\n{quote}"
    post = BlogPostPageFactory(parent=blog, body=[("markdown", text)])
    _fields, text = read(client, f"{post.url}index.md")
    assert "secret" not in text
    assert "of two" not in text
    assert all(each in text for each in ("a  b `<!--shown-->`", "> c", "> d"))


def test_a_plain_page_has_one_too(client, home):
    StandardPageFactory(parent=home, title="About", slug="about", search_description="Us.",
                        body=[{"type": "markdown", "value": "We *write*."}])  # fmt: skip
    fields, text = read(client, "/about/index.md")
    assert (fields["title"], fields["summary"]) == ("About", "Us.")
    assert text.strip() == "# About\n\nWe *write*."


def test_pages_that_lead_to_others_list_them(client, home, blog, post):
    blog.introduction = f'<p>Notes, and <a linktype="page" id="{post.pk}">one</a>.</p>'
    blog.save()
    older = BlogPostPageFactory(parent=blog, display_date=DATE - timedelta(days=1), teaser="Old.")
    _fields, text = read(client, "/blog/index.md")
    assert f"Notes, and [one]({SITE}{post.url})." in text
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert lines == [
        f"- [Watching for drift]({SITE}{post.url}index.md): 2024-02-29. What the reader learns.",
        f"- [{older.title}]({SITE}{older.url}index.md): 2024-02-28. Old.",
    ]
    _fields, text = read(client, "/index.md")
    assert f"- [Blog]({SITE}/blog/index.md)" in text
    assert f"]({SITE}{post.url}index.md)" in text


def test_topics_list_their_posts(client, post):
    for topic in (post.shown_tags[0], post.authors[0], post.series):
        fields, text = read(client, f"/blog/{topic.post_list_path}index.md")
        assert fields["title"] == str(topic)
        assert f"]({SITE}{post.url}index.md)" in text


def test_addresses_are_full_and_lead_somewhere(client, blog, home):
    about = StandardPageFactory(parent=home, slug="about")
    secret = restrict(StandardPageFactory(parent=home, slug="secret"), "login")
    image = ImageFactory()
    source = (
        f"[a](page:{about.pk}#us) [s](page:{secret.pk}) ![p](image:{image.pk}) "
        "[r](../index.md) [f](#part)"
    )
    figure = {"image": {"image": image.pk, "alt_text": "Alt"}, "caption": "Said."}
    post = BlogPostPageFactory(
        parent=blog, body=[("markdown", source), ("figure", figure)], slug="links"
    )
    _fields, text = read(client, f"{post.url}index.md")
    file = f"{SITE}{image.file.url}"
    assert f"[a]({SITE}/about/#us) s ![p]({file}) [r]({SITE}/blog/index.md)" in text
    assert f"[f]({SITE}{post.url}#part)" in text
    assert f'![Alt]({file} "Said.")' in text


@pytest.mark.usefixtures("wagtail_indexes")
def test_an_address_follows_what_it_leads_to(client, home, blog):
    about = StandardPageFactory(parent=home, slug="about")
    post = BlogPostPageFactory(parent=blog, body=[("markdown", f"[a](page:{about.pk})")])
    assert f"[a]({SITE}/about/)" in read(client, f"{post.url}index.md")[1]
    about.slug = "us"
    about.save_revision().publish()
    run_waiting(rerender_pages)
    assert f"[a]({SITE}/us/)" in read(client, f"{post.url}index.md")[1]
    about.unpublish()
    run_waiting(rerender_pages)
    assert read(client, f"{post.url}index.md")[1].strip().endswith("\n\na")


def test_a_page_that_moved_names_its_own_place(client, home, blog):
    post = BlogPostPageFactory(parent=blog, body=[("markdown", "[f](#part)")])
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    post.move(notes, pos="last-child")
    post.refresh_from_db()
    assert f"[f]({SITE}/notes/{post.slug}/#part)" in read(client, f"{post.url}index.md")[1]


def test_every_kind_of_block_is_written(client, blog):
    file = Document.objects.create(title="Data", file="documents/a.csv")
    post = BlogPostPageFactory(
        parent=blog,
        body=[
            ("rich_text", "<p>Some <b>bold</b>.</p>"),
            ("code", {"language": "python", "code": "x = 1"}),
            ("math", {"latex": "a^2", "label": "eq:a"}),
            ("download", {"document": file.pk, "title": ""}),
            ("callout", {"kind": "tip", "title": "", "body": "<p>Seeds.</p>"}),
        ],
    )
    _fields, text = read(client, f"{post.url}index.md")
    for part in ("Some **bold**.", "```python\nx = 1\n```", "$$\na^2\n$$ {#eq:a}",
                 f"[Data]({SITE}/documents/{file.pk}/", "> [!TIP]\n> Seeds."):  # fmt: skip
        assert part in text


def test_nobody_renders_while_a_reader_waits(client, post, monkeypatch):
    monkeypatch.setattr("blog.markdown_version.texts.build_markdown", None)
    assert "All about" in read(client, f"{post.url}index.md")[1]


def test_a_body_stored_by_an_older_version_is_written_all_the_same(client, post):
    StoredDocument.objects.update(markdown="")
    assert "All about" in read(client, f"{post.url}index.md")[1]
    StoredDocument.objects.all().delete()
    assert "All about" in read(client, f"{post.url}index.md")[1]


def test_a_draft_does_not_show(client, post):
    post.title, post.body = "A draft", [("markdown", "Not yet.")]
    post.save_revision()
    fields, text = read(client, f"{post.url}index.md")
    assert fields["title"] == "Watching for drift"
    assert "Not yet" not in text


def test_what_is_hidden_has_none(client, home, blog, hidden_posts):
    for state, hidden in hidden_posts.items():
        assert client.get(f"/blog/{hidden.slug}/index.md").status_code == 404, state
    for url in ("/index.md", "/blog/index.md", "/llms.txt"):
        assert b"uicksilver" not in client.get(url).content
    assert client.get("/blog/tags/hidden-tag/index.md").status_code == 404
    restrict(blog, "password")
    assert client.get("/blog/index.md").status_code == 404
    assert b"/blog/" not in client.get("/index.md").content


def test_an_expired_page_has_none(client, home, post):
    page = StandardPageFactory(parent=home, slug="about")
    for each in (page, post):
        each.expire_at = timezone.now() - timedelta(minutes=1)
        each.save()
        assert client.get(f"{each.url}index.md").status_code == 404


NOWHERE = [
    "/nothing/", "/blog/nothing/", "/blog/tags/", "/blog/archive/", "/blog/2024/", "/%ff/",
    "/blog/drift/code/", "/..%2f/", "/blog/%00/", "/blog//", "/" + "a/" * 400,
]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_hostile_paths_are_not_found(client, post, path):
    assert client.get(f"{path}index.md").status_code == 404


TITLES = ["---", "a: b", "'\"", "# x", "[x](y)", "\x07\x1b", "\u2028 \x85", "!!python/name:os.x",
          "é 日本 🙂", "- x", "yes", "2024-01-01", "{a}", "<script>"]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_hostile_titles_stay_titles(client, blog, title):
    post = BlogPostPageFactory(parent=blog, title=title, slug="x", teaser=title)
    content = client.get(f"{post.url}index.md").content.decode()
    head = yaml.safe_load(content.split("---\n")[1] if title != "---" else
                          content.removeprefix("---\n").split("\n---\n")[0])  # fmt: skip
    assert head["title"] == title
    assert head["summary"] == title


def test_what_has_not_changed_is_not_sent_again(client, home, post):
    StandardPageFactory(parent=home, slug="about")
    for url in (f"{post.url}index.md", "/about/index.md", "/blog/index.md", "/llms.txt"):
        first = client.get(url)
        assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    etag = client.get(f"{post.url}index.md").headers["ETag"]
    post.body = [("markdown", "Another text.")]
    post.save_revision().publish()
    changed = client.get(f"{post.url}index.md", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    author = post.authors[0]
    author.name = "Grace"
    author.save()
    again = client.get(f"{post.url}index.md", headers={"If-None-Match": changed.headers["ETag"]})
    assert again.status_code == 200


def test_no_text_is_read_for_an_unchanged_page(client, post):
    etag = client.get(f"{post.url}index.md").headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{post.url}index.md", headers={"If-None-Match": etag})
    for column in ('"html"', '"outline"', '"markdown"', '"blog_blogpostpage"."body"'):
        assert not any(column in query["sql"] for query in queries)


def test_queries_are_as_many_for_three_times_the_posts(client, blog, count_queries):
    topics = make_topics()
    posts = make_posts(blog, 5, **topics)
    tag = topics["tags"][0]
    urls = [f"{posts[0].url}index.md", "/index.md", "/blog/index.md", "/llms.txt",
            f"/blog/{tag.post_list_path}index.md"]  # fmt: skip
    counts = {}
    for url in urls:
        client.get(url)
        counts[url] = count_queries(lambda url=url: client.get(url))
    make_posts(blog, 10, **topics)
    for url, count in counts.items():
        client.get(url)
        assert count_queries(lambda url=url: client.get(url)) == count <= 9, url


def test_lists_are_bounded(client, blog, monkeypatch):
    monkeypatch.setattr("blog.markdown_version.lists.LISTED", 3)
    BlogPostPageFactory.create_batch(5, parent=blog)
    for url in ("/index.md", "/blog/index.md", "/llms.txt"):
        lines = client.get(url).content.decode().splitlines()
        assert len([line for line in lines if "/blog/post-" in line]) == 3
