"""Bodies and Documents that another version wrote: readers get what is stored, or what is true."""

import json
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from blog.blocks.body_field import row_hash
from blog.document.document import Document, OtherShapeError
from blog.models import BlogPostPage, StoredDocument
from blog.rendering import build

CODE = {"language": "python", "code": "print(1)", "file_name": "a.py"}
TEXT = {
    "type": "markdown",
    "value": "Some *text* of it.",
    "id": "6a0b2c1e-0000-4000-8000-000000000001",
}
ROWS = {
    "a child is missing": [TEXT, {"type": "code", "value": CODE, "id": "a-1"}],
    "a child too many": [TEXT, {"type": "code", "value": {**CODE, "theme": "dark"}, "id": "a-1"}],
    "a block type is gone": [TEXT, {"type": "poll", "value": {"question": "Why?"}, "id": "a-2"}],
    "no block has an id": [{"type": "markdown", "value": "Some *text* of it."}],
    "keys in another order": [{"id": "a-3", "value": "Some *text* of it.", "type": "markdown"}],
    "lines end as browsers send them": [{**TEXT, "value": "Some *text* of it.\r\n\r\nMore."}],
    "a key too many": [{**TEXT, "note": [1.5, 10**16, "θ̂"]}],
}
# Of the first row, as commit 9184d0d would have hashed it.
KEPT_HASH = 0x8BA25B9B8523CF6B4C7CA7F22F476023
OUTLINE = {
    "section": {
        "id": "", "level": 1, "title": "", "text": "Words of before.", "code": "",
        "sections": [
            {"id": "one", "level": 2, "title": "One", "text": "", "code": "", "sections": []}
        ],
    },
    "notes": [{"number": 1, "id": "fn-1", "text": "A note."}],
    "numbered": [{"kind": "figure", "number": "1", "id": "fig-a", "label": "fig:a", "caption": ""}],
    "listings": [{"id": "lst-x", "language": "python", "file_name": "", "text": "print(1)"}],
    "links": [{"address": "https://example.org/", "text": "there"}],
    "pictures": [{"image_id": 7, "shape": "body"}],
    "problems": [],
}  # fmt: skip


@pytest.fixture
def renders_nothing(monkeypatch):
    """Return a context in which rendering a body fails."""

    @contextmanager
    def renders_nothing():
        with monkeypatch.context() as patch:
            for name in ("_recent", "_recent_markdown"):
                patch.setattr(build, name, build.Recent(size=8))
            for name in ("build_parts", "blocks_text"):
                patch.setattr(build, name, None)
            yield

    return renders_nothing


def write_row(post, row):
    """Put a body into the row as another version would have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE blog_blogpostpage SET body = %s WHERE page_ptr_id = %s",
            [json.dumps(row), post.pk],
        )


def test_what_was_rendered_again_is_what_readers_get(client, post, renders_nothing):
    for name, row in ROWS.items():
        write_row(post, row)
        call_command("render_documents", all=True, verbosity=0)
        assert StoredDocument.objects.get(page=post).body_hash == build.json_hash(row), name
        with renders_nothing():
            assert "<em>text</em>" in client.get(post.url).content.decode(), name
            assert "*text*" in client.get(f"{post.url}index.md").content.decode(), name
            assert client.get("/blog/feed.xml").status_code == 200


def test_what_the_version_before_stored_is_served(client, post, renders_nothing):
    for name, row in ROWS.items():
        write_row(post, row)
        StoredDocument.objects.filter(page=post).update(
            body_hash=build.json_hash(row), html="<p>As it was.</p>", version="older"
        )
        with renders_nothing():
            assert "As it was." in client.get(post.url).content.decode(), name


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.save_revision().publish(),
        lambda page: page.save(),
        lambda page: page.save(update_fields=["live"]),
    ],
)
def test_a_publish_and_other_saves_keep_the_hash_true(post, change):
    for name, row in ROWS.items():
        write_row(post, row)
        change(BlogPostPage.objects.get(pk=post.pk))
        stored = StoredDocument.objects.get(page=post)
        assert stored.body_hash == row_hash(BlogPostPage.objects.get(pk=post.pk).body), name


def test_a_body_that_is_changed_and_saved_is_another(post):
    page = BlogPostPage.objects.get(pk=post.pk)
    page.body.append(("markdown", "One block more."))
    page.save()
    assert "One block more." in page.document.text
    assert "One block more." in BlogPostPage.objects.get(pk=post.pk).document.text


def test_a_body_of_an_older_shape_is_built_once(post, monkeypatch):
    write_row(post, ROWS["a child is missing"])
    built = []
    build_parts = build.build_parts
    monkeypatch.setattr(build, "_recent", build.Recent(size=8))
    monkeypatch.setattr(build, "build_parts", lambda *args: built.append(1) or build_parts(*args))
    call_command("render_documents", all=True, verbosity=0)
    assert len(built) == 1


def test_the_hash_is_the_one_that_stands_in_rows_already():
    assert int(build.json_hash(ROWS["a child is missing"]), 16) == KEPT_HASH


def changed(*path, **values):
    """Return the frozen outline with other values at a place; None takes a key away."""
    outline = json.loads(json.dumps(OUTLINE))
    place = outline
    for step in path:
        place = place[step]
    for name, value in values.items():
        place[name] = value
        if value is None:
            del place[name]
    return outline


READABLE = [
    OUTLINE,
    changed(citations=[{"key": "a"}]),
    changed(problems=None),
    changed("section", lang="de"),
    changed("section", "sections", 0, code=None),
    changed("notes", 0, backlinks=["a"]),
    changed("numbered", 0, caption=None),
]
OTHER = [
    [], {}, "text", 3,
    changed(section=None),
    changed(section=[]),
    changed(section="text"),
    changed("section", level="2"),
    changed("section", title=None),
    changed("section", sections={"one": 1}),
    changed("section", "sections", 0, id=None),
    changed(notes={"1": "A note."}),
    changed(notes=["A note."]),
    changed(notes=3),
    changed("notes", 0, number="1"),
    changed("listings", 0, text=None),
    changed("listings", 0, text=["print(1)"]),
    changed(pictures=[{"id": 3}]),
    changed(pictures=[[3, "wide"]]),
]  # fmt: skip


def test_an_outline_that_can_be_read_is_served(client, post, renders_nothing):
    for outline in READABLE:
        StoredDocument.objects.update(outline=outline, html="<p>As it was.</p>", version="older")
        with renders_nothing():
            assert "As it was." in client.get(post.url).content.decode(), outline


@pytest.mark.parametrize("outline", [*OTHER, None])
def test_an_outline_of_another_shape_makes_no_document(outline):
    with pytest.raises(OtherShapeError):
        Document.from_json(outline, html="")


def test_an_outline_of_another_shape_counts_as_none(client, post):
    surfaces = ("/blog/feed.xml", f"{post.url}index.md", "/sitemap-pages-0.xml")
    for outline in OTHER:
        StoredDocument.objects.update(outline=outline, html="<p>As it was.</p>", version="older")
        page = client.get(post.url)
        assert page.status_code == 200, outline
        assert "<em>this</em>" in page.content.decode(), outline
        if outline in (OTHER[0], OTHER[-1]):
            assert {client.get(path).status_code for path in surfaces} == {200}, outline
            assert client.get(f"{post.url}code/lst-x.txt").status_code == 404, outline
    call_command("render_documents", verbosity=0)
    assert StoredDocument.objects.get(page=post).document is not None


def test_a_post_of_another_shape_can_be_published(post):
    StoredDocument.objects.update(outline={"of": "another shape"})
    BlogPostPage.objects.get(pk=post.pk).save_revision().publish()
    assert StoredDocument.objects.get(page=post).document is not None
