"""Files on a local disk and, by the same calls, in a storage that has no paths."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from config.backup import media_files


@pytest.fixture(params=["FileSystemStorage", "InMemoryStorage"])
def storage(request, settings, tmp_path):
    backend = {"BACKEND": f"django.core.files.storage.{request.param}"}
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return default_storage


def save(*names):
    for name in names:
        assert default_storage.save(name, ContentFile(name.encode())) == name


def test_an_unused_storage_is_empty(storage):
    assert list(media_files.stored_names()) == []


def test_all_files_are_found_and_read(storage):
    names = {"a.png", "images/b.png", "images/deep/c 雪.png", "documents/d.pdf"}
    save(*names, ".hidden", "images/.thumbs/e.png")
    assert set(media_files.stored_names()) == names
    assert b"".join(media_files.read_chunks("images/b.png")) == b"images/b.png"


@pytest.mark.parametrize("name", ["missing.png", "no/such/folder.png", "../outside", "/etc/passwd"])
def test_a_file_that_is_not_there_is_none(storage, name):
    assert media_files.read_chunks(name) is None


def test_links_are_left_out(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    save("a.png")
    (tmp_path / "secret").write_text("secret")
    (settings.MEDIA_ROOT / "link.png").symlink_to(tmp_path / "secret")
    (settings.MEDIA_ROOT / "loop").symlink_to(settings.MEDIA_ROOT)
    assert list(media_files.stored_names()) == ["a.png"]


def test_only_what_the_last_restore_wrote_is_cleared(storage):
    media_files.begin_restore(["a.png", "images/b.png", "images/not-yet.png"])
    save("a.png", "images/b.png", "images/other.png")
    media_files.clear_leftovers()
    assert list(media_files.stored_names()) == ["images/other.png"]
    assert not storage.exists(media_files.IN_PROGRESS)
    media_files.clear_leftovers()
    assert list(media_files.stored_names()) == ["images/other.png"]


def test_a_mark_that_was_cut_short_is_cleared(storage):
    storage.save(media_files.IN_PROGRESS, ContentFile(b'["a.p'))
    save("a.png")
    media_files.clear_leftovers()
    assert list(media_files.stored_names()) == ["a.png"]
    assert not storage.exists(media_files.IN_PROGRESS)
