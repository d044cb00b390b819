"""A folder becomes posts."""

from datetime import UTC, datetime

import pytest
from wagtail.images import get_image_model
from wagtail.models import Collection, Revision
from wagtail.signals import page_published

from blog.importing.entry import Subject
from blog.importing.markdown.reader import import_folder
from blog.models import Author, BlogPostPage, ImportedFile, Tag
from tests.blog.importing.folders import imported, markdown, outcomes, png, write, write_file
from tests.factories import AuthorFactory, TagFactory, UserFactory

FULL = """---
title: Watching for drift
date: 2024-05-06T07:08:09Z
summary: Drift, seen early.
authors: [ML Platform Team, {name: Ada Lovelace}]
tags: [MLOps, data-pipelines]
canonical_url: https://first.example/drift
featured: true
cover: images/a.png
---
Text.

![A chart](images/a.png)
"""


def undated(report) -> list:
    """Return a report's remarks but for those on missing dates."""
    return [remark for remark in report.unplaced if remark.subject is not Subject.DATE]


def test_every_field_arrives(blog, tmp_path):
    AuthorFactory(name="The platform team", slug="ml-platform-team")
    TagFactory(name="mlops", slug="mlops")
    TagFactory(name="Data pipelines", slug="data-pipelines")
    write_file(tmp_path, "images/a.png", png())
    import_folder(write(tmp_path, drift=FULL), index=blog, publish=True)
    post = imported("drift.md")
    assert (post.title, post.slug, post.teaser) == (
        "Watching for drift", "drift", "Drift, seen early.",
    )  # fmt: skip
    assert post.display_date == post.first_published_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert [author.name for author in post.authors] == ["The platform team", "Ada Lovelace"]
    assert [tag.name for tag in post.shown_tags] == ["mlops", "Data pipelines"]
    assert post.canonical_url == "https://first.example/drift"
    assert post.is_featured
    assert post.live
    assert [block.block_type for block in post.body] == ["markdown", "figure"]
    assert (
        post.body[1].value["image"] == post.cover or post.body[1].value["image"].pk == post.cover_id
    )


def test_without_publish_posts_are_drafts_with_one_revision(blog, tmp_path):
    user = UserFactory()
    report = import_folder(write(tmp_path, a="# A\n\ntext"), index=blog, user=user)
    post = imported("a.md")
    assert outcomes(report) == {"CREATED": 1}
    assert not post.live
    assert post.owner == user
    assert post.first_published_at is None
    assert Revision.objects.for_instance(post).count() == 1
    assert ImportedFile.objects.get().revision_id == post.latest_revision_id


def test_drafts_are_never_published(blog, tmp_path):
    write(tmp_path, a="---\ndraft: true\n---\n# A", b="# B")
    import_folder(tmp_path, index=blog, publish=True)
    assert not imported("a.md").live
    assert imported("b.md").live


def test_publishing_sends_wagtails_signal_once_a_post(blog, tmp_path):
    sent = []

    def receive(instance, **kwargs):
        sent.append(instance.slug)

    page_published.connect(receive)
    try:
        import_folder(write(tmp_path, a="[b](b.md)", b="[a](a.md)"), index=blog, publish=True)
    finally:
        page_published.disconnect(receive)
    assert sorted(sent) == ["a", "b"]


def test_links_resolve_forward_and_backward_with_one_revision_each(blog, tmp_path):
    write(tmp_path, a="[b](guide/b.md#part) [a](a.md)", guide__b="[a](../a.md)", c="[b](guide/b)")
    report = import_folder(tmp_path, index=blog, publish=True)
    a, b = imported("a.md"), imported("guide/b.md")
    assert markdown(a) == f"[b](page:{b.pk}#part) [a](page:{a.pk})"
    assert markdown(b) == f"[a](page:{a.pk})"
    assert markdown(imported("c.md")) == f"[b](page:{b.pk})"
    assert f'href="{b.url}#part"' in a.document.html
    assert Revision.objects.count() == 3
    assert undated(report) == []


def test_a_link_to_a_file_that_fails_keeps_its_text(blog, tmp_path):
    write(tmp_path, a="[b](b.md)", b=b"\xff\xfe")
    report = import_folder(tmp_path, index=blog)
    assert markdown(imported("a.md")) == "b"
    assert [note.detail for note in undated(report)] == ["b.md"]
    assert outcomes(report) == {"CREATED": 1, "FAILED": 1}


def test_images_are_kept_once_in_a_collection_of_the_folders_name(blog, tmp_path):
    folder = tmp_path / "letters"
    write_file(folder, "one.png", png("red"))
    write_file(folder, "two.png", png("red"))
    write_file(folder, "three.png", png("blue"))
    write(folder, a="![x](one.png)", b="![y](two.png)\n\n![z](three.png)")
    import_folder(folder, index=blog)
    images = get_image_model().objects.all()
    assert sorted(image.title for image in images) == ["one", "three"]
    assert {image.collection.name for image in images} == {"letters"}
    assert Collection.objects.filter(name="letters").count() == 1


@pytest.mark.parametrize(
    ("path", "text", "slug"),
    [
        ("Größe & Maß.md", "x", "größe-maß"),
        ("guide/index.md", "x", "guide"),
        ("guide/index.de.md", "x", "guide"),
        ("index.md", "x", "posts"),
        ("Name-1.12.md", "x", "name-1-12"),
        ("2024.md", "x", "2024-post"),
        ("tags.md", "x", "tags-post"),
        ("a.md", "---\nslug: 'Mine / too'\n---\nx", "mine-too"),
        ("a.md", "---\nslug: 1999\n---\nx", "1999-post"),
        ("2024-01-31-title.md", "x", "title"),
        ("???.md", "x", "post"),
        ("a.markdown", "x", "a"),
        ("a.mdx", "x", "a"),
        (f"{'x' * 240}.md", "x", "x" * 240),
    ],
)
def test_slugs(blog, tmp_path, path, text, slug):
    folder = tmp_path / "posts"
    write_file(folder, path, text)
    import_folder(folder, index=blog)
    assert imported(path).slug == slug


def test_slugs_are_unique_among_siblings(blog, tmp_path):
    import_folder(write(tmp_path, a="x", b__a="x", c__a="x"), index=blog)
    assert sorted(BlogPostPage.objects.values_list("slug", flat=True)) == ["a", "a-2", "a-3"]


def test_a_date_in_the_files_name_counts(blog, tmp_path):
    write_file(tmp_path, "2024-01-31-title.md", "x")
    import_folder(tmp_path, index=blog)
    assert imported("2024-01-31-title.md").display_date == datetime(2024, 1, 31, tzinfo=UTC)


def test_hidden_folders_and_other_files_are_left_out(blog, tmp_path):
    for path in (".git/a.md", "node_modules/b.md", "c.txt", "d.html"):
        write_file(tmp_path, path, "x")
    assert outcomes(import_folder(tmp_path, index=blog)) == {}


def test_tags_that_share_a_slug_stay_apart(blog, tmp_path):
    import_folder(write(tmp_path, a="---\ntags: [C, C++, C#, c++, 统计]\n---\n"), index=blog)
    assert [tag.name for tag in imported("a.md").tags.all()] == ["C", "C++", "C#", "统计"]
    assert all(tag.slug.isascii() and tag.slug for tag in Tag.objects.all())


def test_authors_in_any_script_get_a_slug(blog, tmp_path):
    import_folder(write(tmp_path, a="---\nauthors: [李白, '!!!']\n---\n"), index=blog)
    assert Author.objects.count() == 2
    assert all(author.slug for author in Author.objects.all())
