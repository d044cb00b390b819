"""Backups of a site in use, and backups and restores that are cut short."""

import json
import resource
import signal
import subprocess
import tarfile
import time

import pytest
from django.db import connection

from config.backup.media_files import IN_PROGRESS
from config.backup.names import PARTIAL, made_at
from tests.config.backup.rewriting import rewrite
from tests.config.backup.sites import ROOT, SCRIPTS

pytestmark = [pytest.mark.processes, pytest.mark.longest]


def wait_for(condition, process):
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.001)


def table(backup, name):
    with tarfile.open(backup, "r:") as tar:
        columns = {
            each["name"]: each["columns"]
            for each in json.load(tar.extractfile("manifest.json"))["tables"]
        }[name]
        lines = tar.extractfile(f"tables/{name}.jsonl").read().splitlines()
    return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]


def test_backups_are_of_one_moment_while_others_publish(
    empty_site, copy_site, backup_file, tmp_path
):
    site, folder = empty_site(connection.vendor), tmp_path / "backups"
    site.restore(backup_file)
    writer = site.start(SCRIPTS / "publish.py", stdin=subprocess.PIPE)
    backups = [site.backup(folder) for _ in range(3)]
    out, err = writer.communicate("stop")
    assert "locked" not in err
    assert (writer.returncode, int(out) > 5) == (0, True), err
    counts = [check_that_rows_fit(backup) for backup in backups]
    assert counts[0] < counts[-1]
    copy = copy_site("fresh", "copy")
    copy.restore(backups[-1])
    assert copy.run_script("look.py", "--problems") == [[], [], [], [], []]


def check_that_rows_fit(backup):
    """Each post is there in all its tables and with its revision; return how many pages."""
    pages = {page["id"]: page for page in table(backup, "wagtailcore_page")}
    revisions = {revision["id"]: revision for revision in table(backup, "wagtailcore_revision")}
    posts = {post["page_ptr_id"] for post in table(backup, "blog_blogpostpage")}
    blog = next(page for page in pages.values() if page["slug"] == "blog")
    below = [page for page in pages.values() if page["path"][:-4] == blog["path"]]
    assert blog["numchild"] == len(below)
    new = [page for page in below if page["title"].startswith("Post ")]
    assert {page["id"] for page in new} <= posts <= set(pages)
    for page in new:
        assert revisions[page["latest_revision_id"]]["object_id"] == str(page["id"])
        assert page["live_revision_id"] == page["latest_revision_id"]
    return len(pages)


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(starter, tmp_path):
    process = starter.start(ROOT / "manage.py", "backup", tmp_path)
    wait_for(lambda: any(tmp_path.iterdir()), process)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert PARTIAL.fullmatch(left.name)
    assert made_at(left.name) is None
    assert left.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_nothing(starter, tmp_path):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    line = starter.refusal("backup", tmp_path, preexec_fn=limit)
    assert line == f"CommandError: No backup was made in {tmp_path}: File too large.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_will_not_do_is_named(starter, tmp_path):
    (tmp_path / "file").touch()
    assert "No backup was made in" in starter.refusal("backup", tmp_path / "file")
    assert "No backup was made in" in starter.refusal("backup", "/proc/backups")
    assert "is served to everyone" in starter.refusal("backup", starter.media)


def test_a_restore_that_is_killed_can_be_made_again(empty_site, seen, backup_file):
    site = empty_site(connection.vendor)
    for seconds in (0, 0.05, 0.2):
        process = site.start(ROOT / "manage.py", "restore", backup_file)
        wait_for((site.media / IN_PROGRESS).exists, process)
        wait_for(lambda: any(site.media.glob("*/*")), process)
        time.sleep(seconds)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    assert any(site.media.glob("*/*"))
    site.restore(backup_file)
    assert not (site.media / IN_PROGRESS).exists()
    assert site.run_script("look.py") == seen


def test_what_does_not_fit_is_refused_and_leaves_the_site_empty(empty_site, backup_file, tmp_path):
    site, bad = empty_site(connection.vendor), tmp_path / "bad.tar"

    def refusal(**changes):
        return site.refusal("restore", rewrite(backup_file, bad, **changes))

    for changes, message in (
        ({"schema": {"blog": "0099_later"}}, "made by migrations up to blog.0099_later; this code"),
        ({"schema": {"polls": "0001_initial"}}, "this code has no polls"),
        ({"without": "blog_tag"}, "The backup has other tables or columns"),
        ({"table": "auth_user", "change": lambda row: row[:-1]}, "Row 1 of auth_user is not"),
        ({"table": "auth_user", "change": lambda row: ["x", *row[1:]]}, "Row 1 of auth_user is"),
        ({"table": "blog_tag", "change": lambda row: [1, *row[1:]]}, "blog_tag can't be restored"),
        ({"table": "auth_user_groups", "change": lambda row: [*row[:-1], 999]}, "don't fit"),
    ):
        assert message in refusal(**changes)
        assert not any(path.is_file() for path in site.media.rglob("*"))
    content = bytearray(backup_file.read_bytes())
    with tarfile.open(backup_file) as archive:
        largest = max(archive, key=lambda member: member.size)
    content[largest.offset_data + largest.size // 2] ^= 1
    bad.write_bytes(content)
    assert "in the backup has been changed" in site.refusal("restore", bad)
    site.restore(backup_file)
