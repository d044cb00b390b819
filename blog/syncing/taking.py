"""Takes changed files into the blog, by the importer."""

import re
from collections.abc import Iterator
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from blog.editor.post_slugs import wished_slug
from blog.importing.entry import Entry, Source, Subject, UnreadableError
from blog.importing.importer import import_sources
from blog.importing.markdown.archive import Archive, decoded
from blog.importing.markdown.reader import read_entry
from blog.importing.reporting.problems import PROBLEMS_WITHHOLD
from blog.importing.reporting.report import Outcome, Report
from blog.models import BlogIndexPage, BlogPostPage, ImportedFile
from blog.syncing.bases import Base, Bases
from blog.syncing.files import Files
from blog.syncing.held import why_held
from blog.syncing.pairing import Pair
from blog.syncing.records import SOURCE, remember
from blog.syncing.report import SyncReport
from blog.syncing.texts import SiteTexts, posts_by_pk

# What says no more than what the importer does with it.
_UNSAID = (Subject.DATE, Subject.WARNING)
_REMOTE = "remote picture"
_UNMERGED = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


class Taker:
    """Takes files into one blog, and remembers what both sides are then."""

    def __init__(
        self,
        index: BlogIndexPage,
        files: Files,
        bases: Bases,
        report: SyncReport,
        *,
        publish: bool,
        user: AbstractBaseUser | None,
        archive: Archive,
    ) -> None:
        self._index, self._files, self._bases, self._report = index, files, bases, report
        self._publish, self._user, self._archive = publish, user, archive

    def take(self, pairs: list[Pair]) -> dict[int, str]:
        """Take files, and return the paths of those that are posts now, by their posts' ids."""
        posts = posts_by_pk(self._index, [pair.post.pk for pair in pairs if pair.post])
        free = [pair for pair in pairs if self._is_free(pair, posts)]
        if not free:
            return {}
        result = import_sources(
            [self._source(pair) for pair in free],
            index=self._index,
            collection=self._files.root.name or "Imported",
            source=SOURCE,
            is_whole=False,
            publish=self._publish,
            user=self._user,
        )
        self._tell(result)
        taken = {pair.path: pair for pair in free if _is_taken(result.done.get(pair.path))}
        return dict(self._keep(taken))

    def _is_free(self, pair: Pair, posts: dict[int, BlogPostPage]) -> bool:
        """Tell whether a pair's post may be changed, and if so tell the importer that it may."""
        if pair.post is None:
            return True
        post = posts.get(pair.post.pk)
        if post is None:
            self._report.leave(pair.path, gettext("changed here, deleted on the site"))
        elif why := why_held(post, is_published=self._publish):
            self._report.leave(pair.path, why)
        elif post.latest_revision_id != pair.post.revision_id:
            self._report.leave(pair.path, gettext("edited on the site while this ran"))
        else:
            remember(self._index, post, pair.path, "")
            return True
        return False

    def _source(self, pair: Pair) -> Source:
        return Source(pair.path, pair.file, partial(self._read, pair.path))

    def _read(self, path: str) -> Entry:
        """Read a file; raises `UnreadableError` for one that would lose what it means to show."""
        text = decoded(self._files.folder.read(path))
        if found := _UNMERGED.search(text):
            line = 1 + text.count("\n", 0, found.start())
            raise UnreadableError(gettext("line %(line)s: a conflict of git") % {"line": line})
        entry = read_entry(self._files.folder, path, archive=self._archive)
        for remark in entry.remarks:
            if remark.subject is Subject.PICTURE and not remark.what.startswith(_REMOTE):
                where = f"line {remark.line}: " if remark.line else ""
                raise UnreadableError(f"{where}{remark.what}: {remark.detail}")
        return entry

    def _tell(self, result: Report) -> None:
        for remark in [*result.failures, *result.skipped]:
            self._report.leave(remark.path, remark.what)
        for remark in result.unplaced:
            if remark.subject in _UNSAID:
                continue
            say = self._report.leave if remark.what == PROBLEMS_WITHHOLD else self._report.tell
            what = f"{remark.what}: {remark.detail}" if remark.detail else remark.what
            if remark.subject is Subject.DRAFT:
                what = gettext("stays a draft: %(why)s") % {"why": what}
            say(remark.place, what)

    def _keep(self, pairs: dict[str, Pair]) -> Iterator[tuple[int, str]]:
        texts = SiteTexts(self._index)
        rows = ImportedFile.objects.filter(index=self._index, source=SOURCE, path__in=pairs)
        records = {row.post_id: row for row in rows}
        for pk, post in posts_by_pk(self._index, list(records)).items():
            record, pair = records[pk], pairs[records[pk].path]
            yield pk, pair.path
            self._tell_slug(pair.path, post)
            done = self._report.imported if pair.post else self._report.created
            done.append(pair.path)
            if record.revision_id == post.latest_revision_id:
                _remove_shown(self._files, pair)
                base = Base(pair.path, record.checksum, texts.state(post))
                self._bases.keep(post.translation_key, base)

    def _tell_slug(self, path: str, post: BlogPostPage) -> None:
        stated = self._archive.read(path)[1].slug
        if stated and wished_slug(stated) != post.slug:
            what = gettext("its slug stays “%(slug)s”; it is changed on the site")
            self._report.tell(path, what % {"slug": post.slug})


def _is_taken(outcome: Outcome | None) -> bool:
    return outcome in (Outcome.CREATED, Outcome.UPDATED)


def _remove_shown(files: Files, pair: Pair) -> None:
    if pair.base and pair.base.shown:
        files.remove_if_same(pair.base.shown.path, pair.base.shown.text)
