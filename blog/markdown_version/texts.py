"""The Markdown versions of pages with a body, and of lists of posts."""

from django.utils.translation import gettext
from wagtail.models import Page, Site

from blog.document.build import body_hash, build_markdown
from blog.document.markdown_form import escaped, from_rich_text, joined
from blog.document.markdown_marks import absolute_markdown, mark_addresses
from blog.document.resolve import resolve_markdown
from blog.markdown_version.front_matter import (
    page_fields,
    post_fields,
    subject_fields,
    write_front_matter,
)
from blog.markdown_version.lists import fetch_pages, fetch_posts, page_list, post_list, section
from blog.models import BlogPostPage, BodyPage, StoredDocument
from blog.models.querysets import fetch_bylines
from blog.subjects import Subject

# What the editor of an introduction offers.
FEATURES = ["bold", "italic", "link"]


def body_head(page: BodyPage) -> str:
    """Return the head of the version of a page with a body, its title included."""
    if isinstance(page, BlogPostPage):
        fetch_bylines([page])
        fields = post_fields(page)
    else:
        fields = page_fields(page)
    return f"{write_front_matter(fields)}\n# {escaped(page.title)}\n"


def body_text(page: BodyPage) -> str:
    """Return the text of a page with a body: the stored one, with full addresses."""
    stored = StoredDocument.objects.filter(pk=page.pk).only("body_hash", "markdown").first()
    if stored and stored.markdown and stored.body_hash == body_hash(page.body):
        marked = stored.markdown
    else:
        marked = resolve_markdown(build_markdown(page.body))
    return absolute_markdown(marked, page.full_url)


def subject_text(subject: Subject, site: Site) -> str:
    """Return the version of what lists posts: what it is about and its newest posts, bounded."""
    is_front = subject.page.pk == site.root_page_id
    title = subject.names[0] if subject.names else subject.page.title
    return joined(
        f"{write_front_matter(subject_fields(subject, title))}\n# {escaped(title)}",
        escaped(subject.description) if subject.topic else introduction(subject.page.specific),
        section(gettext("Posts"), post_list(fetch_posts(subject.posts))),
        section(gettext("Pages"), page_list(fetch_pages(site))) if is_front else "",
    )


def introduction(page: Page) -> str:
    """Return the introduction of a page that leads to others, its addresses full."""
    source = getattr(page, "introduction", "")
    marked = mark_addresses(from_rich_text(source, FEATURES)) if source else ""
    return absolute_markdown(resolve_markdown(marked), page.full_url)
