"""Keeps the file of authors, series and tags as the site has them."""

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from blog.exporting.post_text import exported_posts
from blog.exporting.topics import TOPICS, topics_file
from blog.importing.fields.yaml_loading import load_yaml
from blog.importing.topics_file import take_topics
from blog.models import BlogIndexPage
from blog.syncing.beside.kept_file import KeptFile
from blog.syncing.files import Files
from blog.syncing.report import SyncReport
from blog.syncing.writing import Writer


class TopicsSync:
    """Writes one blog's `topics.yaml`, and takes from a changed one what the site lacks."""

    def __init__(
        self, index: BlogIndexPage, files: Files, report: SyncReport, writer: Writer
    ) -> None:
        self._index, self._files, self._report, self._writer = index, files, report, writer
        self._file = KeptFile(TOPICS, files, report)

    def run(self, user: AbstractBaseUser | None) -> None:
        """Make the file say what the site does, unless it says something else of its own."""
        there = self._file.there()
        if not self._file.is_ours() and there != self._data():
            name = self._files.root.name or "Imported"
            for remark in take_topics(self._files.folder, collection=name, user=user):
                self._report.tell(remark.place, f"{remark.what}: {remark.detail}")
            self._writer.know({})
        data = self._data()
        if self._file.is_ours() or _says(there) == _says(data):
            self._file.write(data)
        else:
            self._report.leave(TOPICS, gettext("what the site has otherwise is changed there"))

    def _data(self) -> bytes:
        texts = dict(topics_file(exported_posts(self._index), self._writer.media))
        self._writer.write_media()
        return texts.get(TOPICS, "").encode()


def _says(data: bytes) -> object:
    try:
        return load_yaml(data.decode())
    except (yaml.YAMLError, ValueError, RecursionError):
        return data
