"""Keeps the file of authors, series and tags as the site has them."""

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from blog.exporting.post_text import exported_posts
from blog.exporting.topics import TOPICS, topics_file
from blog.importing.fields.yaml_loading import load_yaml
from blog.importing.topics_file import take_topics
from blog.models import BlogIndexPage
from blog.syncing.bases import FOLDER
from blog.syncing.files import Files, text_hash
from blog.syncing.report import SyncReport
from blog.syncing.writing import Writer

_WRITTEN = f"{FOLDER}/topics.txt"


class TopicsSync:
    """Writes one blog's `topics.yaml`, and takes from a changed one what the site lacks."""

    def __init__(
        self, index: BlogIndexPage, files: Files, report: SyncReport, writer: Writer
    ) -> None:
        self._index, self._files, self._report, self._writer = index, files, report, writer

    def run(self, user: AbstractBaseUser | None) -> None:
        """Make the file say what the site does, unless it says something else of its own."""
        there = self._files.bytes_of(TOPICS)
        if there is not None and there != self._data() and not self._is_known(there):
            name = self._files.root.name or "Imported"
            for remark in take_topics(self._files.folder, collection=name, user=user):
                self._report.tell(remark.place, f"{remark.what}: {remark.detail}")
            self._writer.know({})
        data = self._data()
        if there is None or self._is_known(there) or _says(there) == _says(data):
            self._write(there, data)
        else:
            self._report.leave(TOPICS, gettext("what the site has otherwise is changed there"))

    def _data(self) -> bytes:
        texts = dict(topics_file(exported_posts(self._index), self._writer.media))
        self._writer.write_media()
        return texts.get(TOPICS, "").encode()

    def _write(self, there: bytes | None, data: bytes) -> None:
        if (there or b"") != data:
            self._files.write(TOPICS, [data])
            self._report.written.append(TOPICS)
        known = text_hash(data).encode()
        if self._files.bytes_of(_WRITTEN) != known:
            self._files.write(_WRITTEN, [known])

    def _is_known(self, there: bytes) -> bool:
        return self._files.bytes_of(_WRITTEN) == text_hash(there).encode()


def _says(data: bytes) -> object:
    try:
        return load_yaml(data.decode())
    except (yaml.YAMLError, ValueError, RecursionError):
        return data
