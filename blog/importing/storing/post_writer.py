"""Writes posts from entries, and what is remembered of the files that they came from."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from wagtail.models import Site

from blog.editor.post_slugs import page_slug
from blog.editor.short_forms import made_title
from blog.importing.entry import Entry, Source, Subject
from blog.importing.reporting.problems import PROBLEMS_WITHHOLD, forbids_publishing, problem_remarks
from blog.importing.reporting.remarks import EXPIRED, remark_on_live
from blog.importing.storing import notebooks, writing
from blog.importing.storing.checksums import text_part
from blog.importing.storing.media import atomic_with_files
from blog.importing.storing.options import RunOptions
from blog.importing.storing.redirects import Led, lead_to
from blog.importing.storing.sources import keep_sources
from blog.importing.storing.trial import TrialShelf
from blog.models import BlogIndexPage, BlogPostPage, ImportedFile, ImportedNotebook


@dataclass(frozen=True)
class Written:
    """A post just written; if its links point at posts still to come, they are placed later."""

    source: Source
    post_id: int
    body: writing.RawBody
    links: list[str]
    is_published: bool
    entry: Entry
    addresses_kept: int = 0
    is_merged: bool = False


class PostWriter:
    """Writes an archive's posts into one blog, a transaction each.

    `posts` holds the posts there are, by the paths of their files.
    """

    def __init__(
        self, index: BlogIndexPage, posts: dict[str, int | None], options: RunOptions
    ) -> None:
        self.index_id = index.pk
        self.posts = posts
        self.options = options

    def add(self, source: Source, entry: Entry, *, waits: bool) -> Written:
        """Make a post; if it `waits` for its links it has no revision yet."""
        with atomic_with_files() as images:
            return self._add_post(source, entry, images, waits=waits)

    def _add_post(self, source: Source, entry: Entry, images: list, *, waits: bool) -> Written:
        index = self._locked_index()
        slug = page_slug(entry.slug, index=index)
        # Of the blog's language from the start, or its body is rendered twice.
        post = BlogPostPage(
            slug=slug, live=False, owner=self.options.user, locale_id=index.locale_id
        )
        facts = notebooks.facts_of(entry, None)
        body = self._fill_from_entry(post, entry, images)
        blocks = notebooks.raw_body(post) if facts else []
        is_published = self._is_to_be_published(post, entry)
        if is_published:
            post.first_published_at = writing.first_published(entry)
        # Publishing saves and indexes it once more.
        with writing.unindexed() if is_published and not waits else nullcontext():
            index.add_child(instance=post)
        post.full_clean()
        led = self._lead_to(post, entry)
        record = ImportedFile(index=index, source=self.options.source, path=source.path, post=post)
        record.is_incomplete = entry.is_incomplete
        record.has_lost_links = has_lost_links(entry)
        if not waits:
            record.checksum = source.checksum
            record.revision = writing.save_draft(
                post, user=self.options.user, is_published=is_published, updated=entry.updated
            )
        # Without a checksum the next run takes the file as changed, should this one be cut off.
        record.save()
        if facts:
            notebooks.keep_notebook(record, facts, entry, blocks)
        return Written(source, post.pk, body, entry.links, is_published, entry, led)

    def _locked_index(self) -> BlogIndexPage:
        """Return the blog as it is now; another import waits until the post is in.

        Two at once would give two posts one place in Treebeard's tree, or make an author twice.
        """
        return BlogIndexPage.objects.select_for_update().get(pk=self.index_id)

    def _is_to_be_published(self, post: BlogPostPage, entry: Entry) -> bool:
        """Tell whether a filled post goes public, and note in its entry what is wrong with it."""
        if entry.expires and not post.expire_at:
            entry.withheld += (EXPIRED,)
        entry.remarks += problem_remarks(post, entry)
        if forbids_publishing(entry.remarks):
            entry.withheld += (PROBLEMS_WITHHOLD,)
        return self.options.publish and not self.options.is_dry and not entry.withheld

    def _lead_to(self, post: BlogPostPage, entry: Entry) -> int:
        """Lead a post's old addresses to it, note those that are lost, and return how many do."""
        led = lead_to(post, entry.addresses, site=self._site, path=entry.path)
        entry.remarks += led.remarks
        return led.kept

    @cached_property
    def _site(self) -> Site | None:
        return BlogIndexPage.objects.get(pk=self.index_id).get_site()

    def update(self, source: Source, record: ImportedFile) -> Written:
        """Bring the post of a record up to date; a notebook's is merged, once it was edited."""
        entry = source.read()
        with atomic_with_files() as images:
            self._locked_index()
            stored = BlogPostPage.objects.get(pk=record.post_id)
            post = stored.get_latest_revision_as_object()
            known = notebooks.notebook_of(record)
            is_edited = bool(known) and is_edited_since(record, known)
            ours = notebooks.raw_body(post) if is_edited else []
            facts = notebooks.facts_of(entry, record)
            body = self._fill_from_entry(post, entry, images, is_edited=is_edited)
            if facts:
                blocks = notebooks.raw_body(post)
                if is_edited:
                    notebooks.merge_into(post, entry, known, ours=ours)
                notebooks.keep_notebook(record, facts, entry, blocks, is_edited=is_edited)
            is_published = self._is_to_be_published(post, entry) and not is_edited
            is_published = is_published and writing.is_publishable(stored)
            self._save_draft(post, source, entry, is_published=is_published)
            led = self._lead_to(post, entry)
            if entry.withheld:
                writing.cancel_schedule(post)
                entry.remarks += [remark_on_live(entry)] if stored.live else []
        return Written(
            source, post.pk, body, entry.links, is_published, entry, led, is_merged=is_edited
        )

    def redirect(self, source: Source, record: ImportedFile) -> Led:
        """Lead the old addresses of a post that stays as it is to it."""
        entry = source.read()
        post = BlogPostPage.objects.get(pk=record.post_id)
        return lead_to(post, entry.addresses, site=self._site, path=entry.path)

    @transaction.atomic
    def place_links(self, held: Written) -> None:
        """Put links to other posts into one that waited for them."""
        post = BlogPostPage.objects.get(pk=held.post_id)
        placed = self.posts_by_link(held.links)
        writing.set_body(post, held.body, placed, path=held.source.path)
        notebooks.keep_placed_links(post)
        self._save_draft(post, held.source, held.entry, is_published=held.is_published)

    def save_name(self, record: ImportedFile, source: Source) -> None:
        """Save by what archive and path a record is known from now on."""
        is_known_text = text_part(record.checksum) == text_part(source.checksum)
        if not record.source and is_known_text:  # it was of the text alone
            record.checksum = source.checksum
        record.source, record.path = self.options.source, source.path
        record.save(update_fields=["source", "path", "checksum"])

    def _fill_from_entry(
        self, post: BlogPostPage, entry: Entry, images: list, *, is_edited: bool = False
    ) -> writing.RawBody:
        """Set all of a post that its entry says; return its body, links yet to be placed.

        Of one that `is_edited` no more than its body.
        """
        shelf_class = TrialShelf if self.options.is_dry else writing.Shelf
        shelf = shelf_class(self.options.collection, user=self.options.user, new=images)
        if not is_edited:
            writing.fill(post, entry, shelf=shelf)
        keep_sources(entry, self.options.user)
        body = writing.placed_body(entry, shelf=shelf)
        writing.set_body(post, body, self.posts_by_link(entry.links), path=entry.path)
        if entry.is_untitled and not is_edited:
            text = post.document_of_body().text
            post.title = made_title(post.form, post.link_title, text) or entry.title
        return body

    def _save_draft(
        self, post: BlogPostPage, source: Source, entry: Entry, *, is_published: bool
    ) -> None:
        """Save a post's draft, and remember which file and revision it came from."""
        if not post.live and not is_published:
            # Wagtail keeps the newest draft of a page that is not live in its row.
            post.save()
        revision = writing.save_draft(
            post, user=self.options.user, is_published=is_published, updated=entry.updated
        )
        ImportedFile.objects.filter(
            index_id=self.index_id, source=self.options.source, path=source.path
        ).update(
            checksum=source.checksum,
            revision=revision,
            is_incomplete=entry.is_incomplete,
            has_lost_links=has_lost_links(entry),
        )

    def posts_by_link(self, links: Iterable[str]) -> dict[int, int]:
        """Return the posts that links mean, by the links' places, as far as they exist."""
        return {
            place: post_id
            for place, path in enumerate(links)
            if (post_id := self.posts.get(path)) is not None
        }


def is_edited_since(record: ImportedFile, known: ImportedNotebook | None) -> bool:
    """Tell whether editors changed the post of a file since it came in, ever if it is a notebook's.

    `record` is one of `earlier_imports`.
    """
    is_edited = record.latest_revision_id != record.revision_id
    return is_edited or bool(known and known.is_edited)


def has_lost_links(entry: Entry) -> bool:
    """Tell whether another run may find what an entry's links lead to."""
    return any(remark.subject is Subject.ADDRESS for remark in entry.remarks)
