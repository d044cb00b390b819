"""A folder, a zip, one file: each comes in, and what was left out is told."""

import os
import time

import pytest

from blog.importing.archives.opening import PREFIX, opened, unpacking_root
from blog.importing.entry import Subject, UnreadableError
from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report_text import report_lines
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import imported, png, write, write_file


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def test_a_zip_comes_in_with_its_pictures_and_leaves_nothing(blog, tmp_path):
    files = {"site/a.md": "# A\n\n![x](img/p.png)", "site/img/p.png": png(), "../evil.md": "x"}
    report = import_folder(make_zip(tmp_path / "dump.zip", files), index=blog)
    assert imported("a.md").body[0].block_type == "figure"
    assert [each.path for each in report.about(Subject.LEFT_OUT)] == ["../evil.md"]
    assert not list(unpacking_root().iterdir())


def test_a_zip_is_called_after_its_one_folder_or_itself(tmp_path):
    with opened(make_zip(tmp_path / "dump.zip", {"site/a.md": "x", "site/b.md": "x"})) as given:
        assert given.folder.root.name == "site"
    with opened(make_zip(tmp_path / "dump.zip", {"a.md": "x", "site/b.md": "x"})) as given:
        assert given.folder.root.name == "dump"
        assert unpacking_root().stat().st_mode & 0o077 == 0


def test_one_file_comes_by_itself_with_what_lies_beside_it(blog, tmp_path):
    write_file(tmp_path, "p.png", png())
    write(tmp_path, a="# A\n\n![x](p.png)\n\n[b](b.md)", b="# B")
    report = import_folder(tmp_path / "a.md", index=blog)
    assert list(report.done) == ["a.md"]
    assert imported("a.md").body[0].block_type == "figure"


def test_a_folder_of_other_files_says_what_lies_there(blog, tmp_path):
    for number in range(12):
        write_file(tmp_path, f"{number}.docx", "{}")
    write_file(tmp_path, "deep/data.csv", "1")
    write_file(tmp_path, ".git/config", "1")
    lines = list(report_lines(import_folder(tmp_path, index=blog)))
    assert lines[-1] == "No posts here, but: 12 Word documents (.docx), 1 .csv"


def test_endless_extensions_are_bounded(blog, tmp_path):
    for number in range(60):
        write_file(tmp_path, f"a.x{number}", "")
    report = import_folder(tmp_path, index=blog)
    assert len(report.other_files) == 31
    assert sum(report.other_files.values()) == 60


@pytest.mark.parametrize("name", ["gone", "gone.zip", "gone.md"])
def test_what_is_not_there_is_told(tmp_path, name):
    with (
        pytest.raises(UnreadableError, match="There is no folder, zip or file"),
        opened(tmp_path / name),
    ):
        pass


def test_what_is_nothing_to_import_is_told(tmp_path):
    file = write_file(tmp_path, "a.exe", "x")
    with pytest.raises(UnreadableError, match="neither a folder"), opened(file):
        pass


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    old, new = (unpacking_root() / f"{PREFIX}{name}" for name in ("old", "new"))
    for folder in (old, new):
        write_file(folder, "a.md", "x")
    os.utime(old, (time.time() - 10**6,) * 2)
    with opened(make_zip(tmp_path / "a.zip", {"a.md": "x"})):
        pass
    assert new.exists()
    assert not old.exists()
