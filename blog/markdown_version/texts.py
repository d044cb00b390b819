"""Writes the Markdown versions of pages with a body, and of post lists."""

from django.utils.translation import gettext
from wagtail.models import Page, Site

from blog.archive.teasers import fetch_bylines
from blog.blocks.body_field import row_hash
from blog.feeds.subjects import Subject
from blog.markdown.placeholders import absolute_markdown, with_address_placeholders
from blog.markdown.writing import escaped, from_rich_text, joined, quoted
from blog.markdown_version.front_matter import (
    page_fields,
    post_fields,
    subject_fields,
    write_front_matter,
)
from blog.markdown_version.lists import fetch_pages, fetch_posts, page_links, post_links, section
from blog.models import BlogPostPage, BodyPage, StoredDocument
from blog.rendering.build import build_markdown
from blog.rendering.resolve import resolve_markdown

# What the editor of an introduction offers.
FEATURES = ["bold", "italic", "link"]


def body_head(page: BodyPage) -> str:
    """Return the head of the version of a page with a body, its title included."""
    if isinstance(page, BlogPostPage):
        fetch_bylines([page])
        fields, told = post_fields(page), told_changes(page)
    else:
        fields, told = page_fields(page), ""
    return f"{write_front_matter(fields)}\n{joined(f'# {escaped(page.title)}', told)}\n"


def told_changes(post: BlogPostPage) -> str:
    """Return what readers are told of a post's changes, each as a quote; empty for nothing."""
    return joined(
        *(
            quoted(f"**{each.label}, {each.date.date().isoformat()}:** {escaped(each.note)}")
            for each in post.changes
            if each.note or each.is_standing
        )
    )


def body_text(page: BodyPage) -> str:
    """Return the text of a page with a body: the stored one, with full addresses."""
    stored = StoredDocument.objects.filter(pk=page.pk).only("body_hash", "markdown").first()
    if stored and stored.markdown and stored.body_hash == row_hash(page.body):
        text = stored.markdown
    else:
        text = resolve_markdown(build_markdown(page.body))
    return absolute_markdown(text, page.full_url)


def subject_text(subject: Subject, site: Site) -> str:
    """Return the version of what lists posts: what it is about and its newest posts, bounded."""
    is_front = subject.page.pk == site.root_page_id
    title = subject.names[0] if subject.names else subject.page.title
    return joined(
        f"{write_front_matter(subject_fields(subject, title))}\n# {escaped(title)}",
        escaped(subject.description) if subject.topic else introduction(subject.page.specific),
        section(gettext("Posts"), post_links(fetch_posts(subject.posts))),
        section(gettext("Pages"), page_links(fetch_pages(site))) if is_front else "",
    )


def introduction(page: Page) -> str:
    """Return the introduction of a page that leads to others, its addresses full."""
    source = getattr(page, "introduction", "")
    text = with_address_placeholders(from_rich_text(source, FEATURES)) if source else ""
    return absolute_markdown(resolve_markdown(text), page.full_url)
