"""A site that was backed up and restored is the same site, on another engine too."""

import json
import tarfile

import pytest
from django.db import connection

from config.backup.archive import table_member
from tests.config.backup.rewriting import rewrite

pytestmark = pytest.mark.processes

# The suite runs on SQLite and, in .ci/run, on PostgreSQL; only there can sites move between them.
ROUTE = ["sqlite"] if connection.vendor == "sqlite" else ["postgresql", "sqlite"]


def rows(backup):
    """The rows of each table as Python reads them, since jsonb orders keys its own way."""
    with tarfile.open(backup, "r:") as tar:
        return {
            member.name: [json.loads(line) for line in tar.extractfile(member)]
            for member in tar
            if member.name.startswith("tables/")
        }


def contents(folder):
    return {
        file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_every_address_every_row_and_every_file_come_back(
    starter, seen, made, empty_site, backup_file, tmp_path
):
    assert len(seen["pages"]) > 60
    assert seen["hits"]
    assert (seen["stale"], seen["problems"]) == ([], [[], [], [], [], []])
    backup = backup_file
    for engine in ROUTE:
        site = empty_site(engine)
        site.restore(backup)
        assert site.run_script("look.py") == seen
        assert contents(site.media) == contents(starter.media)
        backup = site.backup(tmp_path / f"of-{engine}")
        assert rows(backup) == rows(backup_file)
    # What was deleted was the last page, whose key would be given out again.
    assert site.run_script("look.py", "--add")["new"] == made[1]["deleted"] + 1


def test_init_finds_what_a_backup_of_a_version_before_lacks(empty_site, backup_file, tmp_path):
    site, table = empty_site(connection.vendor), "search_searchneighbour"
    site.restore(rewrite(backup_file, tmp_path / "older.tar", without=table))
    code, _out, err = site.manage("init")
    assert (code, err) == (0, "")
    before, found = (
        {page for _id, page, *_near in rows(backup)[table_member(table)]}
        for backup in (backup_file, site.backup(tmp_path / "backups"))
    )
    assert found == before != set()


def test_a_site_that_is_in_use_is_not_overwritten(starter, copy_site, backup_file):
    assert "not empty (auth_user has rows)" in starter.refusal("restore", backup_file)
    site = copy_site("fresh", "with-a-file")
    site.media.mkdir()
    (site.media / "mine.txt").write_text("Mine.")
    assert "there is a file mine.txt" in site.refusal("restore", backup_file)
    assert [file.name for file in site.data_dir.rglob("*.txt")] == ["mine.txt"]
    code, out, _err = starter.manage("restore", "--verify", backup_file)
    assert code == 0
    assert out.startswith("The backup is whole")


def test_a_database_without_tables_is_to_be_migrated_first(copy_site, backup_file):
    site = copy_site("fresh", "bare")
    (site.data_dir / "db.sqlite3").unlink()
    assert "run `manage.py migrate`" in site.refusal("restore", backup_file)
    assert "wagtailcore.0" in site.refusal("backup", site.data_dir / "backups")


def test_a_storage_that_cannot_be_written_is_told_of(copy_site, backup_file):
    site = copy_site("fresh", "blocked")
    site.media.write_text("A file where the folder should be.")
    assert "The storage can't be used: Not a directory." in site.refusal("restore", backup_file)
    site.media.unlink()
    site.restore(backup_file)


def test_a_backup_is_for_its_owner_alone_and_holds_no_setting(starter, backup_file):
    assert backup_file.stat().st_mode & 0o777 == 0o600
    assert b"development-only" not in backup_file.read_bytes()


def test_a_file_that_is_gone_is_told_of(copy_site, tmp_path):
    site = copy_site("starter", "with-a-gap")
    (gone, *_others) = sorted(site.media.glob("original_images/*"))
    gone.unlink()
    code, _out, err = site.manage("backup", tmp_path / "backups")
    assert code == 0
    name = f"original_images/{gone.name}"
    assert err == f"Missing, though the database names it: {name}\n"
    with tarfile.open(next((tmp_path / "backups").iterdir())) as tar:
        assert json.load(tar.extractfile("manifest.json"))["missing"] == [name]
