"""One file fails, wholly, and the others go on."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Outcome
from blog.importing.storing import writing
from blog.models import Author, BlogPostPage, ImportedFile, Tag
from tests.blog.importing.folders import imported, png, write, write_file


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def reasons(report) -> dict[str, str]:
    return {note.path: note.what for note in report.failures}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * (2 * 1024 * 1024 + 1), "file over 2 MB"),
        (b"\xff\xfe\x00x", "not UTF-8 text"),
        (b"---\ntitle: [\n---\n", "malformed front matter (line 3)"),
        (b"[" * 50_000, "more than 40,000 opening brackets"),
    ],
)
def test_unreadable_files_are_told_and_the_others_go_on(blog, tmp_path, data, reason):
    write(tmp_path, a=data, b="# B")
    report = import_folder(tmp_path, index=blog)
    assert reasons(report) == {"a.md": reason}
    assert imported("b.md").title == "B"
    assert not ImportedFile.objects.filter(path="a.md").exists()


def test_what_is_no_file_or_lies_outside_is_not_read(blog, tmp_path):
    outside = write_file(tmp_path, "outside.md", "secret")
    folder = tmp_path / "folder"
    (folder / "folder.md").mkdir(parents=True)
    (folder / "link.md").symlink_to(outside)
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    os.mkfifo(folder / "pipe.md")
    report = import_folder(folder, index=blog)
    assert set(reasons(report)) == {"link.md", "gone.md", "pipe.md"}
    assert BlogPostPage.objects.count() == 0


def test_odd_file_names_are_told(blog, tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x")
    deep = tmp_path.joinpath(*["d" * 120] * 5)
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("x")
    assert set(reasons(import_folder(tmp_path, index=blog)).values()) == {
        "file name is not UTF-8", "path over 500 characters",
    }  # fmt: skip


def test_odd_front_matter_never_crashes(blog, tmp_path):
    write(
        tmp_path,
        a="---\ntitle: 2024\ndate: true\ntags: {a: b}\nauthors: 7\ncover: [1]\nslug: {}\n---\nx",
        b=f"---\ntitle: {'t' * 400}\nsummary: {'s ' * 400}\n---\nx",
        c='---\ntitle: "nul\\0 \\ud800"\nauthors: [\'' + "n" * 400 + "']\n---\na\0b",
    )
    report = import_folder(tmp_path, index=blog, publish=True)
    assert report.outcomes == {Outcome.CREATED: 3}
    assert len(imported("b.md").title) == 255
    assert imported("c.md").body[0].value == "ab"


def test_a_failing_post_leaves_nothing_behind(blog, tmp_path, media, monkeypatch):
    write_file(tmp_path, "in/pic.png", png())
    head = "---\nauthors: [Ada]\ntags: [t]\n---\n"
    write(tmp_path / "in", a=f"{head}# A\n\n![x](pic.png)", b="# B")

    def fail(post, **kwargs):
        post.document  # noqa: B018  (makes renditions, whose files must go too)
        if post.title == "A":
            raise RuntimeError("no space left")
        return save_draft(post, **kwargs)

    save_draft = writing.save_draft
    monkeypatch.setattr(writing, "save_draft", fail)
    report = import_folder(tmp_path / "in", index=blog)
    assert reasons(report) == {"a.md": "RuntimeError: no space left"}
    assert [post.title for post in BlogPostPage.objects.all()] == ["B"]
    assert not Author.objects.exists()
    assert not Tag.objects.exists()
    assert not get_image_model().objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
    blog.refresh_from_db()
    assert blog.numchild == 1


def test_a_rollback_spares_the_librarys_images(blog, tmp_path, media, monkeypatch):
    write_file(tmp_path, "in/pic.png", png())
    import_folder(write(tmp_path / "in", a="![x](pic.png)"), index=blog)
    kept = get_image_model().objects.get().file.path
    monkeypatch.setattr(writing, "save_draft", None)
    import_folder(write(tmp_path / "in", b="![x](pic.png)"), index=blog)
    assert Path(kept).exists()


def test_an_invalid_post_is_told_with_its_field(blog, tmp_path, monkeypatch):
    def refuse(post):
        raise ValidationError({"title": ["Too odd."]})

    monkeypatch.setattr(BlogPostPage, "full_clean", refuse)
    report = import_folder(write(tmp_path, a="# A"), index=blog)
    assert reasons(report) == {"a.md": "title: Too odd."}


def test_a_run_cut_off_before_its_links_is_finished_by_the_next(blog, tmp_path, monkeypatch):
    write(tmp_path, a="# A\n\n[b](b.md)", b="# B")
    with monkeypatch.context() as patch:
        patch.setattr("blog.importing.importer._Import._complete", lambda run, held: None)
        import_folder(tmp_path, index=blog)
    report = import_folder(tmp_path, index=blog, publish=True)
    assert report.outcomes == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
    assert imported("a.md").live
    assert imported("a.md").body[0].value == f"[b](page:{imported('b.md').pk})"
