"""The file of a backup, whole, harmed and hostile."""

import gzip
import hashlib
import tarfile

import pytest

from config.backup.archive import media_member, open_archive, table_member
from config.backup.errors import BackupError
from config.backup.manifest import Manifest
from config.backup.restore import verify_backup
from tests.config.backup.small_backup import FILES, ROWS, write


def member(name, kind=tarfile.REGTYPE, *, target="", size=0):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, size
    return info


def contents(path):
    with open_archive(path) as archive:
        archive.verify()
        parts = {name: b"".join(archive.chunks(name)) for name, _ in archive.entries()}
        return parts, archive.manifest


def test_what_was_written_is_read_again(tmp_path):
    parts, manifest = contents(write(tmp_path / "backup"))
    assert parts[table_member("letters")] == b"".join(ROWS)
    assert {name: parts[media_member(name)] for name in FILES} == FILES
    assert manifest.media[0].sha256 == hashlib.sha256(FILES["images/a.png"]).hexdigest()


def test_no_flipped_bit_goes_unseen(tmp_path):
    """It is refused, or it is one that says nothing, such as padding."""
    path = write(tmp_path / "backup")
    original, content = contents(path), path.read_bytes()
    refused = 0
    for place in range(0, len(content), 13):
        harmed = bytearray(content)
        harmed[place] ^= 1 << place % 8
        path.write_bytes(harmed)
        try:
            assert contents(path) == original
        except BackupError:
            refused += 1
    assert refused > 100


def test_no_part_is_taken_for_the_whole(tmp_path):
    path = write(tmp_path / "backup")
    content = path.read_bytes()
    for length in range(0, len(content.rstrip(b"\0")), 200):
        path.write_bytes(content[:length])
        with pytest.raises(BackupError):
            verify_backup(path)


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "", "a\\..\\b", "a\0b",
     ".restore-in-progress.json"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    with pytest.raises(BackupError):
        verify_backup(write(tmp_path / "backup", files={name: b"x"}))


@pytest.mark.parametrize(
    "info",
    [
        member("media/link", tarfile.SYMTYPE, target="/etc/passwd"),
        member("media/link", tarfile.LNKTYPE, target="manifest.json"),
        member("media/pipe", tarfile.FIFOTYPE),
        member("media/disk", tarfile.BLKTYPE),
        member("media/folder", tarfile.DIRTYPE),
        member("media/holes", tarfile.GNUTYPE_SPARSE),
        member(table_member("letters"), size=3),
        member("media/unnamed", size=3),
        member("../outside", size=3),
        member("manifest.json", size=3),
    ],
    ids=lambda info: f"{info.name}-{info.type.decode()}",
)
def test_members_of_other_kinds_are_refused(tmp_path, info):
    with pytest.raises(BackupError):
        verify_backup(write(tmp_path / "backup", add=[info]))


@pytest.mark.parametrize(
    "content",
    [b"", b"text", gzip.compress(b"\0" * 10_000_000), b"\0" * 10240, b"\xff" * 5000],
    ids=["empty", "text", "compressed", "nothing", "noise"],
)
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "backup"
    path.write_bytes(content)
    with pytest.raises(BackupError):
        verify_backup(path)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(BackupError, match="is no file"):
        verify_backup(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"{}", b"[]", b"x", b'{"format": 2}', b'{"format": 1}', b"[" * 100_000,
     b'{"format": 1, "made_at": 5, "versions": {}, "engine": "", "schema": {}, "migrations": [], '
     b'"tables": [], "media": [], "missing": []}'],
)  # fmt: skip
def test_strange_manifests_are_refused(content):
    with pytest.raises(BackupError):
        Manifest.from_json(content)


def test_rows_that_are_missing_are_noticed(tmp_path):
    with pytest.raises(BackupError, match="has been changed"):
        verify_backup(write(tmp_path / "backup", rows=ROWS[:1]))
