"""What a browser sends of the editor's forms of pages.

StreamFields are drawn by scripts, so that it can't be read off the editor's HTML.
"""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogPostPage


def markdown_body(*sources: str) -> dict:
    """Return a body of Markdown blocks."""
    return streamfield([("markdown", source) for source in sources])


def post_form(**fields) -> dict:
    """Return the form of a post; a field that is None is not sent."""
    defaults = {
        "title": "A new page",
        "slug": "a-new-page",
        "teaser": "",
        "body": markdown_body("Some *prose*."),
        "provenance": streamfield([]),
        "display_date": "2026-01-01 10:00",
        "post_authors": inline_formset([]),
        "pinned_posts": inline_formset([]),
        "comments": inline_formset([]),
    }
    sent = {**defaults, **fields}
    return nested_form_data({name: value for name, value in sent.items() if value is not None})


def edited_form(post: BlogPostPage, *sources: str, **fields) -> dict:
    """Return the form of a post that is there, with other Markdown in its body."""
    fields = {"title": post.title, "slug": post.slug, **fields}
    return post_form(body=markdown_body(*sources), **fields)


STANDARD_PAGE = nested_form_data(
    {
        "title": "A new page",
        "slug": "a-new-page",
        "body": streamfield([("markdown", "Some *prose*."), ("rich_text", rich_text("x"))]),
        "comments": inline_formset([]),
    }
)
POST = {**post_form(teaser="Short."), **STANDARD_PAGE}
