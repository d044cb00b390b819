"""Makes, edits and finds the posts that are changed."""

from datetime import UTC, datetime

# In place of a text that a change says nothing about.
ANY = None
# Below the first page of the listing.
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def post(slug="post-1"):
    from blog.models import BlogPostPage

    return BlogPostPage.objects.get(slug=slug)


def blog():
    from blog.models import BlogIndexPage

    return BlogIndexPage.objects.get(slug="blog")


def new_post(slug, **fields):
    from tests.factories import BlogPostPageFactory

    fields = {"display_date": LONG_AGO, "title": f"Title of {slug}", **fields}
    return BlogPostPageFactory(parent=blog(), slug=slug, **fields)


def edited(page, **fields):
    """Publish a post with other fields."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    page.refresh_from_db()
    return page
