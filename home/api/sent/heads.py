"""Takes from the head of a text what the request that brought it leaves open."""

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser

from blog.blocks.provenance import raw_provenance
from blog.importing.entry import Entry
from blog.importing.storing.media import atomic_with_files
from blog.importing.storing.names import author_named, series_named, tag_named
from blog.importing.storing.sources import keep_sources
from blog.importing.storing.writing import Shelf, is_of_the_site, later
from blog.models import BlogPostPage, BodyPage, PostAuthor
from home.api.sent.texts import COLLECTION, NEW_FILES


def take_head(
    page: BodyPage, entry: Entry, *, stated: Collection[str], user: AbstractBaseUser
) -> None:
    """Set those fields of a page that its text's head names and the request has not `stated`."""
    if "language" not in stated and not is_of_the_site(entry.language):
        page.language = entry.language
    if not isinstance(page, BlogPostPage):
        return
    wanted = {
        "teaser": entry.teaser,
        "canonical_url": entry.canonical_url,
        "doi": entry.doi,
        "display_date": entry.date,
        "go_live_at": later(entry.publish_at) or later(entry.date),
        "expire_at": later(entry.expires),
        "is_featured": entry.is_featured,
        "is_cover_inverted": entry.is_cover_inverted,
        "checked_on": entry.checked_on,
        "provenance": raw_provenance(entry.tested_with) if entry.tested_with else None,
    }
    for name, value in wanted.items():
        if value and name not in stated:
            setattr(page, name, value)
    _take_topics(page, entry, stated)
    keep_sources(entry, user)
    if entry.cover and "cover" not in stated:
        with atomic_with_files() as new:
            page.cover_id = Shelf(COLLECTION, user=user, new=new).put(entry.cover)
        NEW_FILES.get([]).extend(new)


def _take_topics(page: BlogPostPage, entry: Entry, stated: Collection[str]) -> None:
    if entry.series and "series" not in stated:
        page.series, page.series_position = series_named(entry.series), entry.part
    if entry.tags and "tags" not in stated:
        page.tags.set([tag_named(name) for name in entry.tags])
    if entry.authors and "post_authors" not in stated:
        authors = {author.pk: author for author in map(author_named, entry.authors)}
        page.post_authors.set(
            [PostAuthor(author=each, sort_order=at) for at, each in enumerate(authors.values())]
        )
