"""`export_posts`: what an admin types, and what lies in the folder afterwards."""

import os
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError

from blog.exporting import folder as export_folder
from blog.exporting.media import Media
from blog.importing.markdown.front_matter import split_front_matter
from tests.blog.exporting.commands import files_of, run
from tests.factories import AuthorFactory, BlogIndexPageFactory, BlogPostPageFactory, ImageFactory
from tests.people import restrict


@pytest.fixture
def posts(blog):
    return [
        BlogPostPageFactory(parent=blog, slug=f"p-{n}", title=f"P {n}", body=[("markdown", "X")])
        for n in range(3)
    ]


def head_of(folder: Path, name: str) -> dict:
    return split_front_matter((folder / name).read_text())[0]


def test_a_second_run_writes_what_changed_and_removes_what_went(posts, tmp_path):
    assert "3 posts" in run(tmp_path / "out")
    assert "0 files written" in run(tmp_path / "out")
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").iterdir()}
    posts[0].title = "Changed"
    posts[0].save_revision().publish()
    posts[1].delete()
    (tmp_path / "out" / "notes.md").write_text("Not of an export")
    assert "1 files written, 1 as they were, 1 removed" in run(tmp_path / "out")
    assert head_of(tmp_path / "out", "p-0.md")["title"] == "Changed"
    assert not (tmp_path / "out" / "p-1.md").exists()
    assert (tmp_path / "out" / "notes.md").exists()
    unchanged = tmp_path / "out" / "p-2.md"
    assert unchanged.stat().st_mtime_ns == times[unchanged]


def test_a_file_that_no_export_wrote_is_left_and_told(posts, tmp_path):
    (tmp_path / "p-1.md").write_text("Mine")
    with pytest.raises(CommandError, match=r"p-1\.md was not written by an export"):
        run(tmp_path)
    assert files_of(tmp_path) == {"p-1.md": b"Mine"}


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": 1}', "\xff"])
def test_a_list_that_cannot_be_read_is_told(posts, tmp_path, manifest):
    (tmp_path / export_folder.MANIFEST).write_text(manifest, encoding="latin-1")
    with pytest.raises(CommandError, match="was not written by an export"):
        run(tmp_path)


def test_a_list_removes_nothing_outside(posts, tmp_path):
    (tmp_path / "mine").write_text("x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / export_folder.MANIFEST).write_text('{"files": ["../mine", "/etc/no"]}')
    assert "0 removed" in run(tmp_path / "out")
    assert (tmp_path / "mine").exists()


def test_a_full_disk_leaves_what_was_there(posts, tmp_path, monkeypatch):
    run(tmp_path)
    before = files_of(tmp_path)
    for post in posts:
        post.body = [("markdown", "Y")]
        post.save_revision().publish()
    real = Path.replace

    def fail(self, target):
        if Path(target).name == "p-1.md":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CommandError, match="No space left"):
        run(tmp_path)
    after = files_of(tmp_path)
    assert after.keys() == before.keys()
    assert after["p-1.md"] == before["p-1.md"]
    monkeypatch.undo()
    assert "2 files written" in run(tmp_path)


def test_a_post_that_is_made_meanwhile_waits_for_the_next_export(
    blog, posts, tmp_path, monkeypatch
):
    claim = export_folder.ExportFolder.claim

    def and_make(folder, paths):
        BlogPostPageFactory(parent=blog)
        claim(folder, paths)

    monkeypatch.setattr(export_folder.ExportFolder, "claim", and_make)
    assert "3 posts" in run(tmp_path / "out")
    monkeypatch.undo()
    assert " posts" in run(tmp_path / "out")


def test_drafts_are_their_owners_alone_in_a_folder_that_all_may_read(posts, tmp_path):
    before = os.umask(0o077)
    try:
        run(tmp_path)
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in tmp_path.glob("*.md")} == {0o600}


def test_what_is_not_public_is_marked(blog, hidden_posts, tmp_path):
    run(tmp_path)
    draft, scheduled, expired, private = (
        head_of(tmp_path, f"quicksilver-{state}.md")
        for state in ("draft", "scheduled", "expired", "password")
    )
    assert draft["draft"]
    assert "draft" not in scheduled
    assert scheduled["publish_at"]
    assert expired["expires"]
    assert private["private"]
    assert not (tmp_path / "quicksilver-alias.md").exists()


def test_changes_that_are_not_published_are_told(posts, tmp_path):
    posts[0].title = "Later"
    posts[0].save_revision()
    assert "p-0.md: unpublished changes are not in the file" in run(tmp_path)
    assert head_of(tmp_path, "p-0.md")["title"] == "P 0"


def test_another_systems_keys_change_the_head_alone(blog, tmp_path):
    author = AuthorFactory(name="Ada")
    BlogPostPageFactory(parent=blog, slug="p", authors=[author], body=[("markdown", "X")])
    texts = {}
    for system in ("plain", "hugo", "quarto"):
        run(tmp_path / system, "--for", system)
        texts[system] = (tmp_path / system / "p.md").read_text().split("---\n")
    assert len({text[2] for text in texts.values()}) == 1
    assert yaml.safe_load(texts["quarto"][1])["author"] == ["Ada"]
    assert yaml.safe_load(texts["plain"][1])["authors"] == ["Ada"]


def test_names_differ_by_more_than_case(blog, tmp_path):
    images = [ImageFactory(file__filename=name) for name in ("a.png", "b.png")]
    for image, name in zip(images, ("A.PNG", "a.png"), strict=True):
        folder = Path(image.file.path).parent / name[0]
        folder.mkdir(exist_ok=True)
        Path(image.file.path).replace(folder / name)
        image.file.name = f"{Path(image.file.name).parent}/{name[0]}/{name}"
        image.file_hash = name
        image.save()
    body = [("figure", {"image": {"image": each.pk, "alt_text": "x"}}) for each in images]
    BlogPostPageFactory(parent=blog, slug="p", body=body)
    run(tmp_path)
    names = [file.name.casefold() for file in (tmp_path / "images").iterdir()]
    assert len(set(names)) == 2


def test_a_picture_that_the_store_lost_is_told(blog, tmp_path):
    image = ImageFactory()
    body = [("figure", {"image": {"image": image.pk, "alt_text": "x"}})]
    BlogPostPageFactory(parent=blog, slug="p", body=body)
    Path(image.file.path).unlink()
    assert "No such file" in run(tmp_path)
    assert (tmp_path / "p.md").exists()


def test_a_picture_takes_no_query_and_may_go_meanwhile(blog, django_assert_num_queries):
    image = ImageFactory()
    media = Media()
    with django_assert_num_queries(0):
        path = media.path_of("image", image.pk)
    assert media.path_of("image", image.pk + 1) is None
    image.delete()
    with pytest.raises(FileNotFoundError, match="deleted meanwhile"):
        next(media.chunks(path))


def test_one_blog_of_several_is_named(blog, home, tmp_path):
    other = BlogIndexPageFactory(parent=home, slug="other")
    BlogPostPageFactory(parent=other, slug="o")
    with pytest.raises(CommandError, match="There are several blogs"):
        run(tmp_path)
    run(tmp_path, "--blog", "other")
    assert set(files_of(tmp_path)) >= {"o.md"}


def test_restrictions_of_the_blog_mark_its_posts(blog, posts, tmp_path):
    restrict(blog, "login")
    run(tmp_path)
    assert head_of(tmp_path, "p-0.md")["private"]
