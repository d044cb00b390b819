"""Copies of a store's documents: fetched once, as new as the store's, and not for ever."""

import os
import time
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.base import File
from django.core.files.storage import InMemoryStorage

from config.media import local_copies
from config.media.local_copies import local_path, make_room, open_copy

NAME = "documents/talk.mp4"


class Store(InMemoryStorage):
    """Counts what is fetched; `modified` is when its files were changed."""

    modified, fetched, breaks = datetime(2026, 5, 1, tzinfo=UTC), 0, False

    def get_modified_time(self, name):
        super().get_modified_time(name)
        return self.modified

    def open(self, name, mode="rb"):
        self.fetched += 1
        if self.breaks:
            return Breaking(BytesIO(b"half"))
        return super().open(name, mode)


class Breaking(File):
    def read(self, *args):
        raise OSError("the store is gone")


@pytest.fixture
def store(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    store = Store()
    store.save(NAME, File(BytesIO(b"first"), NAME))
    return store


def content(store):
    with open_copy(store, NAME) as file:
        return file.read()


def test_it_is_fetched_once_until_the_store_has_another(store):
    assert [content(store), content(store)] == [b"first", b"first"]
    assert store.fetched == 1
    store.delete(NAME)
    with pytest.raises(FileNotFoundError):
        open_copy(store, NAME)
    store.save(NAME, File(BytesIO(b"second"), NAME))
    store.modified = datetime(2026, 5, 2, tzinfo=UTC)
    assert content(store) == b"second"


def test_it_is_of_the_age_that_the_store_says(store):
    with open_copy(store, NAME) as file:
        status = local_path(file).stat()
    assert status.st_mtime == store.modified.timestamp()
    assert time.time() - status.st_atime < 60


def test_half_a_file_is_none(store, tmp_path):
    store.breaks = True
    with pytest.raises(OSError, match="gone"):
        open_copy(store, NAME)
    assert not list((tmp_path / "copies").iterdir())
    store.breaks = False
    assert content(store) == b"first"


def test_what_was_read_longest_ago_makes_room(tmp_path, monkeypatch):
    monkeypatch.setattr(local_copies, "MAX_BYTES", 25)
    now = time.time()
    for name, hours in (("old", 23), ("new", 1), ("newer", 0), ("ancient", 25)):
        path = tmp_path / name
        path.write_bytes(b"0123456789" if name != "ancient" else b"")
        os.utime(path, (now - hours * 3600, now))
    make_room(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"new", "newer"}


def test_a_file_that_lies_nowhere_has_no_path(tmp_path):
    assert local_path(File(BytesIO(b"1"), "a.txt")) is None
    with (tmp_path / "a.txt").open("w+b") as written:
        assert local_path(written) is None
    with (tmp_path / "a.txt").open("rb") as read:
        assert local_path(File(read)) == tmp_path / "a.txt"
