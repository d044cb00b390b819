"""Names what programs may read of pages, and which of it they may write."""

from django.db.models import Model
from wagtail.api import APIField

from blog.models import BlogIndexPage, BlogPostPage, PostAuthor
from home.api.sent.forms import SentBodyForm, SentPostForm
from home.models import HomePage, StandardPage

_WRITTEN: dict[type[Model], list[str]] = {
    BlogPostPage: [
        "teaser", "body", "tags", "post_authors", "series", "series_position", "cover",
        "display_date", "canonical_url", "is_featured", "language",
    ],
    StandardPage: ["body", "language"],
    HomePage: ["introduction"],
    BlogIndexPage: ["introduction"],
    PostAuthor: ["author"],
}  # fmt: skip
_READ: dict[type[Model], list[str]] = {BlogPostPage: ["word_count", "reading_minutes"]}


def name_fields() -> None:
    """Give the models their `api_fields`, and the forms that check what is sent.

    Not in the models: where there is no API, no schema of their fields is made at each start.
    """
    for model, names in _WRITTEN.items():
        read = [APIField(name) for name in _READ.get(model, [])]
        model.api_fields = [*(APIField(name, writable=True) for name in names), *read]
    BlogPostPage.api_base_form_class = SentPostForm
    StandardPage.api_base_form_class = SentBodyForm
