"""Keeps the file of the sources that a blog's posts cite as the site has them."""

from django.utils.translation import gettext

from blog.citations.formats.reading import MAX_LIBRARY, UnreadableSourcesError
from blog.citations.formats.recognising import read_sources
from blog.citations.records import Record
from blog.exporting.post_text import exported_posts
from blog.exporting.sources import BIBLIOGRAPHY, CitedSources, sources_text
from blog.models import BlogIndexPage
from blog.syncing.beside.kept_file import KeptFile
from blog.syncing.files import Files
from blog.syncing.report import SyncReport
from blog.syncing.texts import shown_of


class SourcesSync:
    """Writes one blog's `references.bib`; what is new in it comes with the posts that cite it."""

    def __init__(self, index: BlogIndexPage, files: Files, report: SyncReport) -> None:
        self._index, self._report = index, report
        self._file = KeptFile(BIBLIOGRAPHY, files, report)

    def run(self) -> None:
        """Make the file say what the site does, unless it says something else of its own."""
        data = self._data()
        if self._file.is_ours():
            if data or self._file.there():
                self._file.write(data)
        elif not _says(self._file.there() or b"", data):
            self._report.leave(
                BIBLIOGRAPHY, gettext("what the site has otherwise is changed there")
            )

    def _data(self) -> bytes:
        cited = CitedSources()
        posts = exported_posts(self._index).iterator(chunk_size=100)
        keys = set().union(*(cited.of(shown_of(post)) for post in posts))
        return sources_text(keys).encode()


def _says(there: bytes, data: bytes) -> bool:
    """Tell whether a file says of each of the site's sources what the site does."""
    known = _records(there)
    return all(known.get(key) == record for key, record in _records(data).items())


def _records(data: bytes) -> dict[str, Record]:
    try:
        reading = read_sources(data.decode(errors="replace"), most=MAX_LIBRARY)
    except UnreadableSourcesError:
        return {}
    return {source.key: source.record for source in reading.sources}
