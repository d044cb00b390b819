"""Links, folders and lists of others' making, in the way of an export."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from blog.exporting.folder import MANIFEST
from tests.blog.exporting.commands import files_of, run
from tests.factories import BlogPostPageFactory, ImageFactory


@pytest.fixture
def post(blog):
    return BlogPostPageFactory(parent=blog, slug="a", cover=ImageFactory())


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "mine.txt").write_text("Mine")
    return folder


@pytest.mark.parametrize("is_exported", [True, False])
def test_a_linked_folder_is_not_written_through(post, outside, tmp_path, is_exported):
    out = tmp_path / "out"
    if is_exported:
        run(out)
        for file in (out / "images").iterdir():
            file.rename(outside / file.name)
        (out / "images").rmdir()
    else:
        out.mkdir()
    (out / "images").symlink_to(outside)
    before = files_of(outside)
    with pytest.raises(CommandError, match="images was not written by an export"):
        run(out)
    post.delete()
    run(out)
    assert files_of(outside) == before


def test_a_link_of_the_unfinished_files_name_is_not_written_through(post, outside, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"{MANIFEST}.part").symlink_to(outside / "mine.txt")
    run(tmp_path / "out")
    assert files_of(outside) == {"mine.txt": b"Mine"}


@pytest.mark.parametrize(("path", "is_folder"), [("a.md", True), ("images", False)])
def test_what_somebody_put_in_place_of_a_file_or_folder_is_named(post, tmp_path, path, is_folder):
    run(tmp_path)
    if is_folder:
        (tmp_path / path).unlink()
        (tmp_path / path).mkdir()
    else:
        for file in (tmp_path / path).iterdir():
            file.unlink()
        (tmp_path / path).rmdir()
        (tmp_path / path).write_text("Mine")
    with pytest.raises(CommandError, match=rf"{path} was not written by an export"):
        run(tmp_path)
    assert (tmp_path / path).is_dir() == is_folder


@pytest.mark.parametrize("name", ["a\0b", "", ".", "\ud800", "/etc/x", "x/../../y"])
def test_a_list_of_names_that_no_file_has_harms_nothing(post, tmp_path, name):
    (tmp_path / MANIFEST).write_text(json.dumps({"files": [name]}))
    assert "0 removed" in run(tmp_path)


COMMANDS = pytest.mark.parametrize("command", ["export_posts", "sync", "export_site"])


@pytest.mark.django_db
@COMMANDS
def test_a_database_that_was_never_migrated_is_told(settings, tmp_path, monkeypatch, command):
    def fail(*args):
        raise OperationalError("no such table: blog_blogindexpage")

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("config.management.commands.export_site.check_static_files", lambda: None)
    with (
        pytest.raises(CommandError, match=r"can't be used: no such table"),
        connection.execute_wrapper(fail),
    ):
        call_command(command, str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@COMMANDS
def test_a_link_to_itself_is_told(tmp_path, command):
    (tmp_path / "a").symlink_to(tmp_path / "a")
    with pytest.raises(CommandError, match="a link to itself"):
        call_command(command, str(tmp_path / "a"))


@COMMANDS
def test_drafts_do_not_go_where_readers_are_served(blog, settings, tmp_path, command):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in (str(tmp_path / "media" / "x"), str(tmp_path / "y/../media"), "", " "):
        with pytest.raises(CommandError, match=r"served to readers|name a folder"):
            call_command(command, name)
    assert list(tmp_path.iterdir()) == []
