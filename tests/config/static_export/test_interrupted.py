"""What an export refuses, and what it leaves behind when it is interrupted."""

import os

import pytest
from django.core.management import CommandError

from blog.exporting import folder as export_folder
from config.static_export import exporter
from tests.config.static_export.copies import (
    files_of,
    run,
    write,
)

FEEDS = ("feed.xml", "rss.xml")


def test_a_file_that_no_export_wrote_is_left_and_told(post, tmp_path):
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/index.html").write_text("Mine")
    with pytest.raises(CommandError, match=r"blog/index\.html was not written by an export"):
        run(tmp_path)
    assert files_of(tmp_path) == {"blog/index.html": b"Mine"}


def test_a_kill_leaves_whole_files_and_the_next_run_makes_all_right(post, tmp_path, monkeypatch):
    run(tmp_path / "whole")
    real = export_folder.ExportFolder.write

    def write_some(self, path, chunks):
        if self.written == 7:
            (tmp_path / "out" / self.own_files[1]).write_bytes(b"<html>hal")
            raise KeyboardInterrupt
        real(self, path, chunks)

    monkeypatch.setattr(exporter, "BATCH", 5)
    monkeypatch.setattr(export_folder.ExportFolder, "write", write_some)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out")
    whole = files_of(tmp_path / "whole")
    part = files_of(tmp_path / "out")
    assert len(part) == 7
    assert part.items() <= whole.items()
    monkeypatch.setattr(export_folder.ExportFolder, "write", real)
    run(tmp_path / "out")
    assert files_of(tmp_path / "out") == whole
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_full_disk_is_told_and_leaves_what_was_there(post, tmp_path, monkeypatch):
    run(tmp_path)
    before = files_of(tmp_path)
    write(post, "New words.")

    def full(self, path, chunks):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_folder.ExportFolder, "write", full)
    with pytest.raises(CommandError, match="No space left on device"):
        run(tmp_path)
    assert files_of(tmp_path) == before


def test_an_error_of_the_site_removes_nothing(posts, tmp_path, monkeypatch):
    run(tmp_path)
    before = files_of(tmp_path)
    posts[0].delete()

    def fail(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr("blog.feeds.views.make_channel", fail)
    with pytest.raises(CommandError, match=r"error of the server, so nothing was removed: /"):
        run(tmp_path)
    assert (tmp_path / "blog/p-0/index.html").read_bytes() == before["blog/p-0/index.html"]
    assert (tmp_path / "feed.xml").read_bytes() == before["feed.xml"]


def test_another_address_than_the_sites_is_refused(settings, post, tmp_path):
    settings.SITE_URL = "https://other.example"
    with pytest.raises(CommandError, match="run init first"):
        run(tmp_path)


def test_two_exports_do_not_write_to_one_folder(post, tmp_path):
    with (
        export_folder.open_folder(tmp_path),
        pytest.raises(CommandError, match="another export is writing there"),
    ):
        run(tmp_path)
    run(tmp_path)


def test_a_web_server_may_read_all_of_it_but_the_list(post, tmp_path):
    before = os.umask(0o077)
    try:
        run(tmp_path / "out" / "site")
    finally:
        os.umask(before)
    for path in (tmp_path / "out").rglob("*"):
        is_own = path.name.startswith(".epoch")
        wanted = 0o600 if is_own else 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & 0o777 == wanted, path
