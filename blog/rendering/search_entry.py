"""Builds a page's entry in the search index."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from blog.document.document import Document
from blog.rendering.layout import PROVENANCE_ID
from search.index.protocol import AUTHOR, SERIES, TAG, Entry, EntrySection, Topic


def page_entry(page: Page, document: Document) -> Entry:
    """Return what search finds of a page with a body: its title and one entry a section."""
    sections = [
        EntrySection(section.id, section.title, section.text, section.code)
        for section in document.section.walk()
        if section.title or section.text or section.code
    ]
    return Entry(
        title=page.title,
        teaser=page.search_description,
        sections=(*sections, *_references(page, document)),
        language=page.body_language,
    )


def _references(page: Page, document: Document) -> Iterator[EntrySection]:
    """Yield the list of references as a section: of a source, all authors by their whole names."""
    if document.sources:
        with translation.override(page.body_language):
            title = gettext("References")
        texts = (f"{each.entry} ({each.authors})" for each in document.sources)
        yield EntrySection(document.sources[0].id, title, " ".join(texts), "")


def with_provenance(entry: Entry, post: Page) -> Entry:
    """Return a post's entry with the words of how it was tested as its last section."""
    rows = (child.block.get_searchable_content(child.value) for child in post.provenance)
    words = " ".join(text for row in rows for text in row)
    tested = (EntrySection(PROVENANCE_ID, "", words),) if words else ()
    return replace(entry, sections=entry.sections + tested)


def with_link(entry: Entry, post: Page) -> Entry:
    """Return a post's entry with what it points at by name and site, where it is a short form."""
    target = post.link_target
    if target is None:
        return entry
    words = " ".join(filter(None, [target.title, target.host]))
    return replace(entry, sections=(*entry.sections, EntrySection("", "", words)))


def post_topics(post: Page) -> tuple[Topic, ...]:
    """Return a post's tags, authors and series, under which it is found too."""
    topics = [Topic(TAG, tag.slug, tag.name) for tag in post.shown_tags]
    topics += [Topic(AUTHOR, author.slug, author.name) for author in post.authors]
    if post.series:
        topics.append(Topic(SERIES, post.series.slug, post.series.name))
    return tuple(topics)
