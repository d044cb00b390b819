"""Turns entries into drafts, media and a report, one transaction a post: the one way in."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.db import InterfaceError, OperationalError

from blog.importing.entry import Remark, Source, Subject, UnreadableError
from blog.importing.reporting.failures import reason_of
from blog.importing.reporting.remarks import remarks_of
from blog.importing.reporting.report import Outcome, Report
from blog.importing.storing.notebooks import notebook_of
from blog.importing.storing.options import RunOptions
from blog.importing.storing.post_writer import PostWriter, Written
from blog.importing.storing.records import MAX_SOURCE, Records, earlier_imports
from blog.importing.storing.trial import rolled_back
from blog.models import BlogIndexPage, ImportedFile
from search.database.columns import fitted

RENAMED = "second post, if this is a file that was renamed and changed: compare the two"

# Called with how many files are done, and how many there are.
Progress = Callable[[int, int], None]


def never() -> bool:
    """Say that a run goes on."""
    return False


def import_sources(
    sources: Iterable[Source],
    *,
    index: BlogIndexPage,
    collection: str,
    source: str = "",
    is_whole: bool = True,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    progress: Progress | None = None,
    is_dry: bool = False,
    fetches: bool = False,
    redirects: bool = False,
    report: Report | None = None,
    is_stopped: Callable[[], bool] = never,
) -> Report:
    """Bring sources into a blog as drafts, published if asked for, and say what became of them.

    A source that fails leaves nothing behind and does not stop the others. `collection`
    names the collection that new images go to, `source` the archive, within which a path means
    one post; if the sources `is_whole`, a file that is gone is looked for under another name. A
    dry run does the same and takes it back. Unchanged files are read again where they link to a new
    one, if it `fetches` remote pictures that they lack, and all if it `redirects` their old
    addresses. `report` is that of a run that `is_stopped` ended between two sources, to be gone on
    with.
    """
    sources = list(sources)
    source = fitted(source, MAX_SOURCE)
    options = RunOptions(
        collection=collection,
        source=source,
        publish=publish,
        user=user,
        is_dry=is_dry,
        fetches=fetches,
        redirects=redirects,
    )
    records = Records(index.pk, source, sources, is_whole=is_whole)
    run = _Import(index, records, options)
    run.go_on_with(report, is_stopped)
    for _source in run.work(sources):
        if progress:
            progress(len(run.report.done), len(sources))
    run.report.is_complete = all(source.path in run.report.done for source in sources)
    if run.report.is_complete:
        run.report.check_promises()
    return run.report


class _Import:
    """One run: what it knows of the blog's posts, and its report."""

    def __init__(self, index: BlogIndexPage, records: Records, options: RunOptions) -> None:
        self.index_id = index.pk
        self.options = options
        self.report = Report(is_dry=options.is_dry, is_publishing=options.publish)
        self.is_resumed, self.is_stopped = False, never
        self.records, self.moved = records.by_path, records.moved
        self.renamed_from = records.renamed_from
        self.posts = {path: record.post_id for path, record in self.records.items()}
        self.writer = PostWriter(index, self.posts, options)
        self.coming: set[str] = set()
        self.put_off: set[str] = set()

    def go_on_with(self, report: Report | None, is_stopped: Callable[[], bool]) -> None:
        """Take up an earlier run's report, and ask before each source whether to stop."""
        self.is_stopped = is_stopped
        if report is not None:
            self.report, self.is_resumed = report, True

    def _unless_stopped(self, sources: list[Source]) -> Iterator[Source]:
        """Yield sources that no report has yet, until the run is stopped."""
        for source in sources:
            if source.path in self.report.done:
                continue
            if self.is_stopped():
                return
            yield source

    def work(self, sources: list[Source]) -> Iterator[Source]:
        """Handle every source and yield it when it is done.

        New posts come first, so that changed ones can link to them; then those new ones
        that link to posts which were not there yet. A stopped run leaves these to the next one,
        which takes them for changed.
        """
        new = [source for source in sources if source.path not in self.records]
        self.coming = {source.path for source in new} - set(self.report.done)
        if self.options.is_dry:
            # None of them will be there, so links to them are tried with one to the blog.
            self.posts.update(dict.fromkeys(self.coming, self.index_id))
        waiting = []
        for source in self._unless_stopped(new):
            held = self._create(source)
            waiting += held
            if not held:
                yield source
        for held in [] if self.coming else waiting:
            self._complete(held)
            yield held.source
        earlier = [source for source in sources if source.path in self.records]
        for source in self._unless_stopped(earlier):
            self._revisit(source)
            yield source

    def _create(self, source: Source) -> list[Written]:
        """Make a new post; return it when its links have to wait."""
        waiting: list[Written] = []
        with self._failures_reported(source):
            entry = source.read()
            if gone := self.renamed_from(entry):
                entry.remarks.append(Remark(source.path, RENAMED, gone, Subject.ADDRESS))
            waits = not self.options.is_dry and any(path in self.coming for path in entry.links)
            held = self.writer.add(source, entry, waits=waits)
            if not self.options.is_dry:
                self.posts[source.path] = held.post_id
            if waits:
                waiting.append(held)
            else:
                self._report_done(Outcome.CREATED, source, held)
        if source.path not in self.put_off:
            self.coming.discard(source.path)
        if self.options.is_dry and self.report.done.get(source.path) is Outcome.FAILED:
            del self.posts[source.path]
        return waiting

    def _complete(self, held: Written) -> None:
        with self._failures_reported(held.source):
            self.writer.place_links(held)
            self._report_done(Outcome.CREATED, held.source, held)

    def _revisit(self, source: Source) -> None:
        """Bring a file that was imported before up to date, if it is ours to do."""
        record = self.records[source.path]
        is_elsewhere = record.path != source.path
        if source.path in self.moved:
            with self._failures_reported(source):
                self.writer.save_name(record, source)
        is_same = bool(record.post_id) and record.checksum == source.checksum
        if is_same and not self._is_to_be_completed(source, record):
            with self._failures_reported(source):
                if self.options.redirects:
                    self._redirect(source, record)
                self.report.add(Outcome.MOVED if is_elsewhere else Outcome.UNCHANGED, source.path)
            return
        # Editors may have been at work since the run began.
        record = earlier_imports(self.index_id).get(pk=record.pk)
        is_edited = record.latest_revision_id != record.revision_id
        if record.post_id is None:
            self.report.add(Outcome.DELETED, source.path)
        elif record.is_locked or (is_edited and not notebook_of(record)):
            self.report.add(Outcome.EDITED, source.path)
        else:
            self._update(source, record)

    def _is_to_be_completed(self, source: Source, record: ImportedFile) -> bool:
        """Tell whether an unchanged file is read again, for what it lacked is to be had now."""
        if self.options.fetches and record.is_incomplete:
            return True
        if not record.has_lost_links or not self._created:
            return False
        try:
            return not self._created.isdisjoint(source.read().links)
        except UnreadableError:
            return False

    @cached_property
    def _created(self) -> set[str]:
        """The new files that are posts now; known once the earlier ones are looked at."""
        done = self.report.done.items()
        return {path for path, outcome in done if outcome is Outcome.CREATED}

    def _redirect(self, source: Source, record: ImportedFile) -> None:
        led = self.writer.redirect(source, record)
        self.report.addresses_kept += led.kept
        self.report.remark(led.remarks)

    def _update(self, source: Source, record: ImportedFile) -> None:
        with self._failures_reported(source):
            held = self.writer.update(source, record)
            is_cut_off = self.is_resumed and not record.checksum
            outcome = Outcome.MERGED if held.is_merged else Outcome.UPDATED
            self._report_done(Outcome.CREATED if is_cut_off else outcome, source, held)

    def _report_done(self, outcome: Outcome, source: Source, held: Written) -> None:
        self.report.add(outcome, source.path)
        self.report.addresses_kept += held.addresses_kept
        placed = self.writer.posts_by_link(held.links)
        lost = [path for place, path in enumerate(held.links) if place not in placed]
        self.report.remark(remarks_of(held.entry, lost=lost, is_publishing=self.options.publish))
        if self.options.is_dry:
            self.report.promised += [
                (source.path, path) for path in held.links if path in self.coming
            ]

    @contextmanager
    def _failures_reported(self, source: Source) -> Iterator[None]:
        """Turn whatever one file raises into a line of the report, so that the others go on."""
        try:
            with rolled_back() if self.options.is_dry else nullcontext():
                yield
        except (OperationalError, InterfaceError) as error:
            if self.is_stopped is not never and self.report.put_off(source.path):
                self.put_off.add(source.path)
            else:
                self.report.add(Outcome.FAILED, source.path, reason_of(error, source.path))
        except Exception as error:
            self.report.add(Outcome.FAILED, source.path, reason_of(error, source.path))
