"""The one way in: entries become drafts, media and a report, one transaction a post."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from blog.exchange import writing
from blog.exchange.entry import Entry, Note, Source, UnreadableError
from blog.exchange.media_in import atomic_with_files
from blog.exchange.report import Outcome, Report
from blog.exchange.slugs import page_slug
from blog.models import BlogIndexPage, BlogPostPage, ImportedFile

logger = logging.getLogger(__name__)

# Called with how many files are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Written:
    """A post just written; if its links point at posts still to come, they are placed later."""

    source: Source
    post_id: int
    body: writing.RawBody
    links: list[str]
    is_published: bool
    notes: list[Note]


def import_sources(
    sources: Iterable[Source],
    *,
    index: BlogIndexPage,
    collection: str,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring sources into a blog as drafts, published if asked for, and say what became of them.

    A source that fails leaves nothing behind and does not stop the others. `collection`
    names the collection that new images go to.
    """
    run = _Import(index, collection=collection, publish=publish, user=user)
    sources = list(sources)
    for done, _source in enumerate(run.work(sources), start=1):
        if progress:
            progress(done, len(sources))
    return run.report


class _Import:
    """One run: what it knows of the blog's posts, and its report."""

    def __init__(
        self,
        index: BlogIndexPage,
        *,
        collection: str,
        publish: bool,
        user: AbstractBaseUser | None,
    ) -> None:
        self.index_id = index.pk
        self.collection = collection
        self.publish = publish
        self.user = user
        self.report = Report()
        self.records = {record.path: record for record in _records(index.pk)}
        self.posts = {path: record.post_id for path, record in self.records.items()}
        self.coming: set[str] = set()

    def work(self, sources: list[Source]) -> Iterator[Source]:
        """Handle every source and yield it when it is done.

        New posts come first, so that changed ones can link to them; then those new ones
        that link to posts which were not there yet.
        """
        new = [source for source in sources if source.path not in self.records]
        self.coming = {source.path for source in new}
        waiting = []
        for source in new:
            held = self._create(source)
            waiting += held
            if not held:
                yield source
        for held in waiting:
            self._complete(held)
            yield held.source
        for source in sources:
            if source.path in self.records:
                self._revisit(source)
                yield source

    def _create(self, source: Source) -> list[_Written]:
        """Make a new post; return it when its links have to wait."""
        waiting: list[_Written] = []
        with self._reported(source):
            entry = source.read()
            waits = any(path in self.coming for path in entry.links)
            with atomic_with_files() as images:
                post, held = self._add(source, entry, images, waits=waits)
            self.posts[source.path] = post.pk
            if waits:
                waiting.append(held)
            else:
                self._finish(Outcome.CREATED, source, held)
        self.coming.discard(source.path)
        return waiting

    def _add(
        self, source: Source, entry: Entry, images: list, *, waits: bool
    ) -> tuple[BlogPostPage, _Written]:
        # Treebeard's counts are in the instance, and others may have added pages meanwhile.
        index = BlogIndexPage.objects.get(pk=self.index_id)
        is_published = self.publish and not entry.is_draft
        post = BlogPostPage(slug=page_slug(entry.slug, index=index), live=False, owner=self.user)
        if is_published:
            post.first_published_at = writing.first_published(entry)
        body = self._fill(post, entry, images)
        index.add_child(instance=post)
        post.full_clean()
        record = ImportedFile(index=index, path=source.path, post=post)
        if not waits:
            record.checksum = source.checksum
            record.revision = writing.save_draft(post, user=self.user, is_published=is_published)
        # Without a checksum the next run takes the file as changed, should this one be cut off.
        record.save()
        held = _Written(source, post.pk, body, entry.links, is_published, entry.notes)
        return post, held

    def _complete(self, held: _Written) -> None:
        with self._reported(held.source):
            with transaction.atomic():
                post = BlogPostPage.objects.get(pk=held.post_id)
                placed = self._placed(held.links)
                writing.set_body(post, held.body, placed, path=held.source.path)
                self._keep(post, held.source, is_published=held.is_published)
            self._finish(Outcome.CREATED, held.source, held)

    def _revisit(self, source: Source) -> None:
        """Bring a file that was imported before up to date, if it is ours to do."""
        record = self.records[source.path]
        if record.post_id and record.checksum == source.checksum:
            self.report.add(Outcome.UNCHANGED, source.path)
            return
        # Editors may have been at work since the run began.
        record = _records(self.index_id).get(pk=record.pk)
        if record.post_id is None:
            self.report.add(Outcome.DELETED, source.path)
        elif record.latest_revision_id != record.revision_id or record.is_locked:
            self.report.add(Outcome.EDITED, source.path)
        else:
            self._update(source, record)

    def _update(self, source: Source, record: ImportedFile) -> None:
        with self._reported(source):
            entry = source.read()
            with atomic_with_files() as images:
                stored = BlogPostPage.objects.get(pk=record.post_id)
                post = stored.get_latest_revision_as_object()
                body = self._fill(post, entry, images)
                is_published = (
                    self.publish and not entry.is_draft and writing.is_publishable(stored)
                )
                self._keep(post, source, is_published=is_published)
            held = _Written(source, post.pk, body, entry.links, is_published, entry.notes)
            self._finish(Outcome.UPDATED, source, held)

    def _fill(self, post: BlogPostPage, entry: Entry, images: list) -> writing.RawBody:
        """Set all of a post that its entry says; return its body, links yet to be placed."""
        shelf = writing.Shelf(self.collection, user=self.user, new=images)
        body = writing.fill(post, entry, shelf=shelf)
        writing.set_body(post, body, self._placed(entry.links), path=entry.path)
        return body

    def _keep(self, post: BlogPostPage, source: Source, *, is_published: bool) -> None:
        """Save a post's draft, and remember which file and revision it came from."""
        if not post.live and not is_published:
            # Wagtail keeps the newest draft of a page that is not live in its row.
            post.save()
        revision = writing.save_draft(post, user=self.user, is_published=is_published)
        ImportedFile.objects.filter(index_id=self.index_id, path=source.path).update(
            checksum=source.checksum, revision=revision
        )

    def _placed(self, links: list[str]) -> dict[int, int]:
        """Return the posts that links mean, by the links' places, as far as they exist."""
        return {
            place: post_id
            for place, path in enumerate(links)
            if (post_id := self.posts.get(path)) is not None
        }

    def _finish(self, outcome: Outcome, source: Source, held: _Written) -> None:
        self.report.add(outcome, source.path)
        placed = self._placed(held.links)
        lost = [path for place, path in enumerate(held.links) if place not in placed]
        self.report.note(
            held.notes
            + [Note(source.path, "link to a file that has no post", path) for path in lost]
        )

    @contextmanager
    def _reported(self, source: Source) -> Iterator[None]:
        """Turn whatever one file raises into a line of the report, so that the others go on."""
        try:
            yield
        except UnreadableError as error:
            self.report.add(Outcome.FAILED, source.path, str(error))
        except ValidationError as error:
            self.report.add(Outcome.FAILED, source.path, "; ".join(_messages(error)))
        except Exception as error:
            logger.exception("Import of %r failed", source.path)
            self.report.add(Outcome.FAILED, source.path, f"{type(error).__name__}: {error}")


def _messages(error: ValidationError) -> list[str]:
    if hasattr(error, "error_dict"):
        return [f"{name}: {'; '.join(texts)}" for name, texts in error.message_dict.items()]
    return [str(message) for message in error.messages] or [str(error)]


def _records(index_id: int) -> QuerySet[ImportedFile]:
    """Return what earlier runs remembered, with the state of each post today."""
    return ImportedFile.objects.filter(index_id=index_id).annotate(
        latest_revision_id=F("post__latest_revision_id"), is_locked=F("post__locked")
    )
