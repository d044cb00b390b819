"""Finds what earlier runs remembered of an archive's files, by name or by content."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import F, QuerySet

from blog.editor.post_slugs import wished_slug
from blog.importing.entry import Entry, Source, UnreadableError
from blog.importing.storing.checksums import text_part
from blog.models import ImportedFile

# Of a column that names the archive; longer names are cut.
MAX_SOURCE = 100

# In place of a checksum, of a file that cannot be read.
_UNREAD = "unreadable"


def earlier_imports(index_id: int) -> QuerySet[ImportedFile]:
    """Return what earlier runs remembered, with the state of each post today."""
    return ImportedFile.objects.filter(index_id=index_id).annotate(
        latest_revision_id=F("post__latest_revision_id"),
        is_locked=F("post__locked"),
        post_title=F("post__draft_title"),
        post_slug=F("post__slug"),
    )


class Records:
    """What is remembered of an archive's files, by their paths of today.

    A record without an archive's name is taken over where it is of the same file; one whose file
    is gone follows the only new file with its text, if `files` are the whole archive. `moved` are
    the paths whose record has a name or a path that is not saved yet.
    """

    def __init__(
        self, index_id: int, source: str, files: Sequence[Source], *, is_whole: bool = True
    ) -> None:
        rows = earlier_imports(index_id).filter(source__in={source, ""})
        self.by_path = {row.path: row for row in rows if row.source == source}
        self.moved: set[str] = set()
        paths = {file.path for file in files}
        nameless = {row.path: row for row in rows if row.source != source and row.path in paths}
        if nameless:
            self._take_over(nameless, [file for file in self._new(files) if file.path in nameless])
        if is_whole and self.by_path.keys() - paths:
            self._follow(self._new(files), gone=self.by_path.keys() - paths)
        left = [self.by_path[path] for path in self.by_path.keys() - paths] if is_whole else []
        self._gone = {name: row.path for row in left for name in (row.post_slug, row.post_title)}

    def renamed_from(self, entry: Entry) -> str:
        """Return the path of a file that is gone, whose post a new file's may be; else nothing."""
        slug = wished_slug(entry.slug)
        return self._gone.get(slug) or self._gone.get(entry.title) or ""

    def _new(self, files: Sequence[Source]) -> list[Source]:
        return [file for file in files if file.path not in self.by_path]

    def _take_over(self, rows: dict[str, ImportedFile], files: Sequence[Source]) -> None:
        """Take over records of the same files: by text or title, or most of them being so.

        Another archive may have files of the same paths, whose posts must not be overwritten.
        """
        same = {file.path for file in files if _is_same(rows[file.path], file)}
        is_same_archive = 2 * len(same) >= len(files)
        for file in files:
            if is_same_archive or file.path in same:
                self._keep(rows[file.path], file.path)

    def _follow(self, new: Sequence[Source], *, gone: Iterable[str]) -> None:
        """Give the records of files that are gone to the new files with the same text."""
        left = _by_text((self.by_path[path].checksum, path) for path in gone)
        came = _by_text((file.checksum, file.path) for file in new)
        for text in left.keys() & came.keys():
            self._keep(self.by_path.pop(left[text]), came[text])

    def _keep(self, row: ImportedFile, path: str) -> None:
        self.moved.add(path)
        self.by_path[path] = row


def _is_same(row: ImportedFile, file: Source) -> bool:
    if text_part(row.checksum) == text_part(file.checksum):
        return True
    try:
        return row.post_title is not None and file.read().title == row.post_title
    except UnreadableError:
        return False


def _by_text(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return paths by their text, without texts that two have, or none could be told by."""
    pairs = [(text_part(checksum), path) for checksum, path in files]
    counts = Counter(text for text, _path in pairs)
    return {text: path for text, path in pairs if counts[text] == 1 and text not in ("", _UNREAD)}
